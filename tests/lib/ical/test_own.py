"""What of a file is written anew when somebody changes its event."""

import pytest

from webapp.errors import ProviderError
from webapp.lib.external import OwnEvent
from webapp.lib.ical import change

LUNCH = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//somebody//EN
BEGIN:VEVENT
UID:lunch
DTSTAMP:20270101T000000Z
DTSTART:20270104T110000Z
DURATION:PT1H
SUMMARY:Lunch
ATTENDEE;CN=Maya:mailto:maya@example.com
X-COLOR:green
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT10M
DESCRIPTION:Go
END:VALARM
{more}END:VEVENT
END:VCALENDAR
"""


def changed(event: OwnEvent, *, more: str = "") -> list[str]:
    text = change(LUNCH.format(more=more).replace("\n", "\r\n").encode(), event, stamp=0)
    return text.decode().replace("\r\n ", "").split("\r\n")


def test_what_is_not_said_stays() -> None:
    lines = changed(OwnEvent(id="", title="Dinner"))

    assert "SUMMARY:Dinner" in lines
    assert {"DURATION:PT1H", "X-COLOR:green", "TRIGGER:-PT10M", "DTSTART:20270104T110000Z"} <= {*lines}
    assert "ATTENDEE;CN=Maya:mailto:maya@example.com" in lines


def test_a_new_time_takes_the_place_of_a_length() -> None:
    lines = changed(OwnEvent(id="", span=(0, 3600)))

    assert {"DTSTART:19700101T000000Z", "DTEND:19700101T010000Z", "SEQUENCE:1"} <= {*lines}
    assert "DURATION:PT1H" not in lines


@pytest.mark.parametrize("more", ["RRULE:FREQ=DAILY\n", "RDATE:20270105T110000Z\n"])
def test_what_comes_again_is_left_alone(more: str) -> None:
    with pytest.raises(ProviderError, match="provider.series_there"):
        changed(OwnEvent(id="", title="Dinner"), more=more)


def test_what_is_no_calendar_is_left_alone() -> None:
    with pytest.raises(ProviderError, match="provider.unreadable"):
        change(b"<html>", OwnEvent(id="", title="Dinner"), stamp=0)
