"""One VEVENT: whether it takes time, what its owner answered, and what becomes of what is broken."""

import pytest

from tests.lib.ical.files import OWNER, busy, event, read, troubles

HOUR = ("DTSTART:20270104T080000Z", "DTEND:20270104T090000Z")
BUSY = ["0104T0800 0104T0900"]


@pytest.mark.parametrize(
    "line",
    [
        *("TRANSP:TRANSPARENT", "STATUS:CANCELLED", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"),
        *("X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE", f"ATTENDEE;PARTSTAT=DECLINED:mailto:{OWNER}"),
        f"ATTENDEE;PARTSTAT=declined:MAILTO:{OWNER.upper()}",
        f"ATTENDEE;PARTSTAT=DECLINED;EMAIL={OWNER}:urn:uuid:1",
    ],
)
def test_what_takes_no_time_is_free(line: str) -> None:
    assert busy(event(*HOUR, line)) == []


@pytest.mark.parametrize(
    "line",
    [
        *("TRANSP:OPAQUE", "STATUS:TENTATIVE", "X-MICROSOFT-CDO-BUSYSTATUS:OOF"),
        *("X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE", "ATTENDEE;PARTSTAT=DECLINED:mailto:eve@example.com"),
        *(f"ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:{OWNER}", "STATUS:NONSENSE"),
    ],
)
def test_what_takes_time_is_busy(line: str) -> None:
    assert busy(event(*HOUR, line)) == BUSY


@pytest.mark.parametrize(
    ("said", "answer"),
    [("ACCEPTED", "yes"), ("DECLINED", "no"), ("TENTATIVE", "maybe"), ("NEEDS-ACTION", None)],
)
def test_the_answer_of_the_owner_is_read(said: str, answer: str | None) -> None:
    (found,) = read(event(*HOUR, f"ATTENDEE;PARTSTAT={said}:mailto:{OWNER}"))

    assert found.answer == answer


@pytest.mark.parametrize(("said", "status"), [("TENTATIVE", "maybe"), ("CONFIRMED", "confirmed")])
def test_the_status_is_read(said: str, status: str) -> None:
    (found,) = read(event(*HOUR, f"STATUS:{said}"))

    assert found.occurrences[0].status == status


def test_an_end_before_the_start_is_an_hour_and_told() -> None:
    broken = event(HOUR[0], "DTEND:20270103T090000Z")

    assert (busy(broken), troubles(broken)) == (BUSY, ["unreadable"])


@pytest.mark.parametrize("end", ["DTEND:soon", "DURATION:long", 'DTEND;X="1:20270104T090000Z'])
def test_an_end_that_is_none_is_an_hour_and_told(end: str) -> None:
    broken = event(HOUR[0], end)

    assert (busy(broken), troubles(broken)) == (BUSY, ["unreadable"])


@pytest.mark.parametrize(
    "end", [(), ("DTEND;VALUE=DATE:20270104",), ("DTEND;VALUE=DATE:20270105",), ("DURATION:P1D",)]
)
def test_a_day_is_a_whole_day_of_the_calendars_zone(end: tuple[str, ...]) -> None:
    (found,) = read(event("DTSTART;VALUE=DATE:20270104", *end))

    assert found.occurrences[0].days == ("2027-01-04", "2027-01-05")
    assert busy(event("DTSTART;VALUE=DATE:20270104", *end)) == ["0103T2300 0104T2300"]


@pytest.mark.parametrize("start", [(), ("DTSTART:soon",), ('DTSTART;X="1:20270104T090000Z',)])
def test_an_event_of_which_nobody_knows_when_it_is_is_told(start: tuple[str, ...]) -> None:
    assert troubles(event(*start)) == ["unreadable"]


def test_a_reminder_without_a_length_takes_no_time() -> None:
    (found,) = read(event(HOUR[0]))

    assert [one.busy for one in found.occurrences] == [False]


def test_texts_are_cut_and_without_control_characters() -> None:
    (found,) = read(event(*HOUR, "SUMMARY:" + "a" * 5000, "LOCATION:Room\\, 7\x07", "DESCRIPTION:One\\ntwo"))

    assert found.occurrences[0].title == "a" * 1024
    assert found.occurrences[0].location == "Room, 7"
    assert found.occurrences[0].description == "One\ntwo"
