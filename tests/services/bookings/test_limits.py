"""The judgements of counts: what is still allowed, what no more, and for how long."""

import pytest

from config import Limits
from tests.builders import NOW
from webapp.errors import TooMany
from webapp.rate_limits import Count
from webapp.services.bookings import limits
from webapp.services.bookings.limits import Live

NONE, THREE = Live(number=0, first_ends_at=None), Live(number=3, first_ends_at=NOW + 90)
ONE_LESS = Live(number=2, first_ends_at=NOW + 90)
OF_THREE = Limits(
    bookings_per_address=3, bookings_per_visitor=3, changes_per_booking=3, mails_per_recipient=3
)


def test_the_third_of_three_bookings_is_allowed() -> None:
    limits.check_bookings(of_address=ONE_LESS, of_visitor=ONE_LESS, limits=OF_THREE, now=NOW)


@pytest.mark.parametrize(
    ("of_address", "of_visitor", "code"),
    [
        (THREE, NONE, "bookings.too_many_of_address"),
        (NONE, THREE, "bookings.too_many_of_visitor"),
    ],
)
def test_a_fourth_has_to_wait_until_the_first_is_over(of_address: Live, of_visitor: Live, code: str) -> None:
    with pytest.raises(TooMany) as refused:
        limits.check_bookings(of_address=of_address, of_visitor=of_visitor, limits=OF_THREE, now=NOW)

    assert (refused.value.code, refused.value.values) == (code, {"at_most": 3, "seconds": 90})


def test_a_booking_is_changed_three_times_and_no_waiting_allows_a_fourth() -> None:
    limits.check_changes(2, limits=OF_THREE)

    with pytest.raises(TooMany) as refused:
        limits.check_changes(3, limits=OF_THREE)

    assert refused.value.values == {"at_most": 3}


def test_addresses_are_counted_with_those_of_the_request() -> None:
    limits.check_addresses(Count(3, NOW + 60), at_most=3, now=NOW)

    with pytest.raises(TooMany) as refused:
        limits.check_addresses(Count(4, NOW + 60), at_most=3, now=NOW)

    assert refused.value.values == {"seconds": 60}


def test_mails_wait_for_the_last_recipient_who_has_had_enough() -> None:
    limits.check_mails([Count(3, NOW + 60)], limits=OF_THREE, now=NOW)

    with pytest.raises(TooMany) as refused:
        limits.check_mails(
            [Count(4, NOW + 60), Count(4, NOW + 80), Count(1, NOW + 99)], limits=OF_THREE, now=NOW
        )

    assert refused.value.values == {"seconds": 80}


def test_nobody_waits_for_less_than_a_second() -> None:
    with pytest.raises(TooMany) as refused:
        limits.check_mails([Count(4, NOW)], limits=OF_THREE, now=NOW)

    assert refused.value.values == {"seconds": 1}
