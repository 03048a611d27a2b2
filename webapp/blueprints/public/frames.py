"""The guest's pages inside another website: which ones may show them, and what the pages carry along there.

An address with `embed=1` asks for a page without what surrounds it, in the light or dark colours of the website. A
browser sends no cookie there, so the address also carries by which invitation a guest came: sealed, for a week, and
only inside a frame. Whoever opens such an address by itself gets nothing by it.
"""

from dataclasses import dataclass

from cryptography.fernet import InvalidToken
from flask import request

from webapp import security_headers
from webapp.lib import clock, vault
from webapp.models import Configuration
from webapp.scheduling import DAY
from webapp.services.configurations.view import view_of

ASKED, SCHEME, INVITED, JUST_BOOKED = "embed", "scheme", "invited", "booked"
SCHEMES = ("light", "dark")
SEALED_AT_MOST = 400
SEALED_SECONDS = 7 * DAY


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page is asked for. `scheme`: `light` or `dark`, None for what the guest's device prefers.

    `sealed`: what `seal` made of the token of an invitation, as the address has it.
    """

    is_asked: bool = False
    scheme: str | None = None
    sealed: str | None = None

    @property
    def query(self) -> dict[str, str]:
        """The query values that every link repeats, so that the next page is like this one."""
        if not self.is_asked:
            return {}
        carried = {SCHEME: self.scheme, INVITED: self.sealed}
        return {ASKED: "1", **{name: value for name, value in carried.items() if value}}


def of_request() -> Frame:
    """How this request asks for its page."""
    if request.values.get(ASKED) != "1":
        return Frame()
    scheme, sealed = request.values.get(SCHEME), request.values.get(INVITED)
    return Frame(
        is_asked=True,
        scheme=scheme if scheme in SCHEMES else None,
        sealed=sealed if sealed and len(sealed) <= SEALED_AT_MOST else None,
    )


def allow(configuration: Configuration) -> None:
    """Let the websites that a page lists show this answer in a frame. No other answer can be shown in one."""
    for origin in view_of(configuration).embed_origins:
        security_headers.allow("frame-ancestors", origin)


def seal(token: str) -> str:
    """The token of an invitation as an address inside a frame may carry it."""
    return vault.encrypt(f"{clock.now() + SEALED_SECONDS} {token}").decode()


def unsealed() -> str | None:
    """The token of the invitation by which a guest came into this frame; None without one, and outside of a frame."""
    sealed = of_request().sealed
    if sealed is None or request.headers.get("Sec-Fetch-Dest") == "document":
        return None
    try:
        ends_at, _, token = vault.decrypt(sealed.encode()).partition(" ")
    except InvalidToken:
        return None
    return token if ends_at.isdigit() and clock.now() < int(ends_at) else None
