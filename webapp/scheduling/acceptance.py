"""Whether a requested slot may be booked (wire.md 7, rules 7 to 9).

Calls the function that makes the offer, with a window of one second. Only two things differ on purpose: the
notice has a grace, and in round robin the whole queue counts, or the participants whom the guest chose.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from webapp.scheduling.assignment import eligible
from webapp.scheduling.busy import Busy
from webapp.scheduling.notice import NOTICE_GRACE, earliest_start, horizon_end
from webapp.scheduling.reasons import Reason, reasons_at
from webapp.scheduling.rules import Rules
from webapp.scheduling.slots import free_starts
from webapp.scheduling.spans import Span
from webapp.scheduling.window import check_window


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the slot is open: `participants` are the e-mails of those who take it, `reasons` all that refuses it."""

    open: bool
    reasons: tuple[Reason, ...] = ()
    participants: tuple[str, ...] = ()


def is_open(
    rules: Rules,
    busy: Busy,
    *,
    start: int,
    end: int,
    now: int,
    queue: Sequence[str] = (),
    participants: Sequence[str] | None = None,
    caps_used: Iterable[Span] | None = None,
) -> Verdict:
    """Return the verdict on booking exactly [start, end) now.

    `participants`: e-mails the guest chose; without any, round robin takes the first free participant of the queue.
    In collective everyone takes the slot, whoever was chosen. Other arguments as for `offer`.
    """
    if end != start + rules.duration:
        return Verdict(False, (Reason("wrong_duration", start=start, end=start + rules.duration),))
    check_window(start, end=end)
    emails = eligible(rules, queue=queue, participants=participants)
    if not emails:
        return Verdict(False, (Reason("unknown_participant"),))

    caps_used = list(caps_used or ())
    from_ = max(start, earliest_start(rules, now=now, grace=NOTICE_GRACE))
    to = min(start + 1, horizon_end(rules, now=now))
    free = free_starts(rules, busy, start=from_, end=to, emails=emails, caps_used=caps_used)
    if not free.starts:
        reasons = reasons_at(
            rules, busy, start=start, now=now, emails=emails, caps_used=caps_used, grace=NOTICE_GRACE
        )
        return Verdict(False, reasons)
    return Verdict(True, participants=free.emails_by_slot[0][:1] if rules.is_round_robin else rules.emails)
