"""What may be said of a registered address, as the Nylas SDKs spell it."""

from typing import Literal

from pydantic import Field

from webapp.blueprints.api.payloads.base import Payload
from webapp.lib import redirect_addresses

Platform = Literal["web", "js", "desktop"]
URL_AT_MOST = redirect_addresses.AT_MOST


class NewRedirectUri(Payload):
    url: str = Field(min_length=1, max_length=URL_AT_MOST)
    platform: Platform = "web"


class RedirectUriChange(Payload):
    """Every field may be left out, and then stays."""

    url: str | None = Field(default=None, max_length=URL_AT_MOST)
    platform: Platform | None = None
