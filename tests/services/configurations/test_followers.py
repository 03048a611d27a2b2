"""Pages that follow an organizer's working hours: the same page as one with the hours written out."""

from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import (
    DAY,
    JONAS,
    MAYA,
    NOW,
    availability,
    book_slot,
    document,
    make_colleague,
    make_configuration,
    make_grant,
    participant,
    reread,
)
from webapp import scheduling
from webapp.errors import InvalidInput, TimeslotUnavailable
from webapp.extensions import db
from webapp.models import Configuration, Grant, Organizer
from webapp.services import bookings
from webapp.services.access import working_hours
from webapp.services.availability import offers
from webapp.services.configurations import configurations, unsaved
from webapp.services.configurations.rules import rules_for, rules_of_page

MORNINGS = {"days": [1, 2, 3, 4, 5], "start": "08:00", "end": "10:00", "exdates": ["2027-01-06"]}
EVENINGS = {"days": [2, 4], "start": "18:00", "end": "21:00", "exdates": []}
NO_ZONE = {"title": "Intro call"}


def starts(page: Configuration, days: int = 14) -> list[int]:
    columns = configurations.columns(page.id)
    return offers.offered(columns, start=NOW, end=NOW + days * DAY, now=NOW).starts


def tag(page: Configuration) -> str:
    columns = configurations.columns(page.id)
    return offers.load_question(columns, start=NOW, end=NOW + DAY, now=NOW).etag()


def following(grant: Grant, **changes: Any) -> Configuration:
    """A page in no zone of its own, whose organizer follows the working hours."""
    given = {"participants": [participant(follows_working_hours=True)], "event_booking": NO_ZONE, **changes}
    return make_configuration(grant, **given)


def as_written_out(grant: Grant, rows: list[dict[str, Any]], zone: str) -> Configuration:
    owner = participant(
        timezone=zone, availability={"calendar_ids": ["primary"], "open_hours": rows}, booking=None
    )
    booked = {**owner, "booking": {"calendar_id": "primary"}}
    return make_configuration(grant, participants=[booked], event_booking=NO_ZONE, slug="written-out")


def test_a_page_that_follows_is_open_as_if_the_hours_stood_in_it(maya_grant: Grant, maya: Organizer) -> None:
    working_hours.save(maya.id, [MORNINGS, EVENINGS], now=NOW)

    page = following(maya_grant)

    assert starts(page) == starts(as_written_out(maya_grant, [MORNINGS, EVENINGS], "Europe/Stockholm"))
    assert page.timezone == "Europe/Stockholm"


def test_changed_hours_change_every_page_that_follows_and_no_other(
    maya_grant: Grant, maya: Organizer
) -> None:
    page, other = following(maya_grant), make_configuration(maya_grant, slug="other")
    before, others = starts(page), starts(other)

    working_hours.save(maya.id, [MORNINGS], timezone="Asia/Kolkata", now=NOW)

    assert starts(page) == starts(as_written_out(maya_grant, [MORNINGS], "Asia/Kolkata")) != before
    assert reread(page).timezone == "Asia/Kolkata"
    assert starts(other) == others


ROWS = st.lists(
    st.builds(
        lambda days, start, length: {
            "days": sorted(days),
            "start": f"{start:02}:00",
            "end": f"{start + length:02}:30",
            "exdates": [],
        },
        st.sets(st.integers(0, 6), min_size=1),
        st.integers(0, 19),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=1,
)


@settings(max_examples=25)
@given(rows=ROWS, zone=st.sampled_from(["UTC", "Asia/Kolkata", "America/St_Johns", "Pacific/Apia"]))
def test_rules_that_follow_are_those_of_a_page_with_the_hours_in_it(rows: Any, zone: str) -> None:
    plain = document(event_booking=NO_ZONE)
    followed = {MAYA: {"grant_id": "", "timezone": zone, "open_hours": rows}}
    own = participant(timezone=zone, availability={"calendar_ids": ["primary"], "open_hours": rows})

    follows = scheduling.with_hours(
        {**plain, "participants": [participant(follows_working_hours=True)]}, followed
    )

    offered = [
        scheduling.offer(rules_for(page, now=NOW), {}, start=NOW, end=NOW + 21 * DAY, now=NOW).starts
        for page in (follows, {**plain, "participants": [own]})
    ]
    assert offered[0] == offered[1]


def test_a_slot_is_judged_by_the_hours_of_now_and_not_by_those_it_was_offered_by(
    maya_grant: Grant, maya: Organizer
) -> None:
    page = following(maya_grant)
    offered = starts(page)

    working_hours.save(maya.id, [EVENINGS], now=NOW)

    with pytest.raises(TimeslotUnavailable):
        bookings.book(page, book_slot(offered[0]), now=NOW)
    newly = starts(page)[0]
    assert bookings.book(page, book_slot(newly), now=NOW).starts_at == newly


def test_the_tag_of_what_is_free_changes_with_the_hours(maya_grant: Grant, maya: Organizer) -> None:
    page = following(maya_grant)
    before = tag(page)

    working_hours.save(maya.id, [EVENINGS], now=NOW)

    assert tag(page) != before


def test_everybody_who_follows_has_the_hours_of_their_own_organizer(
    maya_grant: Grant, maya: Organizer
) -> None:
    jonas = make_colleague()
    both = [
        participant(follows_working_hours=True),
        participant(JONAS, name="Jonas", organizer=False, follows_working_hours=True),
    ]
    page = following(maya_grant, participants=both)
    assert jonas.organizer_id is not None

    working_hours.save(jonas.organizer_id, [EVENINGS], now=NOW)

    hours = {each.email: each.open_hours for each in rules_of_page(reread(page), now=NOW).participants}
    assert [row.opens // 3600 for row in hours[MAYA].by_weekday[2]] == [9]
    assert [row.opens // 3600 for row in hours[JONAS].by_weekday[2]] == [18]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"availability": None}, "participant.follows_without_availability"),
        ({"timezone": "Asia/Tokyo"}, "participant.follows_beside_own_hours"),
        (
            {"availability": {"calendar_ids": ["primary"], "open_hours": [MORNINGS]}},
            "participant.follows_beside_own_hours",
        ),
    ],
)
def test_hours_are_not_followed_beside_hours_of_ones_own(
    maya_grant: Grant, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        following(maya_grant, participants=[participant(follows_working_hours=True, **changes)])

    assert (refused.value.field, refused.value.code) == ("participants[0].follows_working_hours", code)


def test_an_account_of_no_organizer_has_no_hours_to_follow(app: Flask) -> None:
    with pytest.raises(InvalidInput) as refused:
        following(make_grant())

    assert refused.value.field == "participants[0].follows_working_hours"
    assert refused.value.code == "participant.no_organizer"
    assert db.session.scalar(db.select(Configuration.id)) is None


def test_dates_of_ones_own_count_beside_the_hours_that_are_followed(
    maya_grant: Grant, maya: Organizer
) -> None:
    closed = {"date": "2027-01-05", "start": "00:00", "end": "00:00"}
    page = following(
        maya_grant,
        participants=[participant(follows_working_hours=True, specific_time_availability=[closed])],
        availability=availability(),
    )

    assert all(scheduling.local_day(at, zone="Europe/Stockholm") != 20_823 for at in starts(page, days=3))


def test_a_draft_follows_before_it_is_saved(maya_grant: Grant, maya: Organizer) -> None:
    working_hours.save(maya.id, [EVENINGS], now=NOW)
    page = make_configuration(maya_grant, event_booking=NO_ZONE)
    draft = {**page.document, "participants": [participant(follows_working_hours=True)]}

    preview = unsaved.page_of(page, draft, now=NOW)

    shown = offers.offered(preview, start=NOW, end=NOW + 7 * DAY, now=NOW).starts
    assert shown == starts(configurations.update(page, draft, now=NOW), days=7) != []
