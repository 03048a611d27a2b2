"""Files as components, however untidy their lines are."""

import pytest

from tests.lib.ical.files import busy, calendar, event, troubles
from webapp.errors import ProviderError
from webapp.lib.ical import lines

TIMES = ("DTSTART:20270104T080000Z", "DTEND:20270104T090000Z")
TIDY = calendar(event(*TIMES))


def summary(raw: bytes) -> str:
    return lines.calendars(raw)[0].parts[0].value("SUMMARY")


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\r\n", b"\r\n\r\n"])
def test_lines_may_end_in_any_way(end: bytes) -> None:
    (read,) = lines.calendars(TIDY.replace(b"\r\n", end))

    assert read.parts[0].value("DTSTART") == "20270104T080000Z"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_letters_are_read_in_the_usual_encodings(encoding: str) -> None:
    assert summary(calendar(event("SUMMARY:Grüße")).decode().encode(encoding)) == "Grüße"


def test_a_folded_line_is_one() -> None:
    assert summary(calendar(event("SUMMARY:Lon\r\n g title"))) == "Long title"


def test_a_line_that_was_not_folded_breaks_nothing() -> None:
    assert busy(event("DESCRIPTION:First", "second line, without a space", *TIMES)) == ["0104T0800 0104T0900"]


def test_names_and_parameters_may_have_any_case() -> None:
    component = lines.calendars(calendar(event('dtstart;tzid="W. Europe":20270104T080000')))[0].parts[0]

    assert component.line("DTSTART") == lines.Line({"TZID": "W. Europe"}, "20270104T080000")


@pytest.mark.parametrize("page", [b"", b"<!DOCTYPE html><p>BEGIN:VCALENDAR", b"Not found", b'{"error": 404}'])
def test_what_is_no_calendar_is_told(page: bytes) -> None:
    with pytest.raises(ProviderError, match=r"provider\.no_calendar"):
        lines.calendars(page)


def test_a_file_that_stops_before_its_end_is_refused_for_its_rest_would_look_free() -> None:
    with pytest.raises(ProviderError, match=r"provider\.unreadable"):
        lines.calendars(TIDY.removesuffix(b"END:VCALENDAR\r\n"))


def test_an_event_without_an_end_of_its_own_counts_and_is_told() -> None:
    unclosed = event(*TIMES).removesuffix("\r\nEND:VEVENT")

    assert troubles(unclosed, event("UID:2", *TIMES)) == ["unreadable", None]


def test_what_stands_in_an_alarm_is_not_taken_for_the_event() -> None:
    alarm = ("BEGIN:VALARM", "DESCRIPTION:x", "DURATION:PT9H", "END:VALARM")

    assert busy(event(TIMES[0], "DURATION:PT1H", *alarm)) == ["0104T0800 0104T0900"]


def test_a_file_that_is_too_long_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "BYTES_AT_MOST", len(TIDY) - 1)

    with pytest.raises(ProviderError, match=r"provider\.too_large"):
        lines.calendars(TIDY)


def test_a_file_with_too_many_parts_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "COMPONENTS_AT_MOST", 2)

    with pytest.raises(ProviderError, match=r"provider\.too_large"):
        lines.calendars(calendar(event(*TIMES), event(*TIMES)))


def test_parts_within_parts_end_somewhere() -> None:
    with pytest.raises(ProviderError, match=r"provider\.unreadable"):
        lines.calendars(b"BEGIN:VCALENDAR\n" + b"BEGIN:X-BOX\n" * 1000)
