"""What a refusal carries, and what a log reads of it."""

from webapp.errors import DeliveryFailed, InvalidInput, NotAllowedNow, TimeslotUnavailable


def test_a_log_reads_code_and_values() -> None:
    assert (
        str(NotAllowedNow("booking.too_late_to_cancel", minutes=60))
        == "booking.too_late_to_cancel minutes=60"
    )


def test_a_log_reads_the_field_first() -> None:
    assert str(InvalidInput("text.too_long", field="guest.name", at_most=200)) == (
        "guest.name: text.too_long at_most=200"
    )


def test_a_lost_slot_tells_its_reasons_to_the_log_alone() -> None:
    lost = TimeslotUnavailable(("busy", "cap_reached"))

    assert str(lost) == "timeslot.unavailable busy cap_reached"
    assert lost.values == {}


def test_a_failed_delivery_tells_whether_another_try_can_help() -> None:
    assert [DeliveryFailed("timeout", retry=retry).retry for retry in (True, False)] == [True, False]
