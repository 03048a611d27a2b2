"""An API key as an administrator reads it."""

from dataclasses import dataclass

from webapp.models import ApiKey
from webapp.services.access import api_keys
from webapp.words import gettext, lazy_gettext

# What a scope allows, in words.
SCOPES = {
    "scheduling.read": lazy_gettext("read scheduling pages and bookings"),
    "scheduling.write": lazy_gettext("read and change scheduling pages and bookings"),
    "calendars.read": lazy_gettext("read calendars and events"),
    "calendars.write": lazy_gettext("read and change calendars and events"),
    "accounts.read": lazy_gettext("read calendar accounts"),
    "accounts.write": lazy_gettext("connect and change calendar accounts"),
    "webhooks.read": lazy_gettext("read webhooks"),
    "webhooks.write": lazy_gettext("read and change webhooks"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRow:
    """`prefix`: the key's first characters. `allowed`: a line for each scope. `look`: the colour of its badge.

    `ends_at`: its last second, None without an end.
    """

    id: str
    name: str
    prefix: str
    allowed: list[str]
    created_at: int
    last_used_at: int | None
    ends_at: int | None
    state: str
    look: str
    works: bool


def key_row(key: ApiKey, *, now: int) -> KeyRow:
    """What the list shows of a key."""
    expired = api_keys.has_expired(key, now=now)
    if key.revoked_at is not None:
        state, look = gettext("Revoked"), "bad"
    else:
        state, look = (gettext("Expired"), "") if expired else (gettext("Works"), "good")
    return KeyRow(
        id=key.id,
        name=key.name,
        prefix=key.prefix,
        allowed=[str(SCOPES[scope]) for scope in key.scopes] or [gettext("do everything")],
        created_at=key.created_at,
        last_used_at=key.last_used_at,
        ends_at=None if key.expires_at is None else key.expires_at - 1,
        state=state,
        look=look,
        works=key.revoked_at is None and not expired,
    )
