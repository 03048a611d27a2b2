"""Somebody who has to wait reads for how long, in minutes that are enough."""

from collections.abc import Iterator

import pytest

from webapp import create_app
from webapp.errors import TooMany
from webapp.refusals import for_person, for_program


@pytest.fixture(autouse=True)
def _reader() -> Iterator[None]:
    with create_app({"OPENSLOT_ENV": "test", "RATELIMIT_ENABLED": "false"}).test_request_context():
        yield


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(1, "1 minute"), (60, "1 minute"), (61, "2 minutes"), (3600, "1 hour"), (90_000, "1 day 1 hour")],
)
def test_a_person_reads_minutes_rounded_up(seconds: int, said: str) -> None:
    assert f"Please try again in {said}." in for_person(TooMany("mails.too_many", seconds=seconds))


def test_a_program_reads_seconds() -> None:
    assert "Please try again in 61 seconds." in for_program(TooMany("mails.too_many", seconds=61))
