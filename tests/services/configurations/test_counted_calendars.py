"""Calendars of a connected account on the pages of an organizer: counted, counted no more, and written to."""

from typing import Any

import pytest
from sqlalchemy import update

from tests.builders import (
    JONAS,
    NOW,
    grant_of,
    make_colleague,
    make_configuration,
    make_organizer,
    participant,
    reread,
)
from tests.fake_provider import KIND, PASSWORD, FakeServer
from webapp.errors import InvalidInput
from webapp.extensions import db, transaction
from webapp.models import Calendar, Configuration, Grant, Organizer
from webapp.services.calendars import connecting
from webapp.services.configurations import configurations, counted_calendars
from webapp.services.configurations.counted_calendars import Wanted


@pytest.fixture
def account(fake: FakeServer, maya: Organizer) -> Grant:
    """Another account of Maya, with the calendars Family and Work."""
    fake.add_calendar("family")
    settings = {"email": "maya@else.example", "password": PASSWORD}
    return connecting.connect(maya.application_id, KIND, settings, now=NOW, organizer=maya)


@pytest.fixture
def page(maya: Organizer) -> Configuration:
    return make_configuration(grant_of(maya))


def called(name: str) -> str:
    found: str = db.session.scalars(db.select(Calendar.id).where(Calendar.name == name)).one()
    return found


def own_entry(page: Configuration) -> dict[str, Any]:
    found: dict[str, Any] = reread(page).document["participants"][0]
    return found


def counted_on(page: Configuration) -> list[str]:
    ids: list[str] = own_entry(page)["availability"]["calendar_ids"]
    return ids


def choose(maya: Organizer, account: Grant, *names: str, booking: str | None = None) -> list[str]:
    wanted = Wanted(counted=tuple(map(called, names)), booking=booking)
    outcome = counted_calendars.choose(maya, account, wanted, now=NOW)
    assert not outcome.refused
    return [each.id for each in outcome.changed]


def test_they_count_beside_what_counted_before(maya: Organizer, account: Grant, page: Configuration) -> None:
    assert choose(maya, account, "Work", "Family") == [page.id]

    assert counted_on(page) == ["primary", called("Work"), called("Family")]
    assert own_entry(page)["booking"]["calendar_id"] == "primary"


def test_one_without_a_tick_counts_no_more(maya: Organizer, account: Grant, page: Configuration) -> None:
    choose(maya, account, "Work", "Family")

    choose(maya, account, "Family")

    assert counted_on(page) == ["primary", called("Family")]


def test_the_same_again_changes_no_page(maya: Organizer, account: Grant, page: Configuration) -> None:
    choose(maya, account, "Work")
    revision = reread(page).revision

    assert choose(maya, account, "Work") == []
    assert reread(page).revision == revision


def test_bookings_go_where_they_are_told_to_and_back(
    maya: Organizer, account: Grant, page: Configuration
) -> None:
    choose(maya, account, "Work", booking=called("Work"))
    assert own_entry(page)["booking"]["calendar_id"] == called("Work")

    choose(maya, account, booking="primary")
    assert own_entry(page)["booking"]["calendar_id"] == "primary"
    assert counted_on(page) == ["primary"]


def test_a_page_that_counted_nothing_else_counts_the_first_calendar_again(
    maya: Organizer, account: Grant
) -> None:
    alone = participant(availability={"calendar_ids": [called("Work")]})
    page = make_configuration(grant_of(maya), participants=[alone])

    choose(maya, account)

    assert counted_on(page) == ["primary"]


def test_others_on_the_page_stay_as_they_were(maya: Organizer, account: Grant) -> None:
    make_colleague()
    jonas = participant(JONAS, is_organizer=False)
    page = make_configuration(grant_of(maya), participants=[participant(), jonas])
    before = reread(page).document["participants"][1]

    choose(maya, account, "Work")

    assert reread(page).document["participants"][1] == before


def test_pages_of_others_stay_as_they_were(maya: Organizer, account: Grant) -> None:
    make_colleague_page = make_configuration(
        make_colleague(),
        participants=[participant(JONAS), participant(is_organizer=False)],
    )

    assert choose(maya, account, "Work") == []
    assert reread(make_colleague_page).revision == make_colleague_page.revision


def test_a_page_that_its_judges_refuse_stays_and_is_named(
    maya: Organizer, account: Grant, page: Configuration
) -> None:
    with transaction() as session:
        broken = {**page.document, "slug": "dashboard"}
        session.execute(update(Configuration).where(Configuration.id == page.id).values(document=broken))
    db.session.expire_all()

    outcome = counted_calendars.choose(maya, account, Wanted(counted=(called("Work"),)), now=NOW)

    assert [(each.id, problem.code) for each, problem in outcome.refused] == [(page.id, "slug.reserved")]
    assert counted_on(page) == ["primary"]


def test_what_counts_is_told_by_page(maya: Organizer, account: Grant, page: Configuration) -> None:
    choose(maya, account, "Work", booking=called("Work"))

    [told] = counted_calendars.of(maya)

    first = db.session.scalars(db.select(Calendar.id).where(Calendar.grant_id == grant_of(maya).id)).one()
    assert told.counted == {first, called("Work")}
    assert told.booking == called("Work")


@pytest.mark.parametrize("field", ["calendars", "booking"])
def test_a_calendar_of_another_account_is_refused(
    maya: Organizer, account: Grant, page: Configuration, field: str
) -> None:
    other = make_organizer(JONAS, name="Jonas Weber")
    theirs = db.session.scalars(db.select(Calendar.id).where(Calendar.grant_id == grant_of(other).id)).one()
    wanted = Wanted((theirs,)) if field == "calendars" else Wanted((), theirs)

    with pytest.raises(InvalidInput) as refusal:
        counted_calendars.choose(maya, account, wanted, now=NOW)

    assert refusal.value.field == field
    assert configurations.find(page.id).revision == page.revision


def test_bookings_cannot_go_to_a_calendar_that_is_only_read(
    maya: Organizer, account: Grant, page: Configuration
) -> None:
    with transaction() as session:
        session.execute(update(Calendar).where(Calendar.name == "Work").values(read_only=True))

    with pytest.raises(InvalidInput, match="choice"):
        counted_calendars.choose(maya, account, Wanted((), called("Work")), now=NOW)


def usual(maya: Organizer) -> tuple[list[str], str]:
    db.session.close()
    found = counted_calendars.usual(maya)
    return [*found.counted], found.booking


def test_a_first_page_begins_with_the_first_calendar(maya: Organizer, account: Grant) -> None:
    assert usual(maya) == (["primary"], "primary")


def test_a_later_page_counts_what_one_of_the_others_counts(
    maya: Organizer, account: Grant, page: Configuration
) -> None:
    choose(maya, account, "Family", "Work", booking=called("Work"))
    assert set(usual(maya)[0]) == {"primary", called("Family"), called("Work")}
    assert usual(maya)[1] == called("Work")

    make_configuration(grant_of(maya), slug="second")

    assert set(usual(maya)[0]) == {"primary", called("Family"), called("Work")}
    assert usual(maya)[1] == "primary"


def test_a_calendar_that_bookings_go_to_counts_too(
    maya: Organizer, account: Grant, page: Configuration
) -> None:
    choose(maya, account, booking=called("Work"))

    assert usual(maya) == (["primary", called("Work")], called("Work"))


def test_a_page_on_which_nobody_asks_whether_one_is_free_says_nothing(
    maya: Organizer, account: Grant
) -> None:
    told = participant(availability=None, booking={"calendar_id": called("Work")}, organizer=True)
    make_colleague()
    judged = participant(JONAS, name="Jonas Weber", organizer=False, booking=None)
    make_configuration(grant_of(maya), participants=[told, judged])

    assert usual(maya) == (["primary"], "primary")
