from collections.abc import Sequence
from typing import Any

import pytest
from flask import Flask

from webapp import providers
from webapp.blueprints.dashboard.calendar_forms import FORMS
from webapp.blueprints.dashboard.presenters import calendars as presenter
from webapp.models import Calendar, Configuration, Grant, Mirror
from webapp.providers.caldav.presets import PRESETS
from webapp.services.calendars.accounts import Account
from webapp.services.configurations.counted_calendars import PageCalendars

pytestmark = pytest.mark.usefixtures("sqlite_app")


def page(*counted: str) -> PageCalendars:
    return PageCalendars(Configuration(document={}), frozenset(counted), None)


def card(
    grant: dict[str, object] | None = None, *, pages: Sequence[PageCalendars] = (), **mirror: object
) -> presenter.AccountCard:
    given = Grant(
        **{"id": "1", "provider": "caldav", "email": "maya@else.example", "status": "valid", **(grant or {})}
    )
    copy = Mirror(**{"troubles": 0, **mirror})
    return presenter.account_card(
        Account(grant=given, calendars=[(Calendar(id="work", name="Work", read_only=False), copy)]), pages
    )


@pytest.mark.parametrize(
    ("grant", "mirror", "state"),
    [
        ({}, {"synced_at": 9}, "Connected"),
        ({}, {}, "Being read"),
        ({}, {"synced_at": 9, "failure": "provider.too_large"}, "Not up to date"),
        ({"status": "invalid", "failure": "provider.refused"}, {"synced_at": 9}, "Connect again"),
    ],
)
def test_an_account_says_how_it_stands(grant: dict[str, object], mirror: dict[str, Any], state: str) -> None:
    assert card(grant, **mirror).state == state


@pytest.mark.parametrize(
    ("pages", "says", "is_uncounted"),
    [
        ([], "", False),
        ([page("first")], "Counts on 0 of 1 page", True),
        ([page("work")], "Counts on your page", False),
        ([page("work"), page("first")], "Counts on 1 of 2 pages", False),
        ([page("work"), page("work")], "Counts on all of your 2 pages", False),
    ],
)
def test_an_account_says_on_how_many_pages_it_counts(
    pages: list[PageCalendars], says: str, is_uncounted: bool
) -> None:
    shown = card(pages=pages)

    assert (shown.pages, shown.is_uncounted) == (says, is_uncounted)


def test_a_failure_without_a_sentence_of_its_own_still_says_something() -> None:
    shown = card(synced_at=9, failure="provider.unforeseen")

    assert shown.calendars[0].trouble == "It could not be read. We try again by ourselves."


def test_every_preset_can_be_chosen_and_explains_itself() -> None:
    chosen = {choice.preset: choice for choice in presenter.choices()}

    assert {preset.key for preset in PRESETS} <= set(chosen)
    assert all(choice.help for choice in chosen.values())


def test_every_choice_has_a_form_and_a_provider(app: Flask) -> None:
    for choice in presenter.choices():
        assert choice.kind in FORMS
        assert choice.kind in providers.kinds()
