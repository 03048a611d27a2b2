"""Why a provider could not be asked, as somebody reads it."""

from collections.abc import Iterator

import pytest

from webapp import create_app
from webapp.errors import ProviderError
from webapp.refusals import for_person, for_program


@pytest.fixture(autouse=True)
def _reader() -> Iterator[None]:
    with create_app({"OPENSLOT_ENV": "test", "RATELIMIT_ENABLED": "false"}).test_request_context():
        yield


def test_somebody_who_has_to_wait_reads_for_how_many_minutes() -> None:
    assert "Please try again in 2 minutes." in for_person(ProviderError("provider.throttled", seconds=61))


def test_a_program_that_has_to_wait_reads_for_how_many_seconds() -> None:
    assert "Try again in 61 seconds." in for_program(ProviderError("provider.throttled", seconds=61))
