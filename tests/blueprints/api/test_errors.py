"""Refusals that no bad input can bring about: a busy database, a provider that is down."""

import pytest

from tests.blueprints.api.conftest import Api, error, wish
from webapp.errors import OpenslotError, ProviderError, Unavailable
from webapp.extensions import BUSY_SENTENCE
from webapp.models import Configuration

BOOKINGS = "/scheduling/bookings"


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (Unavailable(BUSY_SENTENCE), (503, "internal_error", BUSY_SENTENCE)),
        (
            ProviderError("The calendar did not answer."),
            (504, "provider_error", "The calendar did not answer."),
        ),
    ],
)
def test_each_refusal_has_its_status_and_type(
    anonymous: Api,
    page: Configuration,
    monkeypatch: pytest.MonkeyPatch,
    problem: OpenslotError,
    told: tuple[int, str, str],
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise problem

    monkeypatch.setattr("webapp.services.bookings.book", refuse)

    answer = anonymous.post(BOOKINGS, wish(), configuration_id=page.id)

    assert error(answer) == told
    assert ("Retry-After" in answer.headers) == (told[0] == 503)
