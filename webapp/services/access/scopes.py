"""What an API key may do: by the kind of thing it asks for, and whether it only reads.

A scope is `kind.read` or `kind.write`; who may write may read. A key without scopes may do everything, also what later
versions add.
"""

from collections.abc import Collection, Sequence

from webapp.errors import InvalidInput

SCHEDULING, CALENDARS, ACCOUNTS, WEBHOOKS = "scheduling", "calendars", "accounts", "webhooks"
KINDS = (SCHEDULING, CALENDARS, ACCOUNTS, WEBHOOKS)
READ, WRITE = "read", "write"
SCOPES = tuple(f"{kind}.{what}" for kind in KINDS for what in (READ, WRITE))


def scope(kind: str, what: str) -> str:
    """The scope of a kind of thing, to `read` or to `write`."""
    return f"{kind}.{what}"


def allow(scopes: Collection[str], needed: str) -> bool:
    """Whether a key with these scopes may do what needs this one."""
    kind = needed.partition(".")[0]
    return not scopes or needed in scopes or scope(kind, WRITE) in scopes


def checked(scopes: Sequence[str]) -> list[str]:
    """The scopes as they are stored: each once, in one order. Raises InvalidInput."""
    for given in scopes:
        if given not in SCOPES:
            raise InvalidInput("choice.unknown", field="scopes", choices=[*SCOPES])
    return [known for known in SCOPES if known in scopes]
