from tests.scheduling.documents import ANN, BEN, CAT, at, rules
from webapp.scheduling import Rules, is_open, offer
from webapp.scheduling.notice import NOTICE_GRACE

NINE = at("2027-05-03 09:00")
HALF_PAST = NINE + 1800
EARLIER = NINE - 86_400


def team(method: str = "max-availability") -> Rules:
    return rules(emails=(ANN, BEN, CAT), rules={"availability_method": method})


def test_a_free_slot_is_taken_by_all_in_collective() -> None:
    verdict = is_open(
        rules(emails=(ANN, BEN)), {}, start=NINE, end=HALF_PAST, now=EARLIER, participants=[BEN]
    )

    assert (verdict.open, verdict.participants) == (True, (ANN, BEN))


def test_the_end_must_be_the_start_and_the_duration() -> None:
    verdict = is_open(rules(), {}, start=NINE, end=HALF_PAST + 60, now=EARLIER)

    assert [reason.code for reason in verdict.reasons] == ["wrong_duration"]


def test_a_time_between_two_steps_is_not_on_the_grid() -> None:
    verdict = is_open(rules(), {}, start=NINE + 60, end=HALF_PAST + 60, now=EARLIER)

    assert [reason.code for reason in verdict.reasons] == ["not_on_grid"]


def test_what_was_offered_can_be_booked_five_minutes_later() -> None:
    given = rules(scheduler={"min_booking_notice": 60})
    later = NINE - 3600 + NOTICE_GRACE

    assert offer(given, {}, start=NINE, end=NINE + 1, now=later).starts == []
    assert is_open(given, {}, start=NINE, end=HALF_PAST, now=later).open


def test_after_the_grace_the_notice_holds() -> None:
    given = rules(scheduler={"min_booking_notice": 60})

    verdict = is_open(given, {}, start=NINE, end=HALF_PAST, now=NINE - 3600 + NOTICE_GRACE + 1)

    assert [reason.code for reason in verdict.reasons] == ["before_notice"]


def test_the_grace_never_opens_the_past() -> None:
    verdict = is_open(rules(), {}, start=NINE, end=HALF_PAST, now=NINE)

    assert [reason.code for reason in verdict.reasons] == ["past"]


def test_without_a_name_the_first_of_the_queue_who_is_free_takes_it() -> None:
    busy = {CAT: [(NINE, NINE + 1)]}

    verdict = is_open(team(), busy, start=NINE, end=HALF_PAST, now=EARLIER, queue=(CAT, BEN, ANN))

    assert verdict.participants == (BEN,)


def test_a_named_participant_takes_it_whatever_the_queue_says() -> None:
    verdict = is_open(
        team("max-fairness"),
        {},
        start=NINE,
        end=HALF_PAST,
        now=EARLIER,
        queue=(CAT, BEN, ANN),
        participants=["Ann@Example.com"],
    )

    assert verdict.participants == (ANN,)


def test_a_named_participant_who_is_busy_is_refused_although_others_are_free() -> None:
    verdict = is_open(
        team(), {ANN: [(NINE, NINE + 1)]}, start=NINE, end=HALF_PAST, now=EARLIER, participants=[ANN]
    )

    assert [(reason.code, reason.email) for reason in verdict.reasons] == [("busy", ANN)]


def test_a_stranger_cannot_be_named() -> None:
    verdict = is_open(team(), {}, start=NINE, end=HALF_PAST, now=EARLIER, participants=["x@example.com"])

    assert [reason.code for reason in verdict.reasons] == ["unknown_participant"]


def test_no_name_reaches_further_down_the_queue_than_fairness_offers() -> None:
    busy = {ANN: [(NINE, HALF_PAST)], BEN: [(NINE, HALF_PAST)]}

    verdict = is_open(team("max-fairness"), busy, start=NINE, end=HALF_PAST, now=EARLIER)

    assert verdict.participants == (CAT,)
