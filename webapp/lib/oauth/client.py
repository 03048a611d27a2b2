"""Requests to a provider's API in the name of an account, with a token that is fetched when it is needed.

A token is kept in memory until it ends, so that a reading with nothing new is one request. It is sent to the provider's
API and nowhere else, whatever an address in an answer says.
"""

import hashlib
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode, urlsplit

import orjson
from flask import current_app

from webapp.errors import ProviderError
from webapp.lib import clock, http
from webapp.lib.external import Access
from webapp.lib.http import Conversation, HttpFailed, Reply
from webapp.lib.oauth import tokens
from webapp.lib.oauth.apps import ProviderApp
from webapp.lib.oauth.tokens import Tokens
from webapp.lib.provider_answers import failure, refuse_busy

BYTES_AT_MOST = 20_000_000  # of one answer
EARLIER_SECONDS = 60  # a token may end on its way
KEPT_AT_MOST = 1000


class Client:
    """Asks as one account. `signed_in` makes one."""

    def __init__(self, talk: Conversation, app: ProviderApp, access: Access, known: "_Known") -> None:
        self._talk = talk
        self._app = app
        self._access = access
        self._known = known
        self._refresh_token = _refresh_token(access)

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        content: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """The answer with any status that is no refused sign-in and no server that is away.

        `path`: below the API's address, or a whole address that an answer named. `content`: sent as JSON.
        Raises ProviderError.
        """
        url = self._address(path, query or {})
        reply = self._once(method, url, content, headers or {}, self._token())
        if reply.status == 401:
            self._known.forget(self._refresh_token)
            reply = self._once(method, url, content, headers or {}, self._token())
        if reply.status == 401:
            self._known.forget(self._refresh_token)
            raise ProviderError("provider.refused")
        refuse_busy(reply)
        return reply

    def _address(self, path: str, query: Mapping[str, Any]) -> str:
        url = path if "://" in path else f"{self._app.api_url}/{path}"
        if urlsplit(url)[:2] != urlsplit(self._app.api_url)[:2]:
            raise ProviderError("provider.elsewhere", host=urlsplit(url).hostname or "")
        return f"{url}?{urlencode(query)}" if query else url

    def _once(
        self,
        method: str,
        url: str,
        content: Mapping[str, Any] | None,
        headers: Mapping[str, str],
        token: str,
    ) -> Reply:
        sent = {**headers, "Authorization": f"Bearer {token}", "Accept": "application/json"}
        body = None if content is None else orjson.dumps(content)
        if body is not None:
            sent["Content-Type"] = "application/json"
        try:
            return self._talk.request(method, url, headers=sent, body=body, max_bytes=BYTES_AT_MOST)
        except HttpFailed as problem:
            raise failure(problem) from problem

    def _token(self) -> str:
        """A token that is good now. One that replaces the refresh token is stored before it is used."""
        kept = self._known.token(self._refresh_token)
        if kept is not None:
            return kept
        got = tokens.refresh(self._talk, self._app, self._refresh_token)
        self._known.keep(self._refresh_token, got)
        if got.refresh_token not in (None, self._refresh_token):
            self._access.renew({**self._access.secret, "refresh_token": got.refresh_token})
            self._refresh_token = str(got.refresh_token)
            self._known.keep(self._refresh_token, got)
        return got.access_token


@contextmanager
def signed_in(kind: str, access: Access, *, timeout: float, each: bool = False) -> Iterator[Client]:
    """Ask as this account. `timeout`: seconds for all requests together, or for each of them anew.

    Raises ProviderError when this installation is not registered at the provider.
    """
    app = app_of(kind)
    if not app.is_set_up:
        raise ProviderError("provider.not_set_up", provider=app.name)
    with http.conversation(timeout, each=each) as talk:
        yield Client(talk, app, access, known_tokens)


def app_of(kind: str) -> ProviderApp:
    """How this installation is registered at the provider of this kind."""
    found: ProviderApp = current_app.config["OPENSLOT_PROVIDER_APPS"][kind]
    return found


class _Known:
    """Access tokens by a digest of their refresh token, in this process, until they end."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tokens: dict[str, tuple[str, float]] = {}

    def token(self, refresh_token: str) -> str | None:
        with self._lock:
            token, until = self._tokens.get(_digest(refresh_token), ("", 0.0))
        return token if clock.elapsed() < until else None

    def keep(self, refresh_token: str, got: Tokens) -> None:
        until = clock.elapsed() + got.seconds - EARLIER_SECONDS
        with self._lock:
            if len(self._tokens) >= KEPT_AT_MOST:
                self._tokens.clear()
            self._tokens[_digest(refresh_token)] = (got.access_token, until)

    def forget(self, refresh_token: str | None = None) -> None:
        """Forget the token of one account, or all of them."""
        with self._lock:
            if refresh_token is None:
                self._tokens.clear()
            else:
                self._tokens.pop(_digest(refresh_token), None)


known_tokens = _Known()


def _digest(refresh_token: str) -> str:
    return hashlib.sha256(refresh_token.encode()).hexdigest()


def _refresh_token(access: Access) -> str:
    found = access.secret.get("refresh_token")
    if not isinstance(found, str):
        raise ProviderError("provider.refused")
    return found
