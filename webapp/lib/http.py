"""The only module that makes HTTP requests: for webhooks, logos and calendars kept elsewhere.

The addresses come from users. So it reaches no private host, except those that the operator allows in
OPENSLOT_OUTBOUND_ALLOW. It follows no redirect, uses no proxy of the environment and repeats no request. The size of an
answer is limited, and so is the time for the whole exchange. Each failure has a name from FAILURES, which a dashboard
can show.
"""

import ipaddress
import logging
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

import requests
import urllib3
from flask import current_app
from requests.adapters import HTTPAdapter
from requests.auth import HTTPDigestAuth
from requests.utils import parse_dict_header
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter import InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter

from webapp.errors import DeliveryFailed
from webapp.extensions import db
from webapp.lib import public_addresses
from webapp.lib.deadline import Deadline

TIMEOUT_SECONDS = 10.0
MAX_BYTES = 1_000_000
CHUNK_BYTES = 16_384
USER_AGENT = "Openslot"

# It warns of every private address, even of an allowed host. A refused address raises HttpFailed anyway.
logging.getLogger("requests_hardened.ip_filter").setLevel(logging.ERROR)

# Name of a failure -> whether trying again can help.
FAILURES = {
    "invalid_url": False,
    "private_address": False,
    "response_too_large": False,
    "dns_lookup_failed": True,
    "connection_refused": True,
    "connection_timeout": True,
    "connection_failed": True,
    "connection_lost": True,
    "tls_failed": True,
    "answer_timeout": True,
}


class HttpFailed(DeliveryFailed):
    """No usable answer came. `reason` is a key of FAILURES."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, retry=FAILURES[reason])


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with any status. A 500 is an answer too, and so is a 302, which is not followed."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Conversation:
    """Requests within a time limit. Connections are kept from one to the next. `conversation` begins one."""

    def __init__(self, session: HTTPSession, deadline: Deadline, timeout: float, *, each: bool) -> None:
        self._session = session
        self._deadline = deadline
        self._timeout = timeout
        self._each = each

    def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        max_bytes: int = MAX_BYTES,
    ) -> Reply:
        """Send one request and read its answer. Raises HttpFailed, also when the time for all of them is over.

        `max_bytes`: a body that is longer once unpacked is a failure. With 0 the body is not read at all.
        """
        forbid_open_transaction()
        if self._each:
            self._deadline.renew(self._timeout)
        limit = (self._timeout, self._timeout)
        try:
            with self._session.request(
                method, url, headers=headers, data=body, stream=True, timeout=limit
            ) as answer:
                reply = Reply(answer.status_code, answer.headers, b"".join(_limited(answer, max_bytes)))
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as problem:
            raise HttpFailed(_reason(problem, self._deadline)) from problem
        if self._deadline.has_passed:  # a connection that was shut down can look like the end of an answer
            raise HttpFailed("answer_timeout")
        return reply


@contextmanager
def conversation(timeout: float, *, each: bool = False) -> Iterator[Conversation]:
    """Several requests. `timeout`: seconds for connecting, sending and reading.

    They are for all requests together, or for each of them anew.
    """
    with Deadline(timeout) as deadline, _session(deadline) as session:
        yield Conversation(session, deadline, timeout, each=each)


def request(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    timeout: float = TIMEOUT_SECONDS,
    max_bytes: int = MAX_BYTES,
) -> Reply:
    """Send one request and read its answer.

    `timeout`: seconds for connecting, sending and reading together. Name resolution comes on top.
    `max_bytes`: a body that is longer once unpacked is a failure. With 0 the body is not read at all.
    Raises HttpFailed.
    """
    with conversation(timeout) as talk:
        return talk.request(method, url, headers=headers, body=body, max_bytes=max_bytes)


def digest_authorization(
    challenge: str, method: str, url: str, *, username: str, password: str
) -> str | None:
    """The `Authorization` that answers this `WWW-Authenticate: Digest ...` (RFC 7616); None when it cannot be."""
    auth: Any = HTTPDigestAuth(username, password)
    auth.init_per_thread_state()
    auth._thread_local.chal = parse_dict_header(challenge.partition(" ")[2])
    try:
        return auth.build_digest_header(method, url)  # type: ignore[no-any-return]
    except (KeyError, ValueError):
        return None


def forbid_open_transaction() -> None:
    """In tests, raise RuntimeError when this thread has a database transaction open.

    On SQLite an open write transaction stops every other write, for as long as the far end takes to answer.
    """
    if current_app.testing and db.session.registry.has() and db.session.registry().in_transaction():
        raise RuntimeError("network traffic while a database transaction is open")


class _Adapter(IPFilterAdapter):
    """Connects to the IP address that was checked. A second look-up could give another one (DNS rebinding)."""

    def __init__(self, *, is_https_proto: bool, deadline: Deadline) -> None:
        super().__init__(is_https_proto=is_https_proto)
        self._deadline = deadline

    def build_connection_pool_key_attributes(
        self, request: requests.PreparedRequest, verify: Any, cert: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        allowed = current_app.config["OPENSLOT_OUTBOUND_ALLOW"]
        host, pool = HTTPAdapter.build_connection_pool_key_attributes(self, request, verify, cert)
        if host["host"].lower() in allowed.hosts:
            return host, pool
        try:
            chosen, pool_of_chosen = super().build_connection_pool_key_attributes(request, verify, cert)
            _check_public(chosen["host"])
            return chosen, pool_of_chosen
        except InvalidIPAddress as refused:
            address = refused.args[0]
            if not any(address in network for network in allowed.networks):
                raise
            if self._is_https_proto:
                pool |= {"assert_hostname": host["host"], "server_hostname": host["host"]}
            return {**host, "host": f"[{address}]" if address.version == 6 else str(address)}, pool

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:
        pool = super().get_connection_with_tls_context(*args, **kwargs)
        pool.ConnectionCls = _followed(pool.ConnectionCls, self._deadline)
        return pool


def _check_public(host: str) -> None:
    address = ipaddress.ip_address(host.strip("[]"))
    if not public_addresses.is_public(address):
        raise InvalidIPAddress(address)


def _session(deadline: Deadline) -> HTTPSession:
    # The filter of the library is off: it can allow loopback only. `_Adapter` filters by our own list.
    session = HTTPSession(
        Config(
            ip_filter_enable=False,
            ip_filter_allow_loopback_ips=False,
            never_redirect=True,
            default_timeout=(TIMEOUT_SECONDS, TIMEOUT_SECONDS),
            user_agent_override=USER_AGENT,
        )
    )
    session.trust_env = False
    session.mount("http://", _Adapter(is_https_proto=False, deadline=deadline))
    session.mount("https://", _Adapter(is_https_proto=True, deadline=deadline))
    return session


def _followed(connection_class: Any, deadline: Deadline) -> Any:
    class Followed(connection_class):  # the plain or the TLS class, whichever the pool uses
        def _new_conn(self) -> socket.socket:
            sock: socket.socket = super()._new_conn()
            deadline.follow(sock)
            return sock

    return Followed


def _limited(answer: requests.Response, max_bytes: int) -> Iterator[bytes]:
    if max_bytes == 0:
        return
    size = 0
    for chunk in answer.iter_content(CHUNK_BYTES):
        size += len(chunk)
        if size > max_bytes:
            raise HttpFailed("response_too_large")
        yield chunk


def _reason(problem: BaseException, deadline: Deadline) -> str:
    if deadline.has_passed:
        return "answer_timeout" if deadline.is_following else "connection_timeout"
    roots = tuple(_roots(problem))
    for kinds, reason in _KINDS:
        if any(isinstance(root, kinds) for root in roots):
            return reason
    return "connection_failed"


def _roots(problem: BaseException | None) -> Iterator[BaseException]:
    """The exception and its causes. requests and urllib3 hide some of them in `args` and `reason`."""
    while problem is not None:
        yield problem
        hidden = getattr(problem, "reason", None) or next(iter(problem.args), None)
        problem = hidden if isinstance(hidden, BaseException) else problem.__cause__ or problem.__context__


# The order counts: a refused certificate is also an OSError, and a failed look-up is also a failed connection.
_KINDS: tuple[tuple[tuple[type[BaseException], ...], str], ...] = (
    ((InvalidIPAddress,), "private_address"),
    ((socket.gaierror, urllib3.exceptions.NameResolutionError), "dns_lookup_failed"),
    ((requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema), "invalid_url"),
    ((requests.exceptions.MissingSchema, urllib3.exceptions.LocationValueError, UnicodeError), "invalid_url"),
    ((ssl.SSLError, requests.exceptions.SSLError), "tls_failed"),
    ((ConnectionRefusedError,), "connection_refused"),
    ((requests.ConnectTimeout, urllib3.exceptions.ConnectTimeoutError), "connection_timeout"),
    ((requests.ReadTimeout, urllib3.exceptions.ReadTimeoutError), "answer_timeout"),
    ((urllib3.exceptions.NewConnectionError,), "connection_failed"),
    ((HTTPException, ConnectionError, urllib3.exceptions.ProtocolError), "connection_lost"),
    ((requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError), "connection_lost"),
    # Of a redirect that is not followed: `requests` reads its address all the same.
    ((ValueError,), "invalid_url"),
)
