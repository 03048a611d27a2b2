"""Calendars going out."""

from webapp.blueprints.api.presenters.calendars import calendar_object
from webapp.models import Calendar


def calendar(**changes: object) -> Calendar:
    return Calendar(
        **{
            "id": "c1",
            "grant_id": "g1",
            "name": "Work",
            "is_primary": False,
            "read_only": False,
            "fields": {},
            **changes,
        }
    )


def test_what_is_unset_is_empty_and_never_null() -> None:
    shown = calendar_object(calendar())

    assert None not in shown.values()
    assert "timezone" not in shown


def test_metadata_is_shown_under_the_contracts_name() -> None:
    shown = calendar_object(calendar(fields={"key1": "a"}, timezone="Asia/Tokyo"))

    assert (shown["metadata"], shown["timezone"]) == ({"key1": "a"}, "Asia/Tokyo")
