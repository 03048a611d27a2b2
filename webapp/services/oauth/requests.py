"""What a program asks for when it sends an organizer to us (RFC 6749 section 4.1.1, RFC 7636).

Two kinds of refusal: while the program and its address are not both known, nobody is sent anywhere. From then on the
refusal goes to the program, by its address.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit, urlunsplit

from webapp import providers
from webapp.errors import InvalidInput, OAuthRefused
from webapp.extensions import db
from webapp.lib import pkce
from webapp.lib.ids import is_id
from webapp.models import Application
from webapp.services.oauth import redirect_uris

NAMES = (
    "client_id",
    "redirect_uri",
    "response_type",
    "access_type",
    "code_challenge",
    "code_challenge_method",
    "state",
    "login_hint",
    "provider",
)
STATE_AT_MOST = 4000
# The editor has a button for each of these, whatever kinds there are: who presses one is asked all the same.
BUTTONS_OF_THE_EDITOR = ("google", "icloud", "microsoft")
OFFLINE, ONLINE = "offline", "online"


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A program that may send organizers to us, and where they go from here. `state` goes back with them."""

    application: Application
    redirect_uri: str
    state: str | None

    @property
    def host(self) -> str:
        """The address as people recognise it, without a path: `app.example.com`, `localhost:3000`."""
        return urlsplit(self.redirect_uri).netloc

    @property
    def origin_in_a_policy(self) -> str:
        """Where a form may lead, as a content security policy says it, which cannot name an address of IPv6."""
        parts = urlsplit(self.redirect_uri)
        return f"{parts.scheme}:" if "[" in parts.netloc else f"{parts.scheme}://{parts.netloc}"

    def address(self, **answer: str) -> str:
        """The address with this answer in its query, beside what was there."""
        parts = urlsplit(self.redirect_uri)
        state = {} if self.state is None else {"state": self.state}
        query = "&".join(filter(None, (parts.query, urlencode({**answer, **state}))))
        return urlunsplit(parts._replace(query=query))


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A sign-in that an organizer can allow or deny. `kind`: of grants that would be best, None for any."""

    client: Client
    is_offline: bool
    code_challenge: str | None
    login_hint: str | None
    kind: str | None


def client_of(asked: Mapping[str, str | None]) -> Client:
    """Who asks. Raises InvalidInput when the program or the address is not known: then nobody may be sent there."""
    client_id, redirect_uri = asked.get("client_id") or "", asked.get("redirect_uri") or ""
    for name, value in (("client_id", client_id), ("redirect_uri", redirect_uri)):
        if not value:
            raise InvalidInput("value.missing", field=name)
    application = db.session.get(Application, client_id) if is_id(client_id) else None
    if application is None:
        raise InvalidInput("client_id.unknown", field="client_id")
    if not redirect_uris.is_registered(application.id, redirect_uri):
        raise InvalidInput("redirect_uri.not_registered", field="redirect_uri")
    return Client(application=application, redirect_uri=redirect_uri, state=_text(asked, "state"))


def read(client: Client, asked: Mapping[str, str | None]) -> Request:
    """What this program asks for. Raises OAuthRefused."""
    if asked.get("response_type") != "code":
        raise OAuthRefused("unsupported_response_type.other")
    return Request(
        client=client,
        is_offline=_is_offline(asked),
        code_challenge=_challenge(asked),
        login_hint=_text(asked, "login_hint"),
        kind=_kind(asked),
    )


def _is_offline(asked: Mapping[str, str | None]) -> bool:
    access_type = asked.get("access_type") or ONLINE
    if access_type not in (OFFLINE, ONLINE):
        raise OAuthRefused("invalid_request.access_type")
    return access_type == OFFLINE


def _challenge(asked: Mapping[str, str | None]) -> str | None:
    challenge, method = asked.get("code_challenge") or None, asked.get("code_challenge_method") or ""
    if challenge is None:
        return None
    if method.upper() != "S256":  # the Python SDK sends `s256`
        raise OAuthRefused("invalid_request.challenge_method")
    if not pkce.is_challenge(challenge):
        raise OAuthRefused("invalid_request.challenge")
    return challenge


def _kind(asked: Mapping[str, str | None]) -> str | None:
    kind, known = asked.get("provider") or None, sorted({*providers.kinds(), *BUTTONS_OF_THE_EDITOR})
    if kind is not None and kind not in known:
        raise OAuthRefused("invalid_request.provider", choices=known)
    return kind


def _text(asked: Mapping[str, str | None], name: str) -> str | None:
    value = asked.get(name) or None
    if value is not None and len(value) > STATE_AT_MOST:
        raise InvalidInput("text.too_long", field=name, at_most=STATE_AT_MOST)
    if value is not None and not value.isprintable():
        raise InvalidInput("text.control_characters", field=name)
    return value
