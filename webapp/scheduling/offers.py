"""What is offered for a window: the answer of the availability endpoint, as plain values.

Cuts the window to notice and horizon; `slots.free_starts` decides the rest.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from webapp.scheduling.assignment import offered_part, whole_queue
from webapp.scheduling.busy import Busy
from webapp.scheduling.notice import earliest_start, horizon_end
from webapp.scheduling.rules import Rules
from webapp.scheduling.slots import free_starts
from webapp.scheduling.spans import Span
from webapp.scheduling.window import check_window


@dataclass(frozen=True, slots=True)
class Offer:
    """The free slots of a window. Collective: `emails` take each; round robin: see `emails_by_slot`."""

    starts: list[int]
    duration: int
    emails: tuple[str, ...] = ()
    emails_by_slot: list[tuple[str, ...]] = field(default_factory=list)
    order: tuple[str, ...] = ()


def offer(
    rules: Rules,
    busy: Busy,
    *,
    start: int,
    end: int,
    now: int,
    queue: Sequence[str] = (),
    participants: Sequence[str] | None = None,
    present: int | None = None,
    caps_used: Iterable[Span] | None = None,
) -> Offer:
    """Return the slots that start in [start, end) and may be booked now.

    Unix seconds. `busy`: spans by e-mail, unsorted, tuples that begin with (start, end), loaded for
    `busy_window`. `queue`: the group's e-mails, from `queue_of`. `participants`: e-mails that alone may take a
    slot of a round robin. `present`: the start of the booking that is to be moved, which is not offered.
    `caps_used`: spans of this configuration's live bookings in `caps_window`. Raises InvalidValue as
    `check_window` does. Rules 1 to 9 of wire.md 7.
    """
    check_window(start, end=end)
    starts_from = max(start, earliest_start(rules, now=now))
    starts_to = min(end, horizon_end(rules, now=now))
    if not rules.is_round_robin:
        free = free_starts(
            rules, busy, start=starts_from, end=starts_to, emails=rules.emails, caps_used=caps_used
        ).but(present)
        return Offer(free.starts, rules.duration, emails=rules.emails)

    emails = offered_part(rules, queue=queue, participants=participants)
    free = free_starts(rules, busy, start=starts_from, end=starts_to, emails=emails, caps_used=caps_used).but(
        present
    )
    return Offer(
        free.starts,
        rules.duration,
        emails_by_slot=free.emails_by_slot,
        order=whole_queue(rules, queue=queue),
    )
