"""The step after connecting an account: its calendars are counted on the organizer's pages."""

import pytest
from sqlalchemy import update

from tests.browser import Browser
from tests.builders import grant_of, make_configuration, reread
from tests.fake_provider import PASSWORD, FakeServer
from tests.page import Page
from webapp.extensions import db, transaction
from webapp.models import Calendar, Configuration, Grant, Organizer

BUTTON = "Change my pages"
CALENDARS = "/dashboard/calendars"
TYPED = {"Your e-mail address there": "maya@else.example", "Password or app password": PASSWORD}


@pytest.fixture(autouse=True)
def server(caldav_in_memory: FakeServer) -> FakeServer:
    return caldav_in_memory


@pytest.fixture
def page(maya: Organizer) -> Configuration:
    return make_configuration(grant_of(maya), name="Intro call")


def connect(dashboard: Browser) -> Page:
    return dashboard.press(dashboard.open(f"{CALENDARS}/new?provider=caldav"), "Connect", by=TYPED)


def step_of_account() -> str:
    db.session.close()
    grant_id = db.session.scalars(db.select(Grant.id).where(Grant.provider == "caldav")).one()
    return f"{CALENDARS}/{grant_id}/pages"


def step(dashboard: Browser) -> Page:
    return dashboard.open(step_of_account())


def work_id() -> str:
    db.session.close()
    found: str = db.session.scalars(db.select(Calendar.id).where(Calendar.name == "Work")).one()
    return found


def counted_on(page: Configuration) -> list[str]:
    db.session.close()
    found: list[str] = reread(page).document["participants"][0]["availability"]["calendar_ids"]
    return found


def test_connecting_leads_to_it_and_changes_no_page(dashboard: Browser, page: Configuration) -> None:
    answer = connect(dashboard)

    assert answer.location == step_of_account()
    assert "Intro call" in dashboard.follow(answer).text
    assert counted_on(page) == ["primary"]


def test_all_calendars_are_ticked_and_one_press_counts_them(dashboard: Browser, page: Configuration) -> None:
    connect(dashboard)

    answer = dashboard.press(step(dashboard), BUTTON)

    assert counted_on(page) == ["primary", work_id()]
    shown = dashboard.follow(answer)
    assert "Changed: Intro call." in shown.text
    assert "Counts on your page" in shown.text


def test_until_then_the_account_says_that_no_page_counts_it(dashboard: Browser, page: Configuration) -> None:
    connect(dashboard)

    assert "None of your pages counts this calendar yet" in dashboard.open(CALENDARS).text


def test_it_begins_again_with_what_counts_now(
    dashboard: Browser, server: FakeServer, page: Configuration
) -> None:
    server.add_calendar("family")
    connect(dashboard)
    dashboard.press(step(dashboard), BUTTON, calendars=work_id())

    shown = step(dashboard)

    assert shown.form(BUTTON).values.getlist("calendars") == [work_id()]
    assert "counts Work" in shown.text


def test_a_calendar_that_is_gone_meanwhile_is_refused_beside_its_field(
    dashboard: Browser, page: Configuration
) -> None:
    connect(dashboard)

    answer = dashboard.press(step(dashboard), BUTTON, calendars="gone")

    assert answer.status == 422
    assert "not there any more" in answer.text
    assert counted_on(page) == ["primary"]


def test_a_page_that_is_refused_is_named_with_the_reason(dashboard: Browser, page: Configuration) -> None:
    connect(dashboard)
    with transaction() as session:
        session.execute(update(Configuration).values(document={**page.document, "slug": "dashboard"}))

    answer = dashboard.press(step(dashboard), BUTTON)

    assert "“Intro call” was not changed." in dashboard.follow(answer).text


def test_somebody_without_a_page_is_told_to_make_one(dashboard: Browser) -> None:
    connect(dashboard)

    assert "You have no page yet" in step(dashboard).text


def test_accounts_of_others_are_not_found(dashboard: Browser) -> None:
    assert dashboard.open(f"{CALENDARS}/nobodys/pages").status == 404
