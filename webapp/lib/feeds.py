"""Fetch a calendar file from its address, whole or not at all.

Such an address is often a secret: it is sent to nobody but the server it is of, and never from https to plain http.
Redirects are followed a few times; each address is judged anew by `lib/http.py`.
"""

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from webapp.errors import InvalidInput, ProviderError
from webapp.lib import http, text
from webapp.lib.http import HttpFailed
from webapp.lib.ical.lines import BYTES_AT_MOST
from webapp.lib.provider_answers import failure, refuse_busy

REDIRECTS_AT_MOST = 5
TAG_AT_MOST = 500
_REDIRECTS = (301, 302, 303, 307, 308)
_NOT_MODIFIED = 304
_NOT_LET_IN = (401, 403)
_NOT_THERE = (404, 410)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """By what a server tells whether a file is still the same: its `ETag` and its `Last-Modified`, as they came."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A file as it is now."""

    body: bytes
    version: Version


def fetch(url: str, *, timeout: float, known: Version | None = None) -> Feed | None:
    """The file, or None when it is still of the version that is known. `timeout`: seconds for all of it.

    Raises ProviderError: `provider.refused`, `provider.gone`, `provider.throttled`, `provider.too_large` and those of
    servers that cannot be reached; `provider.downgraded` when https leads to plain http; `provider.no_calendar` when
    redirects lead nowhere.
    """
    headers = {"Accept": "text/calendar, */*;q=0.5"}
    if known is not None and known.etag:
        headers["If-None-Match"] = known.etag
    if known is not None and known.modified:
        headers["If-Modified-Since"] = known.modified
    with http.conversation(timeout) as talk:
        for _ in range(REDIRECTS_AT_MOST + 1):
            try:
                reply = talk.request("GET", url, headers=headers, max_bytes=BYTES_AT_MOST)
            except HttpFailed as problem:
                raise failure(problem) from problem
            refuse_busy(reply)
            if reply.status not in _REDIRECTS:
                return _feed(reply)
            url = _next(url, reply.headers.get("Location") or "")
    raise ProviderError("provider.no_calendar")


def _feed(reply: http.Reply) -> Feed | None:
    if reply.status == _NOT_MODIFIED:
        return None
    if reply.status in _NOT_LET_IN:
        raise ProviderError("provider.refused")
    if reply.status in _NOT_THERE:
        raise ProviderError("provider.gone")
    if not 200 <= reply.status < 300:
        raise ProviderError("provider.failed", status=reply.status)
    version = Version(
        etag=_short(reply.headers.get("ETag")), modified=_short(reply.headers.get("Last-Modified"))
    )
    return Feed(body=reply.body, version=version)


def _short(tag: str | None) -> str | None:
    return tag if tag and len(tag) <= TAG_AT_MOST else None


def _next(url: str, location: str) -> str:
    try:
        there = text.web_address(urljoin(url, location), field="")
    except (InvalidInput, ValueError) as problem:
        raise ProviderError("provider.no_calendar") from problem
    if urlsplit(url).scheme == "https" and urlsplit(there).scheme != "https":
        raise ProviderError("provider.downgraded")
    return there
