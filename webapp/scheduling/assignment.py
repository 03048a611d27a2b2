"""Who takes a slot in round robin (wire.md 7, rule 9): the group's queue and the part of it that is offered.

Everybody has a priority and a weight, which the contract does not know; where all have the same, its rule stands as it
is. A higher priority always comes first. Fairness is a matter among those of one priority: each has a share of their
bookings, by weight. Nobody whose share is full comes before somebody whose share is not, so that while everybody is
free, each has their share to within one booking after any number of them. Bookings divided by weight would not do:
the first round would give one to everybody, however small their weight.

Pure: the counts are passed in. Exact: all in whole numbers. Nothing is random: the same counts give the same queue.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import lcm

from webapp.scheduling.rules import MAX_FAIRNESS, Participant, Rules

# Days back in which a group's bookings count for the queue; future ones all count (wire.md 7, rule 9).
LOOK_BACK_DAYS = 30


def queue_of(rules: Rules, *, taken: Mapping[str, tuple[int, int | None]]) -> tuple[str, ...]:
    """Return the e-mails of a round-robin group in the order in which they are to be booked.

    `taken`: per e-mail the number of the group's live bookings (future and of the last 30 days) and when the
    latest was made (Unix seconds, None for never). The highest priority first; then those whose share is not full,
    the fewest bookings by weight, the longest ago, the configuration's order.
    """
    weights: Counter[int] = Counter()
    bookings: Counter[int] = Counter()
    for each in rules.participants:
        weights[each.priority] += each.weight
        bookings[each.priority] += taken.get(each.email, (0, None))[0]
    unit = lcm(*(each.weight for each in rules.participants))

    def place(each: Participant) -> tuple[int, bool, int, float]:
        count, last_booked_at = taken.get(each.email, (0, None))
        share_is_full = count * weights[each.priority] >= each.weight * (bookings[each.priority] + 1)
        by_weight = (count + 1) * (unit // each.weight)
        waiting_since = float("-inf") if last_booked_at is None else last_booked_at
        return -each.priority, share_is_full, by_weight, waiting_since

    return tuple(each.email for each in sorted(rules.participants, key=place))


def whole_queue(rules: Rules, *, queue: Sequence[str]) -> tuple[str, ...]:
    """Return the queue with every participant: missing ones follow those of their priority, strangers are dropped."""
    priorities = _priorities(rules)
    known = dict.fromkeys((*(email for email in queue if email in priorities), *priorities))
    return tuple(sorted(known, key=lambda email: -priorities[email]))


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
    """Return who is offered: the named, or everyone; under max-fairness the first half (rounded up) of each priority.

    Not the first half of all: whoever stands in for others would hardly ever be offered.
    """
    everyone = eligible(rules, queue=queue, participants=participants)
    if rules.method == MAX_FAIRNESS and not participants:
        return _first_halves(everyone, _priorities(rules))
    return everyone


def _first_halves(queue: Sequence[str], priorities: Mapping[str, int]) -> tuple[str, ...]:
    sizes = Counter(priorities[email] for email in queue)
    room = {priority: (size + 1) // 2 for priority, size in sizes.items()}
    offered = []
    for email in queue:
        if room[priorities[email]] > 0:
            room[priorities[email]] -= 1
            offered.append(email)
    return tuple(offered)


def _priorities(rules: Rules) -> dict[str, int]:
    """Return everybody's priority, in the configuration's order."""
    return {each.email: each.priority for each in rules.participants}
