"""Logos by address: fetched once, shown from our own address."""

from typing import Any

import pytest

from tests.builders import DAY, NOW, document, make_configuration
from tests.pictures import picture
from tests.promises import claim
from webapp import outbox
from webapp.errors import InvalidInput
from webapp.extensions import db, transaction
from webapp.lib import pictures
from webapp.lib.pictures import LOGO
from webapp.models import Configuration, Image, OutboxEntry, new_id
from webapp.services import images
from webapp.services.configurations import configurations, logos
from webapp.services.configurations.logos import IN_MAILS, ON_PAGE

CDN, OTHER = "https://cdn.example.net/logo.png", "https://cdn.example.net/other.png"

pytestmark = pytest.mark.usefixtures("app")


def naming(on_page: str | None = None, in_mails: str | None = None) -> dict[str, Any]:
    """The keys of a document that name these logos."""
    return {
        "appearance": {"company_logo_url": on_page} if on_page else None,
        "scheduler": {**document()["scheduler"], "email_template": {"logo": in_mails}},
    }


def page_with(on_page: str | None = None, in_mails: str | None = None) -> Configuration:
    return make_configuration(**naming(on_page, in_mails))


def change(page: Configuration, on_page: str | None = None, in_mails: str | None = None) -> Configuration:
    return configurations.update(page, naming(on_page, in_mails), now=NOW)


def asked() -> list[str]:
    """The addresses that are to be fetched, or were."""
    db.session.close()
    return list(db.session.scalars(db.select(OutboxEntry.destination).order_by(OutboxEntry.id)))


def fetch_all() -> None:
    """What a worker does, with a red picture for each."""
    for entry in claim():
        logos.keep(entry.payload["logo_id"], pictures.encoded(picture(), kind=LOGO, field="f"), now=NOW)
        with transaction() as session:
            outbox.settle(session, entry, now=NOW, detail="fetched and stored")


def fail_all(*, for_good: bool) -> None:
    for entry in claim():
        with transaction() as session:
            if for_good:
                outbox.give_up(session, entry, now=NOW, detail="answered 404")
            else:
                outbox.postpone(session, entry, now=NOW, due_at=NOW + DAY, detail="answered 503")


def stored(image_id: str) -> bool:
    db.session.close()
    return db.session.get(Image, image_id) is not None


def test_an_address_is_shown_from_our_own_once_it_was_fetched() -> None:
    page = page_with(CDN, OTHER)
    before = logos.on_page(page), logos.in_mails(page)

    fetch_all()

    on_page, in_mails = logos.on_page(page), logos.in_mails(page)
    assert before == (None, None)
    assert (on_page or "").startswith("/images/")
    assert (in_mails or "").startswith("https://book.example.org/images/")
    assert images.id_of(on_page or "") != images.id_of(in_mails or "")


def test_one_address_in_both_places_is_fetched_once() -> None:
    page = page_with(CDN, CDN)

    assert asked() == [CDN]
    fetch_all()
    assert logos.in_mails(page) == "https://book.example.org" + (logos.on_page(page) or "")


def test_a_page_that_is_saved_again_fetches_nothing_again() -> None:
    page = page_with(CDN)
    change(page, CDN)
    fetch_all()
    shown = logos.on_page(page)

    page = change(page, CDN)

    assert asked() == [CDN]
    assert logos.on_page(page) == shown


def test_another_address_is_fetched_and_the_one_before_is_let_go() -> None:
    page = page_with(CDN)
    fetch_all()
    before = images.id_of(logos.on_page(page) or "") or ""

    page = change(page, OTHER)
    between = logos.on_page(page)
    fetch_all()

    assert asked() == [CDN, OTHER]
    assert between is None
    assert images.id_of(logos.on_page(page) or "") not in (None, before)
    images.forget_unused(now=NOW + 30 * DAY)
    assert not stored(before)


def test_a_picture_that_comes_for_an_address_of_the_past_is_not_kept() -> None:
    page = page_with(CDN)
    (entry,) = claim()
    change(page)

    logos.keep(entry.payload["logo_id"], pictures.encoded(picture(), kind=LOGO, field="f"), now=NOW)

    assert db.session.scalars(db.select(Image.id)).all() == []


def test_an_image_in_use_is_not_forgotten() -> None:
    page = page_with(CDN)
    fetch_all()
    image_id = images.id_of(logos.on_page(page) or "") or ""

    images.forget_unused(now=NOW + 400 * DAY)

    assert stored(image_id)


def test_a_page_that_is_deleted_takes_its_logos_along() -> None:
    page = page_with(CDN)

    configurations.destroy(page, now=NOW)

    assert logos.states(page) == []


@pytest.mark.parametrize("origin", ["", "https://book.example.org"])
def test_an_image_of_ours_is_shown_without_being_fetched(origin: str) -> None:
    image_id = images.accept(picture(), kind=LOGO, now=NOW)

    page = page_with(origin + images.path(image_id), origin + images.path(image_id))

    assert asked() == []
    assert (logos.on_page(page), logos.in_mails(page)) == (images.path(image_id), images.absolute(image_id))


@pytest.mark.parametrize("field", [ON_PAGE, IN_MAILS])
def test_an_image_of_ours_that_is_not_there_is_refused(field: str) -> None:
    gone = images.path(new_id())

    with pytest.raises(InvalidInput) as refused:
        page_with(on_page=gone) if field == ON_PAGE else page_with(in_mails=gone)

    assert (refused.value.code, refused.value.field) == ("logo.unknown_image", field)


def test_the_document_keeps_the_address_as_it_was_sent() -> None:
    page = page_with(CDN, OTHER)
    fetch_all()

    kept = configurations.find(page.id).document
    assert kept["appearance"]["company_logo_url"] == CDN
    assert kept["scheduler"]["email_template"]["logo"] == OTHER


def test_what_is_no_address_is_no_logo() -> None:
    page = page_with("our new logo")

    assert (logos.on_page(page), asked(), logos.states(page)) == (None, [], [])


def test_a_failure_can_be_asked_for() -> None:
    page = page_with(CDN)
    waiting = logos.states(page)
    fail_all(for_good=False)
    retried = logos.states(page)
    claim(now=NOW + DAY)

    assert [(state.field, state.address, state.failure, state.is_final) for state in waiting] == [
        (ON_PAGE, CDN, None, False)
    ]
    assert [(state.failure, state.is_final) for state in retried] == [("answered 503", False)]


def test_what_failed_for_good_is_fetched_again_when_the_page_is_saved() -> None:
    page = page_with(CDN)
    fail_all(for_good=True)
    failed = logos.states(page)

    page = change(page, CDN)

    assert [(state.failure, state.is_final) for state in failed] == [("answered 404", True)]
    assert [(state.failure, state.is_final) for state in logos.states(page)] == [(None, False)]
    assert asked() == [CDN, CDN]
    fetch_all()
    assert [state.image_id is not None for state in logos.states(page)] == [True]
