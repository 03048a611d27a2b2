"""Programs that fill in every form are refused in words that let a person through."""

import pytest
from flask import Flask

from tests.blueprints.public.cast import BOOK, FORM, PRIYAS
from tests.browser import Browser
from tests.builders import make_configuration
from tests.conftest import StoppedClock
from tests.page import Page


def test_a_form_with_the_hidden_field_filled_in_is_refused_and_a_person_sends_it_again(
    guest: Browser,
) -> None:
    make_configuration()

    page = guest.press(guest.open(FORM), BOOK, by={**PRIYAS, "homepage": "https://spam.example"})

    assert page.status == 422
    assert page.alerts == ["This looked as if a program had sent it. Nothing was lost. Please send it again."]
    assert guest.press(page, BOOK).status == 303


def test_a_form_that_is_sent_at_once_is_refused_and_a_person_sends_it_again(
    sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch, clock: StoppedClock
) -> None:
    make_configuration()
    monkeypatch.setitem(sqlite_app.config, "OPENSLOT_FORM_SECONDS", 2)
    guest = Browser(sqlite_app.test_client())

    page = guest.press(guest.open(FORM), BOOK, by=PRIYAS)
    clock.advance(seconds=2)
    result = guest.press(page, BOOK)

    assert page.status == 422
    assert page.alerts == ["This was sent faster than people type. Nothing was lost. Please send it again."]
    assert result.status == 303


def test_the_trap_is_out_of_reach_of_people(guest: Browser) -> None:
    make_configuration()

    page: Page = guest.open(FORM)

    field = page.select("#homepage")[0]
    assert (field["tabindex"], field["autocomplete"]) == ("-1", "off")
    assert page.select(".unseen[aria-hidden=true] #homepage")
