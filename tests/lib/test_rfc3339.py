"""Instants as calendars elsewhere write them."""

import pytest

from webapp.lib import rfc3339

NINE = 1_799_053_200  # 2027-01-04, 9:00 UTC


def test_an_instant_is_written_in_utc() -> None:
    assert rfc3339.written(NINE) == "2027-01-04T09:00:00Z"


@pytest.mark.parametrize(
    "text", ["2027-01-04T09:00:00Z", "2027-01-04T10:00:00+01:00", "2027-01-04T09:00:00.0000000Z"]
)
def test_a_time_is_read_with_its_offset(text: str) -> None:
    assert rfc3339.read(text) == NINE


@pytest.mark.parametrize(
    "text", [None, 7, "", "tomorrow", "2027-01-04", "2027-01-04T09:00:00", "1901-01-04T09:00:00Z"]
)
def test_what_is_no_instant_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match="no time"):
        rfc3339.read(text)
