"""How this installation is registered at Google and Microsoft, as its operator has set it.

Standard library only: `config.py` needs it before anything is installed.
"""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from webapp.lib.variables import SettingError, is_address

_OF_BOTH = ("CLIENT_ID", "CLIENT_SECRET", "API_URL")
NAMES = frozenset(
    (
        *(f"{prefix}_{name}" for prefix in ("GOOGLE", "MICROSOFT") for name in _OF_BOTH),
        *("GOOGLE_AUTHORIZE_URL", "GOOGLE_TOKEN_URL", "MICROSOFT_LOGIN_URL", "MICROSOFT_TENANT"),
    )
)


@dataclass(frozen=True, kw_only=True)
class ProviderApp:
    """`authorize_url`: the consent page. `token_url`: where tokens are given. `api_url`: without a slash at its end."""

    name: str
    client_id: str | None
    client_secret: str | None
    authorize_url: str
    token_url: str
    api_url: str

    @property
    def is_set_up(self) -> bool:
        """Whether the operator has registered this installation there."""
        return self.client_id is not None


def read(given: Mapping[str, str]) -> dict[str, ProviderApp]:
    """The registrations by the kind of provider. Raises SettingError for a setting that makes no sense."""
    tenant = given.get("MICROSOFT_TENANT", "common")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]*", tenant):
        raise SettingError(f"MICROSOFT_TENANT must be `common` or the id of a tenant, not {tenant!r}")
    login = _url(given, "MICROSOFT_LOGIN_URL", "https://login.microsoftonline.com")
    return {
        "google": ProviderApp(
            name="Google",
            **_client(given, "GOOGLE"),
            authorize_url=_url(given, "GOOGLE_AUTHORIZE_URL", "https://accounts.google.com/o/oauth2/v2/auth"),
            token_url=_url(given, "GOOGLE_TOKEN_URL", "https://oauth2.googleapis.com/token"),
            api_url=_url(given, "GOOGLE_API_URL", "https://www.googleapis.com/calendar/v3"),
        ),
        "microsoft": ProviderApp(
            name="Microsoft",
            **_client(given, "MICROSOFT"),
            authorize_url=f"{login}/{tenant}/oauth2/v2.0/authorize",
            token_url=f"{login}/{tenant}/oauth2/v2.0/token",
            api_url=_url(given, "MICROSOFT_API_URL", "https://graph.microsoft.com/v1.0"),
        ),
    }


def _client(given: Mapping[str, str], prefix: str) -> dict[str, str | None]:
    client_id, secret = given.get(f"{prefix}_CLIENT_ID"), given.get(f"{prefix}_CLIENT_SECRET")
    if (client_id is None) != (secret is None):
        raise SettingError(f"{prefix}_CLIENT_ID and {prefix}_CLIENT_SECRET must be set together")
    return {"client_id": client_id, "client_secret": secret}


def _url(given: Mapping[str, str], name: str, default: str) -> str:
    """An address to which secrets are sent: so https, or a server on this machine. Without a slash at its end."""
    value = given.get(name, default)
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname or "", parts.port
        is_sound = parts.scheme == "https" or (parts.scheme == "http" and _is_this_machine(host))
    except ValueError:
        is_sound, host = False, ""
    if not is_sound or not host or not re.fullmatch(r"[^/]+//[^/?#@\s]+(/[^?#\s]*)?", value):
        raise SettingError(f"{name} must be an address such as {default}, not {value!r}")
    return value.rstrip("/")


def _is_this_machine(host: str) -> bool:
    return ipaddress.ip_address(host).is_loopback if is_address(host) else host.lower() == "localhost"
