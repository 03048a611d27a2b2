"""What a new page begins with: its address, its calendars, and that one form makes one page."""

from flask import Flask
from sqlalchemy import select

from tests.builders import NOW, grant_of, make_configuration
from tests.fake_provider import KIND, PASSWORD, FakeServer
from tests.racing import race
from webapp.extensions import db
from webapp.lib import signature
from webapp.models import Calendar, Configuration, Grant, Organizer
from webapp.services.calendars import connecting
from webapp.services.configurations import configurations, counted_calendars, starting
from webapp.services.configurations.counted_calendars import Wanted

FORM = signature.new_token()


def start(maya: Organizer, *, name: str = "Intro call", form: str = FORM) -> Configuration:
    return starting.start(maya, name=name, minutes="30", form_token=form, now=NOW)


def test_a_free_address_has_the_next_number(maya_grant: Grant) -> None:
    make_configuration(maya_grant, slug="intro-call")
    make_configuration(maya_grant, slug="intro-call-2")

    assert starting.free_slug("Intro call", application_id=maya_grant.application_id) == "intro-call-3"
    assert starting.free_slug("Intro", application_id=maya_grant.application_id) == "intro"


def test_a_long_name_becomes_a_short_address(maya_grant: Grant) -> None:
    slug = starting.free_slug("word " * 40, application_id=maya_grant.application_id)

    assert slug == "-".join(["word"] * 10)


def test_a_copy_of_a_copy_has_an_address_of_its_own(maya_grant: Grant) -> None:
    page = make_configuration(maya_grant)

    first = starting.copy(page, name="Copy", now=NOW)
    second = starting.copy(page, name="Copy", now=NOW)

    assert [first.slug, second.slug] == ["copy", "copy-2"]


def test_a_form_that_is_sent_again_makes_no_second_page(maya: Organizer) -> None:
    assert start(maya).id == start(maya).id
    assert db.session.scalars(select(Configuration.slug)).all() == ["intro-call"]


def test_another_form_or_other_values_make_another_page(maya: Organizer) -> None:
    pages = [start(maya), start(maya, form=signature.new_token()), start(maya, name="Consultation")]

    assert [page.slug for page in pages] == ["intro-call", "intro-call-2", "consultation"]


def test_a_page_that_was_deleted_is_made_anew_by_its_form(maya: Organizer) -> None:
    configurations.destroy(start(maya), now=NOW)

    assert start(maya).deleted_at is None


def test_a_new_page_counts_the_calendars_that_the_others_count(fake: FakeServer, maya: Organizer) -> None:
    make_configuration(grant_of(maya))
    settings = {"email": "maya@else.example", "password": PASSWORD}
    account = connecting.connect(maya.application_id, KIND, settings, now=NOW, organizer=maya)
    work = db.session.scalars(select(Calendar.id).where(Calendar.grant_id == account.id)).one()
    counted_calendars.choose(maya, account, Wanted(counted=(work,), booking=work), now=NOW)

    (entry,) = start(maya).document["participants"]

    assert entry["availability"]["calendar_ids"] == ["primary", work]
    assert entry["booking"]["calendar_id"] == work


def test_a_button_pressed_twice_at_once_makes_one_page(app: Flask, maya: Organizer) -> None:
    maya_id = maya.id

    made = race(app, [lambda: start(db.session.get_one(Organizer, maya_id)).id] * 4)

    assert len(set(made)) == 1
    assert db.session.scalars(select(Configuration.slug)).all() == ["intro-call"]
