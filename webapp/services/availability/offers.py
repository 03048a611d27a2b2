"""What a guest is offered: the same engine and the same facts as in the judgement of a booking."""

import hashlib
import importlib.metadata
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from webapp import scheduling
from webapp.extensions import db
from webapp.models import Booking, ConfigurationColumns
from webapp.scheduling import DAY, Offer
from webapp.services.availability.facts import Facts, facts_for
from webapp.services.availability.question import Question, about
from webapp.services.configurations.rules import rules_of_page
from webapp.services.windows import check_window

NEAREST_WITHIN = 7 * DAY
SEARCH_STEP = 31 * DAY
SEARCH_AT_MOST = 3650 * DAY
# Part of the ETag: a newer zone database or other holidays may change the answer.
DATA_VERSIONS = tuple(importlib.metadata.version(name) for name in ("tzdata", "holidays"))


@dataclass(frozen=True, slots=True)
class LoadedQuestion:
    """A question with the facts that its answer depends on. `answer` runs the engine."""

    question: Question
    facts: Facts
    revision: int
    followed_hours: dict[str, Any] | None

    def answer(self) -> Offer:
        """The free slots that start in the window."""
        return scheduling.offer(
            self.question.rules,
            self.facts.busy,
            start=self.question.start,
            end=self.question.end,
            now=self.question.now,
            queue=self.facts.queue,
            participants=self.question.participants,
            present=self.question.present,
            caps_used=self.facts.booked,
        )

    def etag(self) -> str:
        """The ETag of the answer: while it is the same, so is the answer. The engine need not run for it.

        The clock counts only by what it moves: the earliest start and the horizon. The earliest start is rounded up
        to the whole minute, because every start lies on one.
        """
        question = self.question
        earliest = max(question.start, scheduling.earliest_start(question.rules, now=question.now))
        bounds = (
            -(-earliest // 60),
            min(question.end, scheduling.horizon_end(question.rules, now=question.now)),
        )
        digest = hashlib.blake2b(digest_size=16)
        year = time.gmtime(question.now).tm_year  # the known holidays depend on the current year
        digest.update(repr((DATA_VERSIONS, year, question.configuration_id, self.revision, bounds)).encode())
        digest.update(repr((self.followed_hours, question.rules.duration)).encode())
        digest.update(repr((self.facts.queue, self.facts.booked)).encode())
        digest.update(repr((question.participants, question.present)).encode())
        for email, spans in self.facts.busy.items():
            # The hash of whole numbers is the same in every process, unlike that of text.
            columns = hash(tuple(spans.starts)), hash(tuple(spans.ends))
            digest.update(repr((email, len(spans), columns)).encode())
        return digest.hexdigest()


def load_question(
    configuration: ConfigurationColumns, *, start: int, end: int, now: int, moving: Booking | None = None
) -> LoadedQuestion:
    """Load what a window's answer depends on. `moving`: a booking to be moved. Its own time counts as free, and its
    present start is not offered.

    Raises InvalidInput for a window that is reversed, longer than 100 days, or not in Unix seconds.
    """
    check_window(start, end=end)
    question = about(configuration, db.session(), start=start, end=end, now=now, moving=moving)
    return LoadedQuestion(question, facts_for(question), configuration.revision, configuration.followed_hours)


def offered(
    configuration: ConfigurationColumns, *, start: int, end: int, now: int, moving: Booking | None = None
) -> Offer:
    """The free slots that start in [start, end). Raises InvalidInput as `load_question` does."""
    return load_question(configuration, start=start, end=end, now=now, moving=moving).answer()


def nearest(
    configuration: ConfigurationColumns,
    *,
    around: int,
    now: int,
    count: int = 6,
    moving: Booking | None = None,
) -> list[tuple[int, int]]:
    """The free slots that lie nearest to an instant, in order of time: what to show when a slot is no longer free."""
    offer = offered(
        configuration,
        start=max(0, around - NEAREST_WITHIN),
        end=around + NEAREST_WITHIN,
        now=now,
        moving=moving,
    )
    closest = sorted(offer.starts, key=lambda start: abs(start - around))[:count]
    return [(start, start + offer.duration) for start in sorted(closest)]


def next_free(
    configuration: ConfigurationColumns, *, after: int, now: int, moving: Booking | None = None
) -> int | None:
    """The first free start at or after an instant within the horizon, or None."""
    rules = rules_of_page(configuration, now=now)
    last = min(scheduling.horizon_end(rules, now=now), now + SEARCH_AT_MOST)
    return first_of(partial(offered, configuration, now=now, moving=moving), start=max(after, now), end=last)


def first_of(offers: Callable[..., Offer], *, start: int, end: int) -> int | None:
    """The first start in [start, end), or None. `offers(start=..., end=...)` is called for one month after another."""
    while start < end:
        piece_end = min(start + SEARCH_STEP, end)
        starts = offers(start=start, end=piece_end).starts
        if starts:
            return starts[0]
        start = piece_end
    return None
