from typing import Any

import pytest
from flask import Flask

from tests.builders import DAY, NOW, make_booking, make_configuration
from webapp.errors import InvalidInput
from webapp.extensions import db
from webapp.models import Configuration
from webapp.services.availability import offers
from webapp.services.configurations import drafts, unsaved


def draft_with(page: Configuration, path: str, value: Any) -> drafts.Draft:
    draft = drafts.draft_of(page.document)
    drafts.put(draft, path, value)
    return draft


def times_of_tomorrow(page: Configuration) -> tuple[int, ...]:
    midnight = NOW - NOW % DAY + DAY
    return tuple(offers.offered(page, start=midnight, end=midnight + DAY, now=NOW).starts)


def test_a_draft_offers_what_it_says_and_the_page_what_is_stored(app: Flask) -> None:
    page = make_configuration()

    drafted = unsaved.page_of(page, draft_with(page, "availability.duration_minutes", 60), now=NOW)

    assert (len(times_of_tomorrow(drafted)), len(times_of_tomorrow(page))) == (24, 48)


def test_bookings_of_the_page_count_for_its_draft(app: Flask) -> None:
    page = make_configuration()
    make_booking(page)

    drafted = unsaved.page_of(page, draft_with(page, "name", "Other"), now=NOW)

    assert len(times_of_tomorrow(drafted)) == 47


def test_a_draft_is_in_no_session_and_changes_nothing(app: Flask) -> None:
    page = make_configuration()

    drafted = unsaved.page_of(page, draft_with(page, "slug", "other"), now=NOW)
    db.session.flush()

    assert (drafted.slug, page.slug) == ("other", "intro")
    assert drafted not in db.session


def test_no_draft_has_the_revision_of_the_page_or_of_another_draft(app: Flask) -> None:
    page = make_configuration()

    revisions = {unsaved.page_of(page, page.document, now=NOW).revision for _ in range(3)}

    assert len(revisions) == 3
    assert all(revision < 0 for revision in revisions)


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        ("availability.duration_minutes", 0, "availability.duration_minutes"),
        ("slug", "dashboard", "slug"),
        ("participants[0].email", "nobody@example.com", "participants[0].email"),
    ],
)
def test_what_an_update_refuses_is_refused_of_a_draft(app: Flask, path: str, value: Any, field: str) -> None:
    page = make_configuration()

    with pytest.raises(InvalidInput) as refused:
        unsaved.page_of(page, draft_with(page, path, value), now=NOW)

    assert refused.value.field == field
