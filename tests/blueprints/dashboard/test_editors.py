from tests.blueprints.dashboard.editor.desk import at, edit
from tests.browser import Browser
from tests.builders import JONAS, make_colleague, make_configuration, participant
from tests.page import words
from webapp.models import Configuration


def test_nobody_edits_the_page_of_somebody_else(dashboard: Browser, intro: Configuration) -> None:
    theirs = make_configuration(
        make_colleague(), participants=[participant(JONAS, name="Jonas Weber")], slug="his"
    )
    typed = edit(dashboard, intro).form("Save").values

    assert edit(dashboard, theirs).status == 404
    assert dashboard.send(f"/dashboard/pages/{theirs.id}/edit", typed).status == 404
    assert at(theirs, "slug") == "his"


def test_a_form_whose_token_ran_out_is_shown_again_with_all_that_was_typed(
    dashboard: Browser, intro: Configuration
) -> None:
    typed = edit(dashboard, intro).form("Save").values
    typed["basics-label"], typed["csrf_token"] = "First call", "old"

    page = dashboard.send(f"/dashboard/pages/{intro.id}/edit", typed)

    assert page.status == 400
    assert page.field("Name").value == "First call"
    assert "This page was open for too long, so nothing was changed." in page.alerts[0]
    assert at(intro, "name") == "Maya Lindqvist"


def test_what_was_typed_for_a_page_that_was_deleted_elsewhere_can_still_be_read(
    dashboard: Browser, intro: Configuration
) -> None:
    typed = edit(dashboard, intro).form("Save").values
    typed["basics-label"], typed["basics-description"] = "First call", "A long text."
    dashboard.press(dashboard.open(f"/dashboard/pages/{intro.id}/delete"), "Delete the page")

    page = dashboard.send(f"/dashboard/pages/{intro.id}/edit", typed)

    assert page.status == 404
    assert "nothing was saved" in page.alerts[0]
    kept = [words(text) for text in page.select("textarea[readonly]")]
    assert {"First call", "A long text."} <= set(kept)
    assert not {"30", "09:00", "Europe/Stockholm"} & set(kept)  # these say nothing alone
