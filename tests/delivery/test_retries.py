"""When what failed is tried again."""

import pytest

from webapp.delivery import retries
from webapp.models.outbox import MAIL, WEBHOOK
from webapp.worker import DELIVERIES


def test_the_last_attempt_of_a_webhook_comes_ten_to_twenty_minutes_after_the_first() -> None:
    waits = retries.WAITS[WEBHOOK]

    assert len(waits) == 2
    assert 600 <= sum(waits) <= 1200


def test_a_mail_is_tried_for_more_than_a_day() -> None:
    assert sum(retries.WAITS[MAIL]) > 24 * 3600


def test_every_kind_that_is_delivered_has_its_waits() -> None:
    assert set(retries.WAITS) == set(DELIVERIES)


@pytest.mark.parametrize("kind", [MAIL, WEBHOOK])
def test_no_wait_is_shorter_than_the_wait_before(kind: str) -> None:
    assert list(retries.WAITS[kind]) == sorted(retries.WAITS[kind])


@pytest.mark.parametrize("kind", [MAIL, WEBHOOK])
def test_there_is_a_wait_after_every_attempt_but_the_last(kind: str) -> None:
    last = retries.attempts_at_most(kind)

    waits = [retries.wait_after(kind, attempt) for attempt in range(1, last + 1)]

    assert waits == [*retries.WAITS[kind], None]


def test_nothing_is_tried_again_after_more_attempts_than_there_are() -> None:
    assert retries.wait_after(WEBHOOK, 7) is None
