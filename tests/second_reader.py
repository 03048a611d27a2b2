"""Another CalDAV client: the library `caldav`, run as a program in an environment of its own.

It brings a fork of urllib3 that would take the place of ours, so it cannot live beside the program.

    python second_reader.py URL USERNAME PASSWORD CALENDAR read     prints the events as JSON
    python second_reader.py URL USERNAME PASSWORD CALENDAR write    enters a weekly event
"""

import json
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import caldav

START = datetime(2027, 1, 4, 15, tzinfo=UTC)


def main(url: str, username: str, password: str, name: str, what: str) -> None:
    with caldav.DAVClient(url=url, username=username, password=password) as client:
        calendars = {
            str(each.url).rstrip("/").rpartition("/")[2]: each for each in client.principal().calendars()
        }
        calendar = calendars[name]
        if what == "write":
            calendar.save_event(
                dtstart=START,
                dtend=START + timedelta(hours=1),
                summary="Chöir",
                uid="written-by-the-other",
                rrule={"FREQ": "WEEKLY", "COUNT": 3},
            )
            return
        print(json.dumps([described(each.icalendar_component) for each in calendar.events()]))


def described(event: Any) -> dict[str, object]:
    """What another program understands of an event."""
    return {
        "uid": str(event["UID"]),
        "summary": str(event["SUMMARY"]),
        "start": int(event["DTSTART"].dt.timestamp()),
        "end": int(event["DTEND"].dt.timestamp()),
        "attendees": [str(event["ATTENDEE"])] if "ATTENDEE" in event else [],
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
