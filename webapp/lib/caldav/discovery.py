"""Find the calendars of an account from an address, or from the domain of an e-mail address (RFC 6764).

In order: the address itself, `/.well-known/caldav` on its host, the host's first page. The first that names the user's
principal, or a folder of calendars, is taken. What a domain says in DNS is asked by `providers/caldav/connecting.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from webapp.errors import ProviderError
from webapp.lib.caldav import addresses
from webapp.lib.caldav.client import Client, Login, followed, meant, signed_in
from webapp.lib.caldav.multistatus import CALDAV, DAV, Found

WELL_KNOWN = "/.well-known/caldav"
PRINCIPAL, HOME = f"{DAV}current-user-principal", f"{CALDAV}calendar-home-set"
TYPE, NAME, ZONE = f"{DAV}resourcetype", f"{DAV}displayname", f"{CALDAV}calendar-timezone"
KINDS, MAY = f"{CALDAV}supported-calendar-component-set", f"{DAV}current-user-privilege-set"
DESCRIPTION = f"{CALDAV}calendar-description"
_LISTED = (TYPE, NAME, DESCRIPTION, ZONE, KINDS, MAY)
_WRITING = ("write", "write-content", "all", "bind")
HOMES_AT_MOST = 5
# No calendar there, but perhaps elsewhere on this host.
_TRY_ELSEWHERE = frozenset(
    ("provider.not_understood", "provider.gone", "provider.forbidden", "provider.failed")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A calendar. `timezone`: the iCalendar text that its server keeps for it. `read_only`: nothing may be written."""

    url: str
    name: str
    description: str | None
    timezone: str | None
    read_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """`url`: where the calendars can be found again at once. `calendars`: those that take events."""

    url: str
    calendars: tuple[Listed, ...]


def find(login: Login, *, timeout: float) -> Account:
    """The account behind `login.home`.

    Raises ProviderError: `provider.not_understood` when there is no such server, `provider.forbidden` when there may be
    one that lets this account in nowhere.

    `timeout`: seconds for each place that is tried.
    """
    refusal = ProviderError("provider.not_understood")
    for place in _places(login.home, timeout=timeout):
        try:
            with signed_in(_at(login, place), timeout=timeout) as client:
                return _account(client, place)
        except ProviderError as problem:
            if problem.code not in _TRY_ELSEWHERE:
                raise
            if problem.code == "provider.forbidden" or problem.values.get("status", 0) >= 500:
                refusal = problem  # says more than that nothing is there
    raise refusal


def calendars(client: Client, url: str) -> tuple[Listed, ...]:
    """The calendars of an account that was found at this address. Raises ProviderError."""
    return _account(client, url).calendars


def _places(home: str, *, timeout: float) -> Iterator[str]:
    """Where to look, each place once. A redirect of the host's own well-known address may lead to another host."""
    seen = set[str]()
    first, root = home, addresses.joined(home, "/")
    if urlsplit(home).path not in ("", "/"):
        seen.add(first)
        yield first
    try:
        well_known = followed(addresses.joined(home, WELL_KNOWN), timeout=timeout)
    except ProviderError as problem:
        if problem.code not in _TRY_ELSEWHERE:
            raise
        well_known = root
    for place in (well_known, root):
        if place not in seen:
            seen.add(place)
            yield place


def _at(login: Login, place: str) -> Login:
    return Login(home=place, username=login.username, password=login.password, families=login.families)


def _account(client: Client, url: str) -> Account:
    here = client.properties(url, (TYPE, PRINCIPAL, HOME))
    homes = _homes(here, url)
    if not homes and (principal := here.href_of(PRINCIPAL)):
        url = meant(url, principal)
        homes = _homes(client.properties(url, (HOME,)), url)
    if not homes and here.has(TYPE, f"{CALDAV}calendar"):
        homes = [url]
    if not homes:
        raise ProviderError("provider.not_understood")
    listed = {each.url: each for home in homes for each in _listed(client, home)}
    return Account(url=url, calendars=tuple(listed.values()))


def _homes(found: Found, url: str) -> list[str]:
    element = found.properties.get(HOME)
    if element is None:
        return []
    hrefs = [(each.text or "").strip() for each in element.iterchildren(f"{DAV}href")]
    return [addresses.as_folder(meant(url, href)) for href in hrefs if href][:HOMES_AT_MOST]


def _listed(client: Client, home: str) -> Iterator[Listed]:
    for found in client.propfind(home, _LISTED, depth=1).resources:
        if not found.has(TYPE, f"{CALDAV}calendar") or not _takes_events(found):
            continue
        url = addresses.as_folder(meant(home, found.href))
        yield Listed(
            url=url,
            name=found.text(NAME) or url.rstrip("/").rpartition("/")[2],
            description=found.text(DESCRIPTION),
            timezone=found.text(ZONE),
            read_only=_is_read_only(found),
        )


def _takes_events(found: Found) -> bool:
    """A calendar that names no kinds takes all of them (RFC 4791 section 5.2.3)."""
    kinds = found.properties.get(KINDS)
    names = (
        [] if kinds is None else [(each.get("name") or "").upper() for each in kinds.iter(f"{CALDAV}comp")]
    )
    return not names or "VEVENT" in names


def _is_read_only(found: Found) -> bool:
    """Only a server that lists what we may do, and no way of writing among it, keeps us from trying."""
    may = found.properties.get(MAY)
    if may is None or may.find(f"{DAV}privilege") is None:
        return False
    return not any(may.find(f".//{DAV}{name}") is not None for name in _WRITING)
