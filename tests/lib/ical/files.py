"""Small iCalendar files, and what is read of them in the year 2027 by the clock of Berlin."""

from datetime import UTC, datetime

from webapp.lib import ical
from webapp.lib.external import ExternalEvent, Window

OWNER = "ada@example.com"
YEAR = Window(
    since=int(datetime(2027, 1, 1, tzinfo=UTC).timestamp()),
    until=int(datetime(2028, 1, 1, tzinfo=UTC).timestamp()),
    timezone="Europe/Berlin",
)


def event(*lines: str) -> str:
    """A VEVENT with a UID, unless the lines give another one."""
    uid = () if any(line.startswith("UID") for line in lines) else ("UID:1",)
    return "\r\n".join(("BEGIN:VEVENT", *uid, *lines, "END:VEVENT"))


def calendar(*components: str, head: tuple[str, ...] = ()) -> bytes:
    """A VCALENDAR of these components."""
    return "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *head, *components, "END:VCALENDAR", "")).encode()


def read(*components: str, head: tuple[str, ...] = (), window: Window = YEAR) -> list[ExternalEvent]:
    """What is read of a VCALENDAR of these components."""
    return ical.read(calendar(*components, head=head), window=window, owner=OWNER)


def busy(*components: str, head: tuple[str, ...] = ()) -> list[str]:
    """Busy times in UTC, such as `0104T0800 0104T0900`, in order."""
    times = [at for found in read(*components, head=head) for at in found.occurrences if at.busy]
    return [f"{utc(at.starts_at)} {utc(at.ends_at)}" for at in sorted(times, key=lambda at: at.starts_at)]


def troubles(*components: str) -> list[str | None]:
    """Why each event could not be read as it stands."""
    return [found.trouble for found in read(*components)]


def utc(instant: int) -> str:
    """Month, day, hour and minute in UTC."""
    return f"{datetime.fromtimestamp(instant, UTC):%m%dT%H%M}"


def zone(tzid: str, *lines: str) -> str:
    """A VTIMEZONE of Central European times, with more lines of its own."""
    standard = ("DTSTART:16010101T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100")
    daylight = ("DTSTART:16010101T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200")
    return "\r\n".join(
        (
            *("BEGIN:VTIMEZONE", f"TZID:{tzid}", *lines),
            *("BEGIN:STANDARD", *standard, "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD"),
            *("BEGIN:DAYLIGHT", *daylight, "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT"),
            "END:VTIMEZONE",
        )
    )
