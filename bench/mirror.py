"""What a copy of a calendar elsewhere costs, beside what must be paid anyway.

    python -m bench.mirror

In process, on SQLite: the first copy of 10,000 events beside parsing the same file alone, a look with nothing new, and
the free times of a page that asks five copied calendars beside a page that asks five of our own with the same spans.
In a process each: the most memory that the first copy of 10,000 events takes beside that of 1,000, when they come page
by page, and when they come as one file.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from bench import availability, workload

EVENTS, CALENDARS, EVENTS_EACH = 10_000, 5, 1000
FEW_EVENTS, A_PAGE = 1000, 250
ROUNDS, LOOKS = 3, 200
HOUR, DAY = 3600, 86_400
NOW = workload.FROM


def main(arguments: list[str]) -> None:
    """Run as a command. With the name of a server and a number of events: print the memory that their copy takes."""
    if arguments:
        name, number = arguments
        _in_application(lambda _: _copy_of(SERVERS[name], int(number)))
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        return
    for measure in (_first_copy, _free_times):
        _in_application(measure)
    for name in SERVERS:
        few, many = (_memory(name, number) for number in (FEW_EVENTS, EVENTS))
        print(
            f"most memory, {name:<12} {FEW_EVENTS} events {few / 1024:6.1f} MB   {EVENTS} {many / 1024:6.1f} MB",
            end="   ",
        )
        print(f"ratio {many / few:.2f}")


def _in_application(measure: Callable[[Any], object]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = availability.application(folder)
        with app.app_context():
            measure(app)


def _memory(name: str, number: int) -> int:
    """The most that a process of its own has taken, in kB on Linux."""
    asked = [sys.executable, "-m", "bench.mirror", name, str(number)]
    told = subprocess.run(asked, check=True, stdout=subprocess.PIPE, text=True)
    return int(told.stdout.splitlines()[-1])


class Server:
    """A provider of iCalendar files in memory, which has nothing new after the first look."""

    first_calendar = "Calendar"
    proves_email = False

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files, self.requests = files, 0

    def connect(self, settings: Mapping[str, Any]) -> Any:
        from webapp.lib.external import Connected, ExternalCalendar

        calendars = tuple(ExternalCalendar(id=name, name=name, timezone="UTC") for name in self.files)
        return Connected(email=settings["email"], settings={}, secret={}, calendars=calendars)

    def changes(self, _access: Any, calendar_id: str, *, cursor: str | None, window: Any) -> Iterator[Any]:
        from webapp.lib import ical
        from webapp.lib.external import Changes

        self.requests += 1
        if cursor is not None:
            yield Changes(cursor=cursor)
            return
        events = ical.read(self.files[calendar_id], window=window, owner=None)
        yield Changes(events=tuple(events), is_whole=True, cursor="1")


class PagedServer(Server):
    """The same events page by page, as Google, Microsoft and CalDAV servers give them."""

    def changes(self, _access: Any, calendar_id: str, *, cursor: str | None, window: Any) -> Iterator[Any]:
        from webapp.lib import ical
        from webapp.lib.external import Changes

        head, *entries = self.files[calendar_id].split(b"BEGIN:VEVENT")
        for at in range(0, len(entries), A_PAGE):
            part = b"BEGIN:VEVENT".join((head, *entries[at : at + A_PAGE])).removesuffix(END) + END
            is_last = at + A_PAGE >= len(entries)
            events = ical.read(part, window=window, owner=None)
            yield Changes(events=tuple(events), is_whole=True, cursor="1" if is_last else None)


END = b"END:VCALENDAR\r\n"
SERVERS = {"page by page": PagedServer, "as one file": Server}


def _copy_of(kind: type[Server], number: int) -> None:
    import flask_migrate

    from webapp.services.calendars import mirroring

    flask_migrate.upgrade()
    grant = _connect(kind({"work": _file(number)}), "copied@example.com")
    mirroring.sync_account(grant.id, now=NOW)


def _first_copy(_app: Any) -> None:
    import flask_migrate

    from webapp.lib import ical
    from webapp.lib.external import Window
    from webapp.services.calendars import mirroring

    flask_migrate.upgrade()
    server = Server({"work": _file(EVENTS)})
    window = Window(since=NOW - 31 * DAY, until=NOW + 400 * DAY, timezone="UTC")
    parsing = _best(lambda _: ical.read(server.files["work"], window=window, owner=None))
    grants = [_connect(server, f"copy-{number}@example.com") for number in range(ROUNDS)]
    copying = _best(lambda number: mirroring.sync_account(grants[number].id, now=NOW))
    server.requests = 0
    looking = _best(lambda number: mirroring.sync_account(grants[number].id, now=NOW + 600))
    print(f"first copy of {EVENTS} events {copying:6.2f} s    parsing alone {parsing:6.2f} s", end="   ")
    print(f"ratio {copying / parsing:.2f}")
    print(f"a look with nothing new    {looking * 1000:6.2f} ms   requests {server.requests / ROUNDS:g}")


def _free_times(app: Any) -> None:
    import flask_migrate

    from webapp.services import applications
    from webapp.services.calendars import calendars, grants, mirroring

    flask_migrate.upgrade()
    server = Server({f"work-{number}": _file(EVENTS_EACH, minute=number) for number in range(CALENDARS)})
    copied = _connect(server, "copied@example.com")
    mirroring.sync_account(copied.id, now=NOW)
    own = grants.create_virtual(applications.default(now=NOW).id, "own@example.com", now=NOW)
    for number in range(1, CALENDARS):
        calendars.create(own, {"name": f"own {number}"}, now=NOW)
    ids = {grant.email: _calendar_ids(grant) for grant in (copied, own)}
    for copied_id, own_id in zip(ids[copied.email], ids[own.email], strict=True):
        _repeat_spans(copied_id, own_id)
    pages = [_page(grant, ids[grant.email]) for grant in (copied, own)]
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(LOOKS):
        for page_id, taken in zip(pages, times, strict=True):
            taken.append(_seconds(partial(_look, app, page_id)))
    elsewhere, here = (statistics.median(taken) * 1000 for taken in times)
    print(
        f"free times of {CALENDARS} copied calendars {elsewhere:6.2f} ms   of our own {here:6.2f} ms",
        end="   ",
    )
    print(f"ratio {elsewhere / here:.2f}")


def _file(number: int, *, minute: int = 0) -> bytes:
    """So many meetings of half an hour in a year, none of which overlap."""
    entries = []
    for at in range(number):
        starts_at = NOW + at * (365 * DAY // number) + minute * 60
        start, end = (
            time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(each)) for each in (starts_at, starts_at + HOUR // 2)
        )
        entries.append(
            f"BEGIN:VEVENT\r\nUID:{at}@bench\r\nDTSTAMP:{start}\r\nDTSTART:{start}\r\nDTEND:{end}\r\n"
            f"SUMMARY:Meeting {at}\r\nLOCATION:Room {at % 7}\r\nEND:VEVENT\r\n"
        )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:bench\r\n{''.join(entries)}END:VCALENDAR\r\n".encode()


def _connect(server: Server, email: str) -> Any:
    from webapp import providers
    from webapp.providers import builtin
    from webapp.services import applications
    from webapp.services.calendars import connecting

    known: Any = {"bench": server, builtin.KIND: builtin.PROVIDER}
    providers.registry = lambda: known  # type: ignore[assignment]  # no other kind is asked here
    return connecting.connect(applications.default(now=NOW).id, "bench", {"email": email}, now=NOW)


def _calendar_ids(grant: Any) -> list[str]:
    from webapp.services.calendars import calendars

    rows, _ = calendars.listing(grant, limit=CALENDARS)
    return [row.id for row in rows]


def _repeat_spans(copied_id: str, own_id: str) -> None:
    from sqlalchemy import insert, select

    from webapp.extensions import transaction
    from webapp.models import BusySpan

    with transaction() as session:
        spans = session.execute(
            select(BusySpan.starts_at, BusySpan.ends_at).where(BusySpan.calendar_id == copied_id)
        ).all()
        rows = [
            {"calendar_id": own_id, "starts_at": starts_at, "ends_at": ends_at, "exclusive": False}
            for starts_at, ends_at in spans
        ]
        session.execute(insert(BusySpan), rows)


def _page(grant: Any, calendar_ids: list[str]) -> str:
    from webapp.services.configurations import configurations

    document: dict[str, Any] = availability._document()
    document["slug"] = grant.email.partition("@")[0]
    document["participants"] = [
        {
            "email": grant.email,
            "is_organizer": True,
            "availability": {"calendar_ids": calendar_ids},
            "booking": {"calendar_id": calendar_ids[0]},
        }
    ]
    return configurations.create(grant, document, now=NOW).id


def _look(app: Any, page_id: str) -> None:
    from werkzeug.test import create_environ

    url = f"/v3/scheduling/availability?configuration_id={page_id}"
    statuses: list[str] = []
    body = app.wsgi_app(
        create_environ(f"{url}&start_time={workload.FROM}&end_time={workload.TO}"),
        lambda status, headers, _=None: statuses.append(status[:3]),
    )
    b"".join(body)
    body.close()
    if statuses != ["200"]:
        raise SystemExit(f"unexpected answer: {statuses}")


def _best(work: Callable[[int], object]) -> float:
    return min(_seconds(partial(work, number)) for number in range(ROUNDS))


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main(sys.argv[1:])
