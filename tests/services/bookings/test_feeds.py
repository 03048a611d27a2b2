"""An organizer's bookings at a private address."""

import pytest

from tests.builders import (
    DAY,
    JONAS,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    make_organizer,
    reread,
)
from tests.services.bookings.deeds import cancelling, move_to
from webapp.errors import NotFound
from webapp.models import Grant, Organizer
from webapp.services import bookings
from webapp.services.bookings import feeds


def test_it_has_times_and_titles_of_ones_own_and_nothing_else(maya: Organizer, maya_grant: Grant) -> None:
    booking = make_booking(make_configuration(maya_grant))
    jonas = make_organizer(JONAS, name="Jonas Weber")

    [entry] = feeds.read(feeds.renew(maya), now=NOW).entries

    assert (entry["starts_at"], entry["summary"], entry["uid"]) == (
        TOMORROW_AT_TEN,
        "Intro call",
        booking.ical_uid,
    )
    assert {entry[name] for name in ("description", "location", "url")} == {None}
    assert feeds.read(feeds.renew(jonas), now=NOW).entries == []


def test_what_is_cancelled_or_long_over_is_not_in_it(maya: Organizer, maya_grant: Grant) -> None:
    booking = make_booking(make_configuration(maya_grant))
    token = feeds.renew(maya)

    long_over = feeds.read(token, now=NOW + 60 * DAY).entries
    bookings.cancel(booking.id, cancelling(), now=NOW)

    assert long_over == []
    assert feeds.read(token, now=NOW).entries == []


def test_its_tag_changes_with_what_it_says(maya: Organizer, maya_grant: Grant) -> None:
    booking = make_booking(make_configuration(maya_grant))
    token = feeds.renew(maya)
    before = feeds.read(token, now=NOW).tag
    same = feeds.read(token, now=NOW + 1).tag

    bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + DAY), now=NOW)

    assert before == same != feeds.read(token, now=NOW).tag


def test_a_new_address_ends_the_old_one_and_revoking_ends_both(maya: Organizer) -> None:
    old, new = feeds.renew(maya), feeds.renew(maya)

    feeds.read(new, now=NOW)
    with pytest.raises(NotFound):
        feeds.read(old, now=NOW)
    feeds.revoke(maya)
    with pytest.raises(NotFound):
        feeds.read(new, now=NOW)


@pytest.mark.parametrize("token", ["", "x", "None"])
def test_what_is_no_token_opens_nothing(maya: Organizer, token: str) -> None:
    with pytest.raises(NotFound):
        feeds.read(token, now=NOW)


def test_the_token_is_stored_nowhere(maya: Organizer) -> None:
    token = feeds.renew(maya)

    assert token not in str(vars(reread(maya)))
