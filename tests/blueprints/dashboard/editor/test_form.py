from tests.blueprints.dashboard.editor.desk import at, edit, save, stored
from tests.browser import Browser
from tests.page import words
from webapp.models import Configuration


def test_saving_without_a_change_changes_nothing(dashboard: Browser, intro: Configuration) -> None:
    before = stored(intro)

    assert save(dashboard, intro, {}).status == 303

    assert stored(intro) == before


def test_what_the_editor_does_not_know_survives(dashboard: Browser, intro: Configuration) -> None:
    save(dashboard, intro, {"Name": "First call"})

    assert at(intro, "scheduler.notetaker_settings") == {"enabled": True}


def test_each_refusal_stands_beside_its_field_and_nothing_is_lost(
    dashboard: Browser, intro: Configuration
) -> None:
    page = save(dashboard, intro, {"Length in minutes": "0", "Days ahead": "many", "Name": "First call"})

    assert page.status == 422
    assert page.field("Length in minutes").error == "“Length in minutes” must be at least 1."
    assert page.field("Days ahead").error == "“Days ahead” must be a whole number."
    assert page.field("Name").value == "First call"
    assert at(intro, "name") == "Maya Lindqvist"


def test_a_refusal_that_the_database_makes_stands_beside_its_field_too(
    dashboard: Browser, intro: Configuration
) -> None:
    page = save(dashboard, intro, {"Address": "dashboard"})

    assert page.field("Address").error == "“dashboard” cannot be used: the program uses that address itself."


def test_sections_are_folded_but_for_the_first_and_those_with_a_refusal(
    dashboard: Browser, intro: Configuration
) -> None:
    def unfolded(page: object) -> list[str]:
        return [str(section["id"]) for section in page.select("details.section[open]")]  # type: ignore[attr-defined]

    assert unfolded(edit(dashboard, intro)) == ["basics"]
    assert unfolded(save(dashboard, intro, {"Days ahead": "many"})) == ["basics", "limits"]


def test_two_who_edit_at_once_do_not_overwrite_each_other_in_silence(
    dashboard: Browser, intro: Configuration
) -> None:
    opened = edit(dashboard, intro)
    save(dashboard, intro, {"Days ahead": "90"})

    overtaken = dashboard.press(opened, "Save", by={"Name": "First call"})

    assert overtaken.status == 409
    assert "It differs from what you see here in: Basics, Limits." in overtaken.alerts[0]
    assert overtaken.field("Name").value == "First call"
    assert at(intro, "name") == "Maya Lindqvist"


def test_a_text_of_several_lines_is_no_difference(dashboard: Browser, intro: Configuration) -> None:
    typed = {"Description": "One line.\r\nAnother."}
    save(dashboard, intro, typed)
    opened = edit(dashboard, intro)
    save(dashboard, intro, {**typed, "Days ahead": "90"})

    overtaken = dashboard.press(opened, "Save", by=typed)

    assert "It differs from what you see here in: Limits." in overtaken.alerts[0]


def test_after_it_was_said_the_later_one_may_save_again(dashboard: Browser, intro: Configuration) -> None:
    opened = edit(dashboard, intro)
    save(dashboard, intro, {"Days ahead": "90"})
    overtaken = dashboard.press(opened, "Save", by={"Name": "First call"})

    assert dashboard.press(overtaken, "Save").status == 303

    assert (at(intro, "name"), at(intro, "scheduler.available_days_in_future")) == ("First call", 30)


def test_the_summaries_of_numbers_stay_when_a_button_changes_the_form(
    dashboard: Browser, intro: Configuration
) -> None:
    values = edit(dashboard, intro).form("Save").values
    values["action"] = "questions.add"

    page = dashboard.send(f"/dashboard/pages/{intro.id}/edit", values)

    for section in ("length", "limits"):
        said = [
            words(each.select(f"#{section} .section-summary")[0]) for each in (edit(dashboard, intro), page)
        ]
        assert said[0]
        assert said[0] == said[1]
