"""What a guest is offered, asked of the same engine and the same facts that a booking is judged by."""

import hashlib
import importlib.metadata
import time
from dataclasses import dataclass

from webapp import scheduling
from webapp.extensions import db
from webapp.models import ConfigurationColumns
from webapp.scheduling import DAY, Offer
from webapp.services.availability.facts import Facts, facts_for
from webapp.services.availability.question import Question, about
from webapp.services.configurations.rules import rules_for
from webapp.services.windows import check_window

NEAREST_WITHIN = 7 * DAY
SEARCH_STEP = 31 * DAY
SEARCH_AT_MOST = 3650 * DAY
# Part of a fingerprint: with other rules of zones or other holidays the same question may have another answer.
WORLD = tuple(importlib.metadata.version(name) for name in ("tzdata", "holidays"))


@dataclass(frozen=True, slots=True)
class LoadedQuestion:
    """A question with all that its answer depends on, loaded and not yet worked out."""

    question: Question
    facts: Facts
    revision: int

    def answer(self) -> Offer:
        """The free slots that start in the window."""
        return scheduling.offer(
            self.question.rules,
            self.facts.busy,
            start=self.question.start,
            end=self.question.end,
            now=self.question.now,
            queue=self.facts.queue,
            caps_used=self.facts.booked,
        )

    def fingerprint(self) -> str:
        """The answer's ETag: with the same fingerprint the answer is the same. Made without asking the engine.

        Of the time only what it changes counts: the earliest start, to the whole minute on which every start lies,
        and the horizon.
        """
        asked = self.question
        earliest = max(asked.start, scheduling.earliest_start(asked.rules, now=asked.now))
        bounds = (-(-earliest // 60), min(asked.end, scheduling.horizon_end(asked.rules, now=asked.now)))
        digest = hashlib.blake2b(digest_size=16)
        year = time.gmtime(asked.now).tm_year  # which holidays are known moves on with the year
        digest.update(repr((WORLD, year, asked.configuration_id, self.revision, bounds)).encode())
        digest.update(repr((self.facts.queue, self.facts.booked)).encode())
        for email, spans in self.facts.busy.items():
            # The hash of whole numbers is the same in every process, unlike that of text.
            columns = hash(tuple(spans.starts)), hash(tuple(spans.ends))
            digest.update(repr((email, len(spans), columns)).encode())
        return digest.hexdigest()


def asked(
    configuration: ConfigurationColumns, *, start: int, end: int, now: int, booking_id: str | None = None
) -> LoadedQuestion:
    """Load what a window's answer depends on. `booking_id`: a booking to be moved, whose own time counts as free.

    Raises InvalidInput for a window that is reversed, longer than 100 days, or no time in Unix seconds.
    """
    check_window(start, end=end)
    question = about(configuration, db.session(), start=start, end=end, now=now, but_booking=booking_id)
    return LoadedQuestion(question, facts_for(question), configuration.revision)


def offered(
    configuration: ConfigurationColumns, *, start: int, end: int, now: int, booking_id: str | None = None
) -> Offer:
    """The free slots that start in [start, end). Raises InvalidInput as `asked` does."""
    return asked(configuration, start=start, end=end, now=now, booking_id=booking_id).answer()


def nearest(
    configuration: ConfigurationColumns,
    *,
    around: int,
    now: int,
    count: int = 6,
    booking_id: str | None = None,
) -> list[tuple[int, int]]:
    """The free slots that lie nearest to an instant, in order of time: what to show when a slot was lost."""
    offer = offered(
        configuration,
        start=max(0, around - NEAREST_WITHIN),
        end=around + NEAREST_WITHIN,
        now=now,
        booking_id=booking_id,
    )
    closest = sorted(offer.starts, key=lambda start: abs(start - around))[:count]
    return [(start, start + offer.duration) for start in sorted(closest)]


def next_free(configuration: ConfigurationColumns, *, after: int, now: int) -> int | None:
    """The first free start at or after an instant within the horizon, or None."""
    rules = rules_for(configuration.document, now=now)
    start, last = max(after, now), min(scheduling.horizon_end(rules, now=now), now + SEARCH_AT_MOST)
    while start < last:
        end = min(start + SEARCH_STEP, last)
        starts = offered(configuration, start=start, end=end, now=now).starts
        if starts:
            return starts[0]
        start = end
    return None
