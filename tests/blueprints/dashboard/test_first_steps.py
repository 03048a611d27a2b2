"""The first steps on Today: left out, hidden, taken up again."""

from tests.browser import Browser
from tests.builders import grant_of, make_configuration
from tests.page import Page, words
from webapp.models import Organizer

TODAY = "/dashboard"


def states(page: Page) -> list[str]:
    """What each step says below its name."""
    return [words(row) for row in page.select(".first-steps .main .muted")]


def test_each_step_leads_to_its_page(dashboard: Browser, maya: Organizer) -> None:
    links = dashboard.open(TODAY).links

    assert links["Set your working hours"] == "/dashboard/settings/hours"
    assert links["Make your first page"].partition("?")[0] == "/dashboard/pages/new"
    assert "Share its link" not in links


def test_the_link_can_be_shared_when_there_is_a_page(dashboard: Browser, maya: Organizer) -> None:
    page = make_configuration(grant_of(maya)).id

    today = dashboard.open(TODAY)

    assert today.links["Share its link"] == f"/dashboard/pages/{page}/share"
    assert states(today)[:2] == ["Done", "Done"]


def test_a_step_is_skipped_and_keeps_its_link(dashboard: Browser) -> None:
    answer = dashboard.press(dashboard.open(TODAY), "Skip")

    assert (answer.status, answer.location) == (303, TODAY)
    today = dashboard.open(TODAY)
    assert states(today)[0] == "Skipped"
    assert "Set your working hours" in today.links


def test_the_last_step_that_is_skipped_takes_the_list_away(dashboard: Browser, maya: Organizer) -> None:
    make_configuration(grant_of(maya))

    dashboard.press(dashboard.open(TODAY), "Skip")

    assert states(dashboard.open(TODAY)) == []


def test_hidden_steps_are_found_again_in_the_settings(dashboard: Browser) -> None:
    dashboard.press(dashboard.open(TODAY), "Hide these steps")
    assert states(dashboard.open(TODAY)) == []

    dashboard.press(dashboard.open("/dashboard/settings"), "Show the first steps again")

    assert len(states(dashboard.open(TODAY))) == 3


def test_nothing_can_come_back_when_nothing_was_skipped(dashboard: Browser) -> None:
    assert "Show the first steps again" not in dashboard.open("/dashboard/settings").text


def test_each_step_leads_back_to_the_list_while_some_are_left(dashboard: Browser) -> None:
    for path in ("/dashboard/settings/hours", "/dashboard/pages/new"):
        assert dashboard.open(path).links["First steps"] == TODAY

    dashboard.press(dashboard.open(TODAY), "Hide these steps")

    assert "First steps" not in dashboard.open("/dashboard/pages/new").links


def test_an_unknown_step_is_not_found(dashboard: Browser) -> None:
    form = dashboard.open(TODAY).form("Hide these steps")

    assert dashboard.send("/dashboard/first-steps/dance/skip", form.values.to_dict()).status == 404
