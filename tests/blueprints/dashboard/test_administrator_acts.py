"""What administrators did, as they read it."""

import pytest

from tests.browser import Browser
from tests.builders import JONAS, NOW, make_organizer
from webapp.blueprints.dashboard.administrator_acts import ACTS
from webapp.models import Organizer
from webapp.services import audit, people
from webapp.services.access import organizers

PATH = "/dashboard/settings/activity"


@pytest.fixture
def maya(maya: Organizer) -> Organizer:
    return organizers.make_admin(maya.email)


def test_each_act_has_words() -> None:
    assert set(ACTS) == set(audit.ACTS)


def test_an_act_is_read_with_who_did_what_to_whom(dashboard: Browser, maya: Organizer) -> None:
    people.deactivate(maya, make_organizer(JONAS, name="Jonas Weber"), now=NOW)

    assert f"Maya Lindqvist deactivated an account: {JONAS}" in dashboard.open(PATH).text


def test_before_the_first_act_the_page_says_what_will_stand_there(dashboard: Browser) -> None:
    assert "Nothing yet" in dashboard.open(PATH).text


def test_a_long_list_goes_on(dashboard: Browser, maya: Organizer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "PAGE_SIZE", 1)
    jonas = make_organizer(JONAS, name="Jonas Weber")
    people.deactivate(maya, jonas, now=NOW)
    people.activate(maya, jonas, now=NOW + 1)

    earlier = dashboard.open(dashboard.open(PATH).links["Earlier"])

    assert "deactivated an account" in earlier.text
    assert "Earlier" not in earlier.links
