import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from tests.blueprints.public.cast import BOOK, FIELDS, FORM, PRIYAS, scheduler, the_booking
from tests.browser import Browser
from tests.builders import (
    make_configuration,
)
from tests.page import words
from webapp.question_inputs import ChoicesField


def test_every_type_of_field_is_asked_and_answered(guest: Browser) -> None:
    make_configuration(scheduler=scheduler(additional_fields=FIELDS))
    page = guest.open(FORM)
    typed = {
        "Topic": "Engines",
        "More": "One\nTwo",
        "Second e-mail": "p@example.net",
        "Phone": "+91 22 1234",
        "Size": "Large",
        "Launch": "2027-03-14",
        "How": "Search",
        "What": "Code, clean",
        "I agree": "y",
    }

    guest.press(page, BOOK, by={**PRIYAS, **typed})

    assert the_booking().additional_fields == {
        "topic": "Engines",
        "more": "One\nTwo",
        "second": "p@example.net",
        "phone": "+91 22 1234",
        "size": "Large",
        "launch": "2027-03-14",
        "how": "Search",
        "what": "Code, clean",
        "agreed": "true",
        "campaign": "spring",
    }


def test_fields_stand_in_their_order_with_their_kinds_and_marks(guest: Browser) -> None:
    make_configuration(scheduler=scheduler(additional_fields=FIELDS))

    page = guest.open(FORM)

    labels = [definition["label"] for definition in FIELDS.values() if definition["type"] != "metadata"]
    assert [page.field(str(label)).kind for label in labels] == [
        *("text", "textarea", "email", "tel", "select", "date", "radio", "checkbox", "checkbox")
    ]
    assert [label for label in labels if page.field(str(label)).is_required] == ["Topic", "I agree"]
    assert page.field("Topic").pattern == "[A-Z].*"
    assert "Campaign" not in page.text


def test_a_pattern_stands_in_the_page_as_the_owner_wrote_it(guest: Browser) -> None:
    written = r"""^[\p{L}"'<&>\-]+(?<n> \d{2})?$"""
    topic, more = {**FIELDS["topic"], "pattern": written}, {**FIELDS["more"], "pattern": written}
    make_configuration(scheduler=scheduler(additional_fields={"topic": topic, "more": more}))

    page = guest.open(FORM)

    assert page.field("Topic").pattern == written
    assert "pattern" not in page.field("More").inputs[0].attrs  # HTML has none for several lines


def test_what_is_wrong_is_said_beside_each_field_and_nothing_is_lost(guest: Browser) -> None:
    make_configuration(scheduler=scheduler(additional_fields=FIELDS))
    typed = {"Your name": "", "E-mail": "nowhere", "Topic": "engines", "More": "One\nTwo", "Phone": "call me"}

    page = guest.press(guest.open(FORM), BOOK, by=typed)

    assert page.status == 422
    assert page.field("Your name").error == "Please enter your name."
    assert page.field("E-mail").error == "“E-mail” must be a valid e-mail address."
    assert page.field("Topic").error == "Topic does not have the expected form."
    assert page.field("Phone").error == "Phone must be a telephone number."
    assert page.field("I agree").error == "Please tick this box."
    assert {label: page.field(label).value for label in typed} == typed
    assert page.alerts == ["Please check the marked fields. Everything you typed is still there."]


@pytest.mark.parametrize("typed", ["soon", "2027-3-14", "2027-02-30"])
def test_a_date_that_is_none_is_refused_beside_the_field(guest: Browser, typed: str) -> None:
    make_configuration(scheduler=scheduler(additional_fields={"launch": FIELDS["launch"]}))

    page = guest.press(guest.open(FORM), BOOK, by={**PRIYAS, "Launch": typed})

    assert page.status == 422
    assert page.field("Launch").error == "Please enter a date such as 2027-03-14."


def test_an_option_that_was_not_offered_is_refused(guest: Browser) -> None:
    make_configuration(scheduler=scheduler(additional_fields={"size": FIELDS["size"]}))

    page = guest.press(guest.open(FORM), BOOK, by={**PRIYAS, "Size": "Huge"})

    assert page.status == 422
    assert page.field("Size").error == "Size must be one of the choices."


def test_a_group_that_is_not_answered_is_marked_as_a_field_is(guest: Browser) -> None:
    fields = {
        "how": {"label": "How", "type": "radio_button", "options": ["Search", "A friend"], "required": True},
        "what": {"label": "What", "type": "multi_select", "options": ["Words", "Law"], "required": True},
    }
    make_configuration(scheduler=scheduler(additional_fields=fields))

    page = guest.press(guest.open(FORM), BOOK, by=PRIYAS)

    assert [words(group.select("legend")[0]) for group in page.select("fieldset.bad")] == ["How *", "What *"]
    assert len(page.select("fieldset[role=radiogroup][aria-invalid=true]")) == 1
    assert len(page.select("fieldset.bad input[type=checkbox][aria-invalid=true]")) == 2


def test_no_more_choices_are_read_than_can_be_ticked() -> None:
    class Ticks(Form):
        what = ChoicesField(choices=["Words", "Law"], validate_choice=False)

    form = Ticks(MultiDict([("what", "Law")] * 10_000))

    assert form.what.data == ["Law"] * 3


def test_a_field_knows_what_the_server_would_say_of_it(guest: Browser) -> None:
    make_configuration(scheduler=scheduler(additional_fields=FIELDS))
    form = guest.open(FORM)

    refused = guest.press(form, BOOK, by={"Your name": "", "E-mail": "nobody", "Topic": "lowercase"})

    said = {field.get("id"): field for field in form.select("[data-missing], [data-wrong]")}
    assert refused.field("Your name").error == said["name"]["data-missing"]
    assert refused.field("E-mail").error == said["email"]["data-wrong"]
    assert refused.field("Topic").error == said["field-1"]["data-wrong"]
