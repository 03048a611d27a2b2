"""What a page follows is written to it whenever the page, the hours or the owner of an account changes."""

from typing import Any

from tests.builders import DAY, JONAS, MAYA, NOW, make_configuration, make_organizer, participant, reread
from webapp.models import Configuration, Grant, Organizer
from webapp.services.access import organizers, working_hours
from webapp.services.availability import offers
from webapp.services.calendars import calendars, grants, times
from webapp.services.configurations import configurations

EVENINGS = {"days": [2, 4], "start": "18:00", "end": "21:00", "exdates": []}
NO_ZONE = {"title": "Intro call"}


def starts(page: Configuration, days: int = 14) -> list[int]:
    columns = configurations.columns(page.id)
    return offers.offered(columns, start=NOW, end=NOW + days * DAY, now=NOW).starts


def following(grant: Grant, **changes: Any) -> Configuration:
    """A page in no zone of its own, whose organizer follows the working hours."""
    given = {"participants": [participant(follows_working_hours=True)], "event_booking": NO_ZONE, **changes}
    return make_configuration(grant, **given)


def test_a_page_that_is_deleted_is_followed_by_nothing(maya_grant: Grant, maya: Organizer) -> None:
    configurations.destroy(following(maya_grant), now=NOW)

    assert working_hours.save(maya.id, [EVENINGS], now=NOW).rows == (EVENINGS,)


def test_a_page_keeps_the_hours_of_an_organizer_who_is_removed(maya_grant: Grant, maya: Organizer) -> None:
    working_hours.save(maya.id, [EVENINGS], now=NOW)
    page = following(maya_grant)
    before = starts(page)

    organizers.remove(MAYA, now=NOW)

    left = reread(page)
    assert starts(left) == before
    assert left.followed_hours is None
    assert left.document["participants"][0]["follows_working_hours"] is False
    assert configurations.update(left, {"name": "Left"}, now=NOW).timezone == "Europe/Stockholm"


def test_a_page_follows_whoever_is_given_the_account(maya_grant: Grant, maya: Organizer) -> None:
    jonas = make_organizer(JONAS, name="Jonas Weber", timezone="Asia/Tokyo")
    page = following(maya_grant)

    grants.give(maya_grant, jonas, now=NOW)

    assert reread(page).timezone == "Asia/Tokyo"
    working_hours.save(maya.id, [EVENINGS], now=NOW)
    assert reread(page).timezone == "Asia/Tokyo"


def test_a_calendar_without_a_zone_moves_along_with_the_page_that_it_follows(
    maya_grant: Grant, maya: Organizer
) -> None:
    calendar = calendars.create(maya_grant, {"name": "Work"}, now=NOW)
    following(maya_grant)

    working_hours.save(maya.id, [EVENINGS], timezone="Asia/Tokyo", now=NOW)

    assert times.zone_of(reread(calendar)) == "Asia/Tokyo"


def test_changed_hours_are_no_change_of_the_page(maya_grant: Grant, maya: Organizer) -> None:
    page = following(maya_grant)

    working_hours.save(maya.id, [EVENINGS], now=NOW)

    after = configurations.update(page, {"name": "Kept"}, now=NOW, expected_revision=page.revision)
    assert after.document["participants"][0]["availability"]["open_hours"] == []


def test_a_page_that_follows_no_more_stays_as_it_is(maya_grant: Grant, maya: Organizer) -> None:
    page = following(maya_grant)
    changed = configurations.update(page, {"participants": [participant()]}, now=NOW)

    working_hours.save(maya.id, [EVENINGS], now=NOW)

    assert changed.followed_hours is None
    assert starts(changed)[0] == NOW + 1800
