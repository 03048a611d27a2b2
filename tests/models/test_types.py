"""Ids and instants, as every table has them."""

from webapp.models import new_id


def test_every_id_is_new_and_a_lower_case_uuid() -> None:
    ids = {new_id() for _ in range(100)}

    assert len(ids) == 100
    assert {(len(row_id), row_id.count("-"), row_id == row_id.lower()) for row_id in ids} == {(36, 4, True)}
