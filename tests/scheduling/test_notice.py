from tests.scheduling.documents import at, rules
from webapp.scheduling import earliest_start, horizon_end
from webapp.scheduling.notice import NOTICE_GRACE

NOW = at("2027-05-03 09:10")


def test_a_start_needs_the_notice() -> None:
    assert earliest_start(rules(scheduler={"min_booking_notice": 45}), now=NOW) == NOW + 45 * 60


def test_without_notice_a_start_is_still_in_the_future() -> None:
    assert earliest_start(rules(), now=NOW) == NOW + 1


def test_the_grace_shortens_the_notice_but_never_into_the_past() -> None:
    with_notice = rules(scheduler={"min_booking_notice": 45})

    assert earliest_start(with_notice, now=NOW, grace=NOTICE_GRACE) == NOW + 40 * 60
    assert earliest_start(rules(), now=NOW, grace=NOTICE_GRACE) == NOW + 1


def test_the_horizon_ends_with_the_last_day_in_the_rules_zone() -> None:
    assert horizon_end(rules(scheduler={"available_days_in_future": 0}), now=NOW) == at("2027-05-04 00:00")


def test_the_horizon_is_a_local_midnight_also_across_a_change() -> None:
    march = at("2027-03-27 12:00")

    assert horizon_end(rules(scheduler={"available_days_in_future": 1}), now=march) == at("2027-03-29 00:00")
