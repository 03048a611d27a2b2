"""Who takes a slot in round robin (wire.md 7, rule 9): the group's queue and the part of it that is offered.

Pure: the counts are passed in. Nothing is random: the same counts always give the same queue.
"""

from collections.abc import Mapping, Sequence

from webapp.scheduling.rules import MAX_FAIRNESS, Rules

# Days back in which a group's bookings count for the queue; future ones all count (wire.md 7, rule 9).
LOOK_BACK_DAYS = 30


def queue_of(rules: Rules, *, taken: Mapping[str, tuple[int, int | None]]) -> tuple[str, ...]:
    """Return the e-mails of a round-robin group in the order in which they are to be booked.

    `taken`: per e-mail the number of the group's live bookings (future and of the last 30 days) and when the
    latest was made (Unix seconds, None for never). Fewest first, then longest ago, then configuration order.
    """

    def place(email: str) -> tuple[int, float]:
        count, last_booked_at = taken.get(email, (0, None))
        return count, float("-inf") if last_booked_at is None else last_booked_at

    return tuple(sorted(rules.emails, key=place))


def whole_queue(rules: Rules, *, queue: Sequence[str]) -> tuple[str, ...]:
    """Return the queue with every participant: missing ones follow in configuration order, strangers are dropped."""
    known = [email for email in dict.fromkeys(queue) if email in rules.emails]
    return (*known, *(email for email in rules.emails if email not in known))


def eligible(rules: Rules, *, queue: Sequence[str], participants: Sequence[str] | None) -> tuple[str, ...]:
    """Return who may take a slot, in the order of the queue.

    In round robin those of `participants`, if any are named. In collective everyone takes it, whoever is named.
    """
    everyone = whole_queue(rules, queue=queue)
    if not rules.is_round_robin or not participants:
        return everyone
    chosen = {email.casefold() for email in participants}
    return tuple(email for email in everyone if email.casefold() in chosen)


def offered_part(
    rules: Rules, *, queue: Sequence[str], participants: Sequence[str] | None = None
) -> tuple[str, ...]:
    """Return who is offered: the named, or the first half (rounded up) under max-fairness, or everyone."""
    everyone = eligible(rules, queue=queue, participants=participants)
    if rules.method == MAX_FAIRNESS and not participants:
        return everyone[: (len(everyone) + 1) // 2]
    return everyone
