"""Requests to one CalDAV server: the sign-in, redirects within it, and the name of each failure.

The password goes to the server it is for, and to hosts of the same owner over https; never anywhere else, whatever a
redirect or an address in an answer says.
"""

import base64
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from webapp.errors import ProviderError
from webapp.lib import http
from webapp.lib.caldav import addresses, multistatus
from webapp.lib.http import Conversation, HttpFailed, Reply
from webapp.lib.provider_answers import failure, refuse_busy

REDIRECTS_AT_MOST = 5
BYTES_AT_MOST = 20_000_000  # of one answer; `collection` asks for no more than it expects to fit
_REDIRECTS = (301, 302, 307, 308)
_XML = "application/xml; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """`home`: the address that the password is for. `families`: names such as `icloud.com`, whose hosts may all have
    it when the home is one of them."""

    home: str
    username: str
    password: str
    families: Sequence[str] = ()


class Client:
    """Asks as one user. `signed_in` makes one."""

    def __init__(self, talk: Conversation, login: Login) -> None:
        self._talk = talk
        self._login = login
        self._challenge: str | None = None

    def properties(self, url: str, names: Sequence[str]) -> multistatus.Found:
        """These properties of one resource. Raises ProviderError."""
        resources = self.propfind(url, names).resources
        if not resources:
            raise ProviderError("provider.not_understood")
        return resources[0]

    def propfind(self, url: str, names: Sequence[str], *, depth: int = 0) -> multistatus.Answer:
        """These properties of a resource, with depth 1 also of what is in it. Raises ProviderError."""
        return self._multistatus("PROPFIND", url, multistatus.propfind(names), depth=depth)

    def report(self, url: str, body: bytes, *, depth: int = 1) -> multistatus.Answer:
        """The answer to a report. Raises ProviderError."""
        return self._multistatus("REPORT", url, body, depth=depth)

    def report_as_is(self, url: str, body: bytes, *, depth: int) -> Reply:
        """The answer to a report with any status, for those who read more in it than a refusal."""
        headers = {"Content-Type": _XML, "Depth": str(depth)}
        return self.request("REPORT", url, headers=headers, body=body)[0]

    def request(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> tuple[Reply, str]:
        """The answer with any status that `checked` would refuse, and the address that gave it.

        Raises ProviderError when the server is away, busy, or does not let us in.
        """
        for _ in range(REDIRECTS_AT_MOST + 1):
            reply = self._let_in(method, url, headers or {}, body)
            if reply.status not in _REDIRECTS:
                return reply, url
            url = _next(url, reply)
        raise ProviderError("provider.not_understood")

    def _multistatus(self, method: str, url: str, body: bytes, *, depth: int) -> multistatus.Answer:
        headers = {"Content-Type": _XML, "Depth": str(depth)}
        reply, _ = self.request(method, url, headers=headers, body=body)
        return multistatus.read(checked(reply).body)

    def _let_in(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> Reply:
        """One answer that is neither a refused sign-in nor a server that is away."""
        self._forbid(url)
        reply = self._once(method, url, headers, body)
        challenge = _digest_in(reply)
        if reply.status == 401 and challenge is not None and challenge != self._challenge:
            self._challenge = challenge
            reply = self._once(method, url, headers, body)
        if reply.status == 401:
            raise ProviderError("provider.refused")
        refuse_busy(reply)
        return reply

    def _once(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> Reply:
        signed = {**headers, "Authorization": self._authorization(method, url)}
        try:
            return self._talk.request(method, url, headers=signed, body=body, max_bytes=BYTES_AT_MOST)
        except HttpFailed as problem:
            raise failure(problem) from problem

    def _authorization(self, method: str, url: str) -> str:
        username, password = self._login.username, self._login.password
        if self._challenge is not None:
            signed = http.digest_authorization(
                self._challenge, method, url, username=username, password=password
            )
            if signed is not None:
                return signed
        return "Basic " + base64.b64encode(f"{username}:{password}".encode()).decode()

    def _forbid(self, url: str) -> None:
        if not addresses.is_trusted(url, home=self._login.home, families=self._login.families):
            raise ProviderError("provider.elsewhere", host=addresses.host(url))


@contextmanager
def signed_in(login: Login, *, timeout: float, each: bool = False) -> Iterator[Client]:
    """Ask as this user. `timeout`: seconds for all requests together, or for each of them anew.

    Raises ProviderError when the password could be read on the way.
    """
    if addresses.is_open(login.home):
        raise ProviderError("provider.not_secure")
    with http.conversation(timeout, each=each) as talk:
        yield Client(talk, login)


def checked(reply: Reply) -> Reply:
    """The answer, if the server did what was asked. Raises ProviderError otherwise."""
    if 200 <= reply.status < 300:
        return reply
    if reply.status == 403:
        raise ProviderError("provider.forbidden")
    if reply.status in (404, 410):
        raise ProviderError("provider.gone")
    raise ProviderError("provider.failed", status=reply.status)


def followed(url: str, *, timeout: float) -> str:
    """Where redirects lead from here, without a password: to the same server, or to any other over https.

    Raises ProviderError.
    """
    with http.conversation(timeout) as talk:
        for _ in range(REDIRECTS_AT_MOST + 1):
            try:
                reply = talk.request("GET", url, max_bytes=0)
            except HttpFailed as problem:
                raise failure(problem) from problem
            refuse_busy(reply)
            if reply.status not in _REDIRECTS:
                return url
            target = _next(url, reply)
            if addresses.origin(target) != addresses.origin(url) and not target.startswith("https://"):
                raise ProviderError("provider.not_secure")
            url = target
    raise ProviderError("provider.not_understood")


def meant(url: str, href: str) -> str:
    """The address that an answer from `url` means by `href`. Raises ProviderError."""
    try:
        return addresses.joined(url, href)
    except ValueError as problem:
        raise ProviderError("provider.not_understood") from problem


def _next(url: str, reply: Reply) -> str:
    try:
        return addresses.redirected(url, reply.headers.get("Location") or "")
    except ValueError as problem:
        raise ProviderError("provider.not_understood") from problem


def _digest_in(reply: Reply) -> str | None:
    """The challenge of a server that takes only Digest. One that takes Basic as well is sent Basic, over TLS."""
    offered = reply.headers.get("WWW-Authenticate", "")
    return offered if offered[:7].lower() == "digest " and "basic" not in offered.lower() else None
