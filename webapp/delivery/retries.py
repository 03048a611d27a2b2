"""When a failed delivery is tried again, by the kind of its entry."""

from webapp.models.outbox import CALENDAR, EVENT, LOGO, MAIL, WEBHOOK

MINUTE, HOUR = 60, 3600

# Seconds to wait after the first, second, ... failure.
WAITS = {
    MAIL: (MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR),
    # The contract asks for three attempts, the last 10 to 20 minutes after the first (wire contract section 9).
    WEBHOOK: (MINUTE, 14 * MINUTE),
    # A calendar that lets us in no more is connected again by a person, which may take a weekend.
    CALENDAR: (MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR, 48 * HOUR),
    # Somebody waits for it, and is told when it fails.
    EVENT: (MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR),
    LOGO: (MINUTE, 15 * MINUTE, 6 * HOUR),
}


def wait_after(kind: str, attempt: int) -> int | None:
    """Seconds from this failed attempt (1 is the first) to the next; None when it was the last."""
    waits = WAITS[kind]
    return waits[attempt - 1] if attempt <= len(waits) else None


def attempts_at_most(kind: str) -> int:
    """How often an entry of this kind is tried."""
    return len(WAITS[kind]) + 1
