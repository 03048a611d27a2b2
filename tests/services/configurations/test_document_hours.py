"""Working hours as they come from outside: the rows of a document's open hours, without a zone."""

import pytest

from webapp.errors import InvalidInput
from webapp.services.configurations.document_hours import ROWS_AT_MOST, validated_hours

ROW = {"days": [1], "start": "9:00", "end": "17:00"}


def test_rows_are_stored_with_every_key() -> None:
    assert validated_hours([ROW]) == [{**ROW, "exdates": []}]


def test_a_row_has_no_zone_of_its_own() -> None:
    assert "timezone" not in validated_hours([{**ROW, "timezone": "Asia/Tokyo"}])[0]


@pytest.mark.parametrize("rows", [[], [ROW] * (ROWS_AT_MOST + 1), None, [None], [{}]])
def test_no_rows_and_too_many_are_refused_by_their_path(rows: object) -> None:
    with pytest.raises(InvalidInput) as refused:
        validated_hours(rows)

    assert refused.value.field.startswith("working_hours")
