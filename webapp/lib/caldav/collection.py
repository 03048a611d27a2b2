"""Read a calendar: what is in it in a span of time, and what has changed.

A resource is named by its path on the server. No answer is taken for whole that says it was cut: a span of time is
then asked for in halves, and so is a batch of resources that is too large.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from webapp.errors import ProviderError
from webapp.lib.caldav import addresses, multistatus
from webapp.lib.caldav.client import Client, checked, meant
from webapp.lib.caldav.multistatus import CALDAV, DAV, SERVER, Answer, Found

ETAG, DATA = f"{DAV}getetag", f"{CALDAV}calendar-data"
TOKEN, TAG = f"{DAV}sync-token", f"{SERVER}getctag"
BATCH = 100  # resources in a request
LISTED_AT_MOST = 50_000  # events of a calendar
ETAG_AT_MOST = 200
SHORTEST = 3600  # seconds; a span is cut no further
PAGES_AT_MOST = 1000
_CUT = 507
_MISSING = (404, 410)
_TOO_MANY = f"{DAV}number-of-matches-within-limits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """`data`: its iCalendar text, None where the server would not give it. `path`: what it is called there."""

    path: str
    etag: str | None = None
    data: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How a calendar stands as a whole: `token` to ask for changes (RFC 6578), else a `tag` that changes with it."""

    token: str | None
    tag: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Resources that are there, by path with their ETags or with their text, and `gone`: paths of deleted ones."""

    resources: tuple[Resource, ...] = ()
    gone: tuple[str, ...] = ()
    token: str | None = None
    is_last: bool = True


@dataclass(slots=True)
class _Batch:
    resources: list[Resource] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


def state(client: Client, url: str) -> State:
    """How the calendar stands now. Raises ProviderError."""
    found = client.properties(url, (TOKEN, TAG))
    return State(token=found.text(TOKEN), tag=found.text(TAG))


def listed(client: Client, url: str, *, since: int, until: int) -> dict[str, str | None]:
    """The ETag of every event that overlaps [since, until), by its path. Raises ProviderError."""
    found = _in_time(client, url, since, until, (ETAG,))
    return {resource.path: resource.etag for resource in found}


def in_span(client: Client, url: str, *, since: int, until: int) -> list[Resource]:
    """Every event that overlaps [since, until), with its text. Raises ProviderError."""
    return _in_time(client, url, since, until, (ETAG, DATA))


def changed(client: Client, url: str, token: str) -> Iterator[Page]:
    """What has changed since this token, without texts. Raises ProviderError `provider.cursor_expired`."""
    for _ in range(PAGES_AT_MOST):
        page = _changed_page(client, url, token)
        yield page
        if page.is_last:
            return
        if page.token is None or page.token == token:
            break
        token = page.token
    raise ProviderError("provider.not_understood")


def fetched(client: Client, url: str, paths: Sequence[str]) -> Iterator[Page]:
    """These resources with their texts, some at a time. Raises ProviderError."""
    for at in range(0, len(paths), BATCH):
        batch = _Batch()
        _fetch(client, url, list(paths[at : at + BATCH]), batch)
        yield Page(resources=tuple(batch.resources), gone=tuple(batch.gone))


def with_uid(client: Client, url: str, uid: str) -> list[Resource]:
    """The events with this iCalendar UID, with their texts. Raises ProviderError."""
    answer = client.report(url, multistatus.with_uid(uid, (ETAG, DATA)))
    return [_resource(url, found) for found in _members(url, answer)]


def etag_of(value: str | None) -> str | None:
    """An ETag in one form. Some servers leave out its quotes, and some proxies call it weak because they compress."""
    tag = (value or "").strip()
    tag = tag.removeprefix("W/").removeprefix("w/").strip().strip('"')
    if not tag or len(tag) > ETAG_AT_MOST or not tag.isprintable():
        return None
    return f'"{tag}"'


def _in_time(client: Client, url: str, since: int, until: int, names: Sequence[str]) -> list[Resource]:
    ask = _asking(client, url, lambda begin, end: multistatus.in_time(begin, end, names))
    found: dict[str, Resource] = {}
    ahead = [(since, until)]
    while ahead:
        begin, end = ahead.pop()
        answer = ask(begin, end)
        if answer is None:
            if end - begin < 2 * SHORTEST:
                raise ProviderError("provider.too_large")
            middle = (begin + end) // 2
            ahead += [(begin, middle), (middle, end)]
            continue
        found |= {each.path: each for each in (_resource(url, one) for one in _members(url, answer))}
        if len(found) > LISTED_AT_MOST:
            raise ProviderError("provider.too_large")
    return list(found.values())


def _asking(
    client: Client, url: str, body: Callable[[int, int], bytes]
) -> Callable[[int, int], Answer | None]:
    """A question for a span of time, answered with None when the whole answer would be too large."""

    def ask(since: int, until: int) -> Answer | None:
        try:
            reply = client.report_as_is(url, body(since, until), depth=1)
        except ProviderError as problem:
            if problem.code == "provider.too_large":
                return None
            raise
        if reply.status == _CUT or (reply.status == 403 and _TOO_MANY in multistatus.conditions(reply.body)):
            return None
        answer = multistatus.read(checked(reply).body)
        return None if _is_cut(answer) else answer

    return ask


def _changed_page(client: Client, url: str, token: str) -> Page:
    reply = client.report_as_is(url, multistatus.sync(token, (ETAG,)), depth=0)
    # Servers refuse an old token in many ways; whatever else is wrong, reading everything again will tell.
    if 400 <= reply.status < 600 and reply.status != 404:
        raise ProviderError("provider.cursor_expired")
    answer = multistatus.read(checked(reply).body)
    members = _members(url, answer)
    return Page(
        resources=tuple(_resource(url, each) for each in members if each.status not in _MISSING),
        gone=tuple(_path(url, each) for each in members if each.status in _MISSING),
        token=answer.sync_token,
        is_last=not _is_cut(answer),
    )


def _fetch(client: Client, url: str, paths: list[str], batch: _Batch) -> None:
    try:
        answer = client.report(url, multistatus.multiget(paths, (ETAG, DATA)))
    except ProviderError as problem:
        if problem.code != "provider.too_large":
            raise
        if len(paths) == 1:
            batch.resources.append(Resource(path=paths[0]))
            return
        middle = len(paths) // 2
        _fetch(client, url, paths[:middle], batch)
        _fetch(client, url, paths[middle:], batch)
        return
    told = {_path(url, each): each for each in _members(url, answer)}
    for path in paths:
        found = told.get(path)
        if found is None:
            _fetch_alone(client, url, path, batch)
        elif found.status in _MISSING:
            batch.gone.append(path)
        else:
            batch.resources.append(_resource(url, found))


def _fetch_alone(client: Client, url: str, path: str, batch: _Batch) -> None:
    """A resource of which the server has said nothing, or which it calls by another name there."""
    reply, _ = client.request("GET", addresses.joined(url, path))
    if reply.status in _MISSING:
        batch.gone.append(path)
        return
    data = reply.body if reply.status == 200 else None
    batch.resources.append(Resource(path=path, etag=etag_of(reply.headers.get("ETag")), data=data))


def _members(url: str, answer: Answer) -> list[Found]:
    """What is in the calendar, without the calendar itself."""
    own = addresses.path_of(url).rstrip("/")
    return [found for found in answer.resources if _path(url, found).rstrip("/") != own]


def _is_cut(answer: Answer) -> bool:
    return any(found.status == _CUT or _TOO_MANY in found.conditions for found in answer.resources)


def _resource(url: str, found: Found) -> Resource:
    data = found.properties.get(DATA)
    text = None if data is None or not data.text else data.text.encode()
    return Resource(path=_path(url, found), etag=etag_of(found.text(ETAG)), data=text)


def _path(url: str, found: Found) -> str:
    return addresses.path_of(meant(url, found.href))
