"""Refusals that no bad input can bring about: a busy database, a provider that is down."""

import pytest

from tests.blueprints.api.conftest import Api, error, wish
from webapp.errors import OpenslotError, ProviderError, Unavailable
from webapp.models import Configuration
from webapp.refusals import SENTENCES
from webapp.refusals.sentence import Sentence

BOOKINGS = "/scheduling/bookings"


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        (
            Unavailable("server.busy"),
            (503, "internal_error", "The server is busy. Please try again in a moment."),
        ),
        (
            ProviderError("calendar.silent"),
            (504, "provider_error", "The calendar did not answer."),
        ),
    ],
)
def test_each_refusal_has_its_status_and_type(
    anonymous: Api,
    page: Configuration,
    monkeypatch: pytest.MonkeyPatch,
    problem: OpenslotError,
    expected: tuple[int, str, str],
) -> None:
    monkeypatch.setitem(SENTENCES, "calendar.silent", Sentence("The calendar did not answer.", ""))

    def refuse(*_: object, **__: object) -> None:
        raise problem

    monkeypatch.setattr("webapp.services.bookings.book", refuse)

    answer = anonymous.post(BOOKINGS, wish(), configuration_id=page.id)

    assert error(answer) == expected
    assert ("Retry-After" in answer.headers) == (expected[0] == 503)
