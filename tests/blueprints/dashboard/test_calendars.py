"""The organizer's page of connected calendars."""

import pytest
from pytest_httpserver import HTTPServer
from sqlalchemy import update

from tests.browser import Browser
from tests.builders import DAY, NOW, document, grant_of, make_configuration, participant
from tests.fake_provider import PASSWORD, FakeServer
from tests.lib.ical.files import calendar
from webapp.errors import ProviderError
from webapp.extensions import db, transaction
from webapp.models import Calendar, Grant, Mirror, Organizer
from webapp.models.grant import INVALID
from webapp.services.calendars import connecting

CALENDARS = "/dashboard/calendars"
TYPED = {"Your e-mail address there": "maya@else.example", "Password or app password": PASSWORD}


@pytest.fixture(autouse=True)
def server(caldav_in_memory: FakeServer) -> FakeServer:
    return caldav_in_memory


def connect(dashboard: Browser, **typed: str) -> None:
    form = dashboard.open(f"{CALENDARS}/new?provider=caldav")
    assert dashboard.press(form, "Connect", by={**TYPED, **typed}).status == 303


def account() -> Grant:
    found: Grant = db.session.scalars(db.select(Grant).where(Grant.provider == "caldav")).one()
    return found


def note(model: type, **values: object) -> None:
    with transaction() as session:
        session.execute(update(model).values(**values))


def test_an_empty_page_says_what_that_means_and_offers_every_provider(dashboard: Browser) -> None:
    page = dashboard.open(CALENDARS)

    assert "No calendar is connected yet" in page.text
    for provider in ("Nextcloud", "Fastmail", "iCloud", "Another server (CalDAV)"):
        assert provider in page.links


def test_an_account_is_connected_and_listed(dashboard: Browser) -> None:
    connect(dashboard)

    page = dashboard.open(CALENDARS)
    assert "maya@else.example" in page.text
    assert "Being read" in page.text
    assert "Work" in page.text


def test_it_belongs_to_whoever_connected_it(dashboard: Browser, maya: Organizer) -> None:
    connect(dashboard)

    assert account().organizer_id == maya.id


def test_a_wrong_password_is_told_and_nothing_else_must_be_typed_again(dashboard: Browser) -> None:
    form = dashboard.open(f"{CALENDARS}/new?provider=caldav")

    answer = dashboard.press(form, "Connect", by={**TYPED, "Password or app password": "wrong"})

    assert answer.status == 422
    assert answer.field("Your e-mail address there").value == "maya@else.example"
    assert db.session.scalars(db.select(Grant).where(Grant.provider == "caldav")).all() == []


def test_a_provider_that_is_away_is_told(dashboard: Browser, server: FakeServer) -> None:
    server.fail("connect", ProviderError("provider.too_large"))
    form = dashboard.open(f"{CALENDARS}/new?provider=caldav")

    answer = dashboard.press(form, "Connect", by=TYPED)

    assert answer.status == 409
    assert "too large" in answer.text


def test_a_provider_with_one_address_for_all_fills_it_in(dashboard: Browser) -> None:
    form = dashboard.open(f"{CALENDARS}/new?provider=caldav&preset=fastmail")

    assert form.field("Address of the server").value == "https://caldav.fastmail.com/"


def test_an_unknown_provider_is_refused(dashboard: Browser) -> None:
    assert dashboard.open(f"{CALENDARS}/new?provider=pigeon").status == 400


def test_an_account_that_lets_us_in_no_more_says_so_and_how_to_mend_it(dashboard: Browser) -> None:
    connect(dashboard)
    with transaction() as session:
        session.execute(
            update(Grant)
            .where(Grant.provider == "caldav")
            .values(status=INVALID, failure="provider.refused", failed_at=NOW)
        )

    page = dashboard.open(CALENDARS)

    assert "lets us in no more" in page.text
    again = dashboard.open(page.links["Connect again maya@else.example"])
    assert again.field("Your e-mail address there").value == "maya@else.example"
    dashboard.press(again, "Connect", by={"Password or app password": PASSWORD})
    db.session.close()
    assert account().status == "valid"


def test_a_calendar_that_failed_says_why(dashboard: Browser) -> None:
    connect(dashboard)
    note(Mirror, failure="provider.too_large")

    page = dashboard.open(CALENDARS)

    assert "Not up to date" in page.text
    assert "too large" in page.text


def test_events_that_could_not_be_read_are_counted(dashboard: Browser) -> None:
    connect(dashboard)
    note(Mirror, troubles=2, synced_at=NOW)

    assert "2 events could not be read and count as busy" in dashboard.open(CALENDARS).text


def test_an_account_can_be_read_at_once(dashboard: Browser) -> None:
    connect(dashboard)
    note(Mirror, due_at=NOW + DAY)

    dashboard.press(dashboard.open(CALENDARS), "Read now maya@else.example")

    assert db.session.scalars(db.select(Mirror.due_at)).one() == NOW


def test_an_account_can_be_disconnected(dashboard: Browser) -> None:
    connect(dashboard)

    dashboard.press(dashboard.open(CALENDARS), "Disconnect it now")

    assert db.session.scalars(db.select(Grant).where(Grant.provider == "caldav")).all() == []
    assert "Nothing was changed at your provider" in dashboard.open(CALENDARS).text


def test_an_account_that_a_page_needs_stays(dashboard: Browser, maya: Organizer) -> None:
    connect(dashboard)
    work = db.session.scalars(db.select(Calendar).where(Calendar.name == "Work")).one()
    maya_there = participant(availability={"calendar_ids": ["primary", work.id]})
    make_configuration(grant_of(maya), **{**document(), "participants": [maya_there]})

    dashboard.press(dashboard.open(CALENDARS), "Disconnect it now")

    assert account().organizer_id == maya.id
    assert "uses this calendar" in dashboard.open(CALENDARS).text


def test_the_first_page_says_that_an_account_stops_pages(dashboard: Browser) -> None:
    connect(dashboard)
    assert "lets us in no more" not in dashboard.open("/dashboard").text
    note(Grant, status=INVALID)

    page = dashboard.open("/dashboard")

    assert "maya@else.example lets us in no more" in page.text
    assert page.links["Connect it again"] == CALENDARS


def test_a_calendar_file_gets_another_address_only_when_that_was_asked_for(
    dashboard: Browser, httpserver: HTTPServer
) -> None:
    for name in ("a", "b", "c"):
        httpserver.expect_request(f"/{name}.ics").respond_with_data(calendar(), content_type="text/calendar")

    def typed(name: str) -> dict[str, str]:
        return {"Name": "Timetable", "Address of the calendar file": httpserver.url_for(f"/{name}.ics")}

    for name in ("a", "b"):
        form = dashboard.open(f"{CALENDARS}/new?provider=ics")
        assert dashboard.press(form, "Connect", by=typed(name)).status == 303
    page = dashboard.open(CALENDARS)
    renewal = next(address for text, address in page.links.items() if text.endswith(" timetable"))

    assert dashboard.press(dashboard.open(renewal), "Connect", by=typed("c")).status == 303

    accounts = db.session.scalars(db.select(Grant).where(Grant.provider == "ics").order_by(Grant.email))
    known = {grant.email: connecting.secret_of(grant)["url"][-6:] for grant in accounts}
    assert known == {"timetable": "/c.ics", "timetable 2": "/b.ics"}
