"""Instructions of the availability endpoint compared with `/hello`, and of loading busy time compared with sqlite3.

    python -m bench.availability               prints both ratios (needs valgrind)
    python -m bench.availability --calls N     makes N x 20 calls of the endpoint, for instruction counting

In process, without a server: SQLite, 1000 events over 60 days, half-hour slots every 15 minutes, one participant, no
cache. The instrument is callgrind, as in `icount.py`; `/hello` is `bench/hello_app.py` on the same Flask.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench import workload

ROOT = Path(__file__).resolve().parent.parent
CALLS_PER_UNIT = 20
EVENTS = 1000
ORGANIZER = "bench@example.com"


def main(arguments: list[str]) -> None:
    """Run as a command."""
    counted = {
        "--calls": _call,
        "--hello": _call_hello,
        "--load": _load,
        "--load-raw": _load_raw,
    }
    if arguments:
        counted[arguments[0]](int(arguments[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BENCH_DATA"] = folder
        os.environ["BENCH_PAGE"] = f"configuration_id={seed(folder)}"
        cost = {mode: _instructions(mode) / 1e6 for mode in counted}
    print("M instructions per call")
    print(f"availability {cost['--calls']:7.2f}   /hello  {cost['--hello']:6.2f}", end="   ")
    print(f"ratio {cost['--calls'] / cost['--hello']:.1f}")
    print(f"busy spans   {cost['--load']:7.2f}   sqlite3 {cost['--load-raw']:6.2f}", end="   ")
    print(f"ratio {cost['--load'] / cost['--load-raw']:.2f}")


def seed(folder: str) -> str:
    """A data folder with one page, made through the services, and its busy time. Returns the page's id."""
    import flask_migrate

    from webapp.extensions import transaction
    from webapp.models import BusySpan
    from webapp.services import applications
    from webapp.services.calendars import calendars, grants
    from webapp.services.configurations import configurations

    app = application(folder)
    with app.app_context():
        flask_migrate.upgrade()
        grant = grants.create_virtual(
            applications.default(now=workload.FROM).id, ORGANIZER, now=workload.FROM
        )
        calendar = calendars.find(grant, "primary")
        page = configurations.create(grant, _document(), now=workload.FROM)
        with transaction() as session:
            for start, end in workload.wl(EVENTS, 1)["participants"][0]:
                session.add(BusySpan(calendar_id=calendar.id, starts_at=start, ends_at=end, exclusive=False))
        return page.id


def application(folder: str) -> Any:
    """The application on this data folder, its clock stopped at the workload's start."""
    from webapp import create_app
    from webapp.lib import clock

    clock.now = lambda: workload.FROM - 1  # the workload lies in 2027, within the page's horizon
    return create_app({"OPENSLOT_ENV": "test", "OPENSLOT_DATA": folder, "RATELIMIT_ENABLED": "false"})


def _document() -> dict[str, object]:
    hours = [{"days": [1, 2, 3, 4, 5], "start": "9:00", "end": "17:00"}]
    return {
        "slug": "bench",
        "participants": [
            {
                "email": ORGANIZER,
                "is_organizer": True,
                "availability": {"calendar_ids": ["primary"]},
                "booking": {"calendar_id": "primary"},
            }
        ],
        "availability": {
            "duration_minutes": 30,
            "interval_minutes": 15,
            "availability_rules": {"buffer": {"before": 5, "after": 5}, "default_open_hours": hours},
        },
        "event_booking": {"title": "Bench", "timezone": workload.NY},
        "scheduler": {"min_booking_notice": 0, "available_days_in_future": 365},
    }


def _call(units: int) -> None:
    url = f"/v3/scheduling/availability?{os.environ['BENCH_PAGE']}&start_time={workload.FROM}&end_time={workload.TO}"
    _make_calls(application(os.environ["BENCH_DATA"]), url, units)


def _call_hello(units: int) -> None:
    from bench.hello_app import app

    _make_calls(app, "/hello", units)


def _make_calls(app: Any, url: str, units: int) -> None:
    from werkzeug.test import create_environ

    statuses: list[str] = []
    for _ in range(CALLS_PER_UNIT * units):
        body = app.wsgi_app(create_environ(url), lambda status, headers, _=None: statuses.append(status[:3]))
        b"".join(body)
        body.close()
    if set(statuses) != {"200"}:
        raise SystemExit(f"unexpected answers: {set(statuses)}")


def _load(units: int) -> None:
    from sqlalchemy import select

    from webapp.extensions import db
    from webapp.models import Calendar
    from webapp.services.availability import facts

    with application(os.environ["BENCH_DATA"]).app_context():
        calendar_id = db.session.scalars(select(Calendar.id)).one()
        for _ in range(CALLS_PER_UNIT * units):
            spans = facts.spans(db.session(), [calendar_id], since=workload.FROM, until=workload.TO, now=0)
            if len(spans[calendar_id]) != EVENTS:
                raise SystemExit("not all spans were loaded")


def _load_raw(units: int) -> None:
    import sqlite3

    connection = sqlite3.connect(os.path.join(os.environ["BENCH_DATA"], "openslot.sqlite3"))
    (calendar_id,) = connection.execute("SELECT id FROM calendar").fetchone()
    for _ in range(CALLS_PER_UNIT * units):
        connection.execute(
            "SELECT starts_at, ends_at FROM busy_span WHERE calendar_id = ? AND ends_at > ? AND starts_at < ?",
            (calendar_id, workload.FROM, workload.TO),
        ).fetchall()
    connection.close()


def _instructions(mode: str) -> float:
    counts = [_counted(mode, units) for units in (1, 6)]
    return (counts[1] - counts[0]) / 5 / CALLS_PER_UNIT


def _counted(mode: str, units: int) -> int:
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", sys.executable]
    run = subprocess.run(
        [*command, "-m", "bench.availability", mode, str(units)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "0"},
    )
    collected = [line for line in run.stderr.splitlines() if "Collected :" in line]
    if run.returncode or not collected:
        raise SystemExit(run.stderr[-2000:])
    return int(collected[0].rpartition(":")[2])


if __name__ == "__main__":
    main(sys.argv[1:])
