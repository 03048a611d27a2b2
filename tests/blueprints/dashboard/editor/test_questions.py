from typing import Any

import pytest

from tests.blueprints.dashboard.editor.desk import at, edit, preview, save, stored
from tests.browser import Browser
from tests.builders import make_configuration
from tests.page import Page, words
from webapp.models import Configuration, Grant

FIELDS = "scheduler.additional_fields"
ROW = "questions-rows-{}-{}"


@pytest.fixture
def asking(maya_grant: Grant) -> Configuration:
    """A page with three questions, out of the order of their keys, and a value that programs fill in."""
    questions = {
        "budget": {"label": "Budget", "type": "dropdown", "options": ["Small", "Large"], "order": 3},
        "company": {"label": "Company", "type": "text", "required": True, "order": 1},
        "from.campaign": {"label": "Campaign", "type": "metadata", "default": "spring", "order": 9},
        "vat.id": {"label": "VAT number", "type": "text", "pattern": "SE[0-9]+", "order": 2},
    }
    return make_configuration(maya_grant, scheduler={"additional_fields": questions})


def pressed(browser: Browser, page: Page, action: str, typed: dict[str, str] | None = None) -> Page:
    """The editor after the button with this action."""
    values = page.form("Save").values
    for name, value in {**(typed or {}), "action": f"questions.{action}"}.items():
        values[name] = value
    return browser.send(str(page.form("Save").tag["action"]), values)


def shown(page: Page) -> list[str]:
    return [words(heading) for heading in page.select(".question-row h3")]


def asked(configuration: Configuration) -> dict[str, Any]:
    found: dict[str, Any] = at(configuration, FIELDS)
    return found


def test_questions_stand_in_the_order_in_which_guests_see_them(
    dashboard: Browser, asking: Configuration
) -> None:
    page = edit(dashboard, asking)

    assert shown(page) == ["Company", "VAT number", "Budget"]
    assert "from.campaign · Campaign" in page.text


def test_saving_without_a_change_changes_nothing(dashboard: Browser, asking: Configuration) -> None:
    before = stored(asking)

    assert save(dashboard, asking, {}).status == 303

    assert stored(asking) == before


@pytest.mark.parametrize(
    "kind",
    [
        *("text", "multi_line_text", "email", "phone_number", "dropdown"),
        *("radio_button", "multi_select", "checkbox", "date"),
    ],
)
def test_a_question_of_every_kind_can_be_added(dashboard: Browser, intro: Configuration, kind: str) -> None:
    page = pressed(dashboard, edit(dashboard, intro), "add")
    typed = {"label": "Näste steg?", "type": kind, "options": "One\r\n\r\n Two ", "required": "y"}

    saved = dashboard.press(page, "Save", by={ROW.format(0, name): value for name, value in typed.items()})

    assert saved.status == 303
    assert asked(intro) == {
        "naste_steg": {
            "label": "Näste steg?",
            "type": kind,
            "required": True,
            "order": 1,
            "default": None,
            "pattern": None,
            "options": ["One", "Two"],
            "is_location": False,
        }
    }


def test_a_key_is_made_once_and_then_kept(dashboard: Browser, asking: Configuration) -> None:
    save(dashboard, asking, {ROW.format(0, "label"): "Your firm"})

    assert asked(asking)["company"]["label"] == "Your firm"


def test_two_questions_with_one_label_have_two_keys(dashboard: Browser, asking: Configuration) -> None:
    page = pressed(dashboard, edit(dashboard, asking), "add", {})

    dashboard.press(page, "Save", by={ROW.format(3, "label"): "Company"})

    assert asked(asking)["company_2"]["label"] == "Company"


def test_a_question_without_a_plain_letter_has_a_key_too(dashboard: Browser, intro: Configuration) -> None:
    page = pressed(dashboard, edit(dashboard, intro), "add")

    dashboard.press(page, "Save", by={ROW.format(0, "label"): "会社"})

    assert list(asked(intro)) == ["question"]


def test_a_row_in_which_nothing_was_typed_is_no_question(dashboard: Browser, intro: Configuration) -> None:
    page = pressed(dashboard, edit(dashboard, intro), "add")

    assert dashboard.press(page, "Save").status == 303
    assert asked(intro) == {}


@pytest.mark.parametrize(
    ("action", "order"),
    [
        ("up-2", ["Company", "Budget", "VAT number"]),
        ("down-0", ["VAT number", "Company", "Budget"]),
        ("up-0", ["Company", "VAT number", "Budget"]),
        ("remove-1", ["Company", "Budget"]),
        ("remove-9", ["Company", "VAT number", "Budget"]),
        ("up-²", ["Company", "VAT number", "Budget"]),
    ],
)
def test_buttons_move_and_remove(
    dashboard: Browser, asking: Configuration, action: str, order: list[str]
) -> None:
    page = pressed(dashboard, edit(dashboard, asking), action)

    assert shown(page) == order
    assert dashboard.press(page, "Save").status == 303
    assert shown(edit(dashboard, asking)) == order
    assert set(asked(asking)) >= {"company", "budget", "from.campaign"}


def test_what_was_dragged_stands_where_it_was_dropped(dashboard: Browser, asking: Configuration) -> None:
    places = {ROW.format(0, "place"): "3", ROW.format(1, "place"): "1", ROW.format(2, "place"): "2"}

    save(dashboard, asking, places)

    assert shown(edit(dashboard, asking)) == ["VAT number", "Budget", "Company"]
    assert [asked(asking)[key]["order"] for key in ("vat.id", "budget", "company")] == [1, 2, 3]


def test_a_button_means_its_own_row_after_rows_were_dragged(
    dashboard: Browser, asking: Configuration
) -> None:
    places = {ROW.format(0, "place"): "3", ROW.format(1, "place"): "1", ROW.format(2, "place"): "2"}

    page = pressed(dashboard, edit(dashboard, asking), "remove-0", places)

    assert shown(page) == ["VAT number", "Budget"]


def test_the_last_question_can_be_removed(dashboard: Browser, asking: Configuration) -> None:
    page = edit(dashboard, asking)
    for _ in range(3):
        page = pressed(dashboard, page, "remove-0")

    dashboard.press(page, "Save")

    assert list(asked(asking)) == ["from.campaign"]


def test_a_form_that_says_nothing_of_questions_leaves_them(dashboard: Browser, asking: Configuration) -> None:
    values = edit(dashboard, asking).form("Save").values
    kept = {name: values[name] for name in values if not name.startswith("questions-")}

    dashboard.send(f"/dashboard/pages/{asking.id}/edit", kept)

    assert len(asked(asking)) == 4


@pytest.mark.parametrize(
    ("number", "name", "typed", "said"),
    [
        (2, "options", "", "Please write at least one choice."),
        (1, "pattern", "(?=a)", "This pattern looks ahead"),
        (0, "label", "x" * 301, "“Question” must be at most 300 characters long."),
        (2, "options", "x" * 301, "“Choices” must be at most 300 characters long."),
    ],
)
def test_a_refusal_stands_beside_its_row(
    dashboard: Browser, asking: Configuration, number: int, name: str, typed: str, said: str
) -> None:
    page = save(dashboard, asking, {ROW.format(number, name): typed})

    [beside] = page.select("#questions p.error")
    assert page.status == 422
    assert beside["id"] == f"{ROW.format(number, name)}-error"
    assert said in words(beside)


@pytest.mark.parametrize(
    ("pattern", "sample", "said"),
    [
        ("SE[0-9]+", "SE12", "This text fits."),
        ("SE[0-9]+", "12", "This text does not fit."),
        ("(?=a)", "a", "This pattern looks ahead"),
    ],
)
def test_a_pattern_can_be_tried(
    dashboard: Browser, asking: Configuration, pattern: str, sample: str, said: str
) -> None:
    typed = {ROW.format(1, "pattern"): pattern, ROW.format(1, "sample"): sample}

    page = pressed(dashboard, edit(dashboard, asking), "try-1", typed)

    assert said in words(page.select("#question-1 [role=status]")[0])
    assert asked(asking)["vat.id"]["pattern"] == "SE[0-9]+"


@pytest.mark.parametrize(
    ("name", "label", "kind"),
    [
        ("phone", "Your telephone number", "phone_number"),
        ("topic", "What is it about?", "multi_line_text"),
    ],
)
def test_some_questions_are_offered_ready_made(
    dashboard: Browser, intro: Configuration, name: str, label: str, kind: str
) -> None:
    dashboard.press(pressed(dashboard, edit(dashboard, intro), f"add_{name}"), "Save")

    [question] = asked(intro).values()
    assert (question["label"], question["type"]) == (label, kind)


def test_guests_are_asked_what_the_draft_asks(dashboard: Browser, asking: Configuration) -> None:
    page = preview(dashboard, asking, {ROW.format(0, "label"): "Your firm", "preview-view": "form"})

    assert page.field("Your firm").is_required
    assert page.field("Budget").kind == "select"


def test_no_more_rows_are_read_than_a_page_may_have(dashboard: Browser, intro: Configuration) -> None:
    typed = {ROW.format(number, "label"): f"Q {number}" for number in range(150)}

    page = pressed(dashboard, edit(dashboard, intro), "add", typed)

    assert len(shown(page)) == 100
    assert "Add a question" not in page.buttons
