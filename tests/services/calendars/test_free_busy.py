"""Free/busy tells when, never what."""

import pytest
from sqlalchemy import update

from tests.builders import (
    DAY,
    HOUR,
    JONAS,
    MAYA,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    make_event,
    make_grant,
    make_span,
    primary_calendar,
    timespan,
)
from tests.fake_provider import PASSWORD, FakeServer
from tests.queries import statements
from webapp.errors import InvalidInput
from webapp.extensions import transaction
from webapp.models import Grant, Mirror, Organizer
from webapp.models.grant import INVALID
from webapp.services.calendars import calendars, connecting, free_busy
from webapp.services.calendars.free_busy import FreeBusy

pytestmark = pytest.mark.usefixtures("app")


def free_busy_of(grant: Grant, *emails: str, start: int = NOW, end: int = NOW + 2 * DAY) -> list[FreeBusy]:
    return free_busy.of(grant.application_id, emails or [grant.email], start=start, end=end, now=NOW)


def test_all_calendars_of_a_grant_are_looked_at_and_joined() -> None:
    grant = make_grant()
    other = calendars.create(grant, {"name": "Other"}, now=NOW)
    make_event(primary_calendar(grant), timespan(NOW, NOW + HOUR))
    make_event(other, timespan(NOW + HOUR // 2, NOW + 2 * HOUR))

    assert free_busy_of(grant)[0].busy == [(NOW, NOW + 2 * HOUR)]


def test_a_booking_is_busy_time() -> None:
    configuration = make_configuration()
    make_booking(configuration, TOMORROW_AT_TEN)

    assert free_busy_of(configuration.grant)[0].busy == [(TOMORROW_AT_TEN, TOMORROW_AT_TEN + HOUR // 2)]


def test_a_stretch_is_cut_to_the_window() -> None:
    grant = make_grant()
    make_event(primary_calendar(grant), timespan(NOW - HOUR, NOW + 3 * DAY))

    assert free_busy_of(grant)[0].busy == [(NOW, NOW + 2 * DAY)]


def test_an_event_that_began_long_ago_is_joined_to_what_follows_it() -> None:
    grant = make_grant()
    make_event(primary_calendar(grant), timespan(NOW - 90 * DAY, NOW + 2 * HOUR))
    make_event(primary_calendar(grant), timespan(NOW + HOUR, NOW + 3 * HOUR))

    assert free_busy_of(grant)[0].busy == [(NOW, NOW + 3 * HOUR)]


def test_what_touches_the_window_from_outside_is_not_in_it() -> None:
    grant = make_grant()
    make_event(primary_calendar(grant), timespan(NOW - HOUR, NOW))
    make_event(primary_calendar(grant), timespan(NOW + 2 * DAY, NOW + 2 * DAY + HOUR))

    assert free_busy_of(grant)[0].busy == []


def test_a_hold_counts_until_it_expires() -> None:
    grant = make_grant()
    make_span(primary_calendar(grant), NOW, expires_at=NOW)
    make_span(primary_calendar(grant), NOW + HOUR, expires_at=NOW + 1)

    assert free_busy_of(grant)[0].busy == [(NOW + HOUR, NOW + 2 * HOUR)]


def test_an_unknown_address_is_not_free() -> None:
    grant = make_grant(MAYA)
    make_grant(JONAS)

    answers = free_busy_of(grant, JONAS, "nobody@example.com")

    assert [answer.busy for answer in answers] == [[], None]


def test_an_address_is_answered_as_often_and_as_it_was_written() -> None:
    grant = make_grant(MAYA)

    answers = free_busy_of(grant, MAYA, MAYA.upper(), MAYA)

    assert [answer.email for answer in answers] == [MAYA, MAYA.upper(), MAYA]
    assert [answer.busy for answer in answers] == [[], [], []]


def test_as_many_queries_for_fifty_addresses_as_for_one() -> None:
    grants = [make_grant(f"desk-{at}@example.com") for at in range(50)]
    for grant in grants:
        make_event(primary_calendar(grant), timespan(NOW, NOW + HOUR))

    with statements("SELECT") as for_one:
        free_busy_of(grants[0])
    with statements("SELECT") as for_fifty:
        answers = free_busy_of(grants[0], *[grant.email for grant in grants])

    assert [answer.busy for answer in answers] == [[(NOW, NOW + HOUR)]] * 50
    assert len(for_fifty) == len(for_one) == 4


@pytest.mark.parametrize("end", [NOW, NOW - 1, NOW + 101 * DAY])
def test_a_window_that_makes_no_sense_is_refused(end: int) -> None:
    with pytest.raises(InvalidInput) as refusal:
        free_busy_of(make_grant(), end=end)

    assert refusal.value.field == "end_time"


def test_too_many_addresses_are_refused() -> None:
    with pytest.raises(InvalidInput):
        free_busy_of(make_grant(), *[f"{at}@example.com" for at in range(51)])


@pytest.fixture
def connected(maya: Organizer, fake: FakeServer) -> Grant:
    """An account that Maya has connected under another address. Its calendar is not read yet."""
    settings = {"email": "maya@elsewhere.example", "password": PASSWORD}
    return connecting.connect(maya.application_id, "fake", settings, now=NOW, organizer=maya)


def read_once(connected: Grant) -> None:
    with transaction() as session:
        session.execute(update(Mirror).values(whole_at=NOW))


def test_an_organizer_is_busy_by_the_calendars_of_all_their_accounts(connected: Grant) -> None:
    read_once(connected)
    make_span(primary_calendar(connected), NOW, NOW + HOUR)

    answers = free_busy_of(connected, MAYA, "maya@elsewhere.example")

    assert [answer.busy for answer in answers] == [[(NOW, NOW + HOUR)], [(NOW, NOW + HOUR)]]


def test_who_has_a_calendar_that_was_never_read_is_busy_all_the_time(connected: Grant) -> None:
    assert free_busy_of(connected, MAYA)[0].busy == [(NOW, NOW + 2 * DAY)]


def test_who_has_an_account_that_lets_us_in_no_more_is_busy_all_the_time(connected: Grant) -> None:
    read_once(connected)
    with transaction() as session:
        session.get_one(Grant, connected.id).status = INVALID

    assert free_busy_of(connected, MAYA)[0].busy == [(NOW, NOW + 2 * DAY)]
