"""What each page costs with few and with very many bookings of one organizer: `./run bench scale`.

    python -m bench.scale [MOST]     MOST bookings at last, 1,000,000 by default

On both databases: a full page of everything, then 10,000, then MOST, filled in by the database itself
(`bench/crowd.py`). Each answer is measured in process, by the same instruments as in `tests/test_scale.py`: steps of
the interpreters with SQLite, rows read with PostgreSQL, and beside them the median time, which belongs to this machine.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from bench import crowd
from tests import cost
from tests.builders import DAY, NOW
from tests.conftest import migrated_app
from tests.house.scene import Scene, ask, make_scene
from tests.pg import running_server
from webapp.extensions import db, transaction
from webapp.lib import clock
from webapp.models import Booking
from webapp.services import health

SIZES = (1000, 10_000)
MOST = 1_000_000
ROUNDS = 5
DAY_AHEAD = f"configuration_id=<configuration_id>&start_time={NOW + DAY}&end_time={NOW + 2 * DAY}"
PAGES = {
    "today": "/dashboard",
    "waiting": "/dashboard/bookings?kind=pending",
    "upcoming": "/dashboard/bookings?kind=upcoming",
    "past": "/dashboard/bookings?kind=past",
    "cancelled": "/dashboard/bookings?kind=cancelled",
    "search": "/dashboard/bookings?kind=upcoming&q=guest-00000002",
    "one booking": "/dashboard/bookings/<booking_id>",
    "deliveries": "/dashboard/deliveries",
    "explanation of a day": f"/v3/scheduling/availability/explain?{DAY_AHEAD}",
    "availability": f"/v3/scheduling/availability?{DAY_AHEAD}",
    "events": "/v3/grants/<grant>/events?calendar_id=primary",
    "events of a day": f"/v3/grants/<grant>/events?calendar_id=primary&start={NOW + DAY}&end={NOW + 2 * DAY}",
    "scheduling page": "/<slug>",
    "a guest's booking": "/bookings/<reference>",
    "metrics": "/metrics",
}


def main(arguments: list[str]) -> None:
    """Print a table for each database: pages down, sizes across."""
    clock.now = lambda: NOW
    sizes = (*SIZES, int(arguments[0]) if arguments else MOST)
    for kind, application in (("SQLite, 1000 steps", _sqlite), ("PostgreSQL, rows read", _postgres)):
        with application() as app, app.app_context():
            scene, filled, found = make_scene(app), 0, []
            for size in sizes:
                _fill(scene, more=size - filled, after=filled)
                filled = size
                found.append({name: _measured(scene, address) for name, address in PAGES.items()})
            db.session.remove()
            db.engine.dispose()
        print(f"{kind:<24}" + "".join(f"{size:>22,}" for size in sizes))
        for name in PAGES:
            print(f"{name:<24}" + "".join(f"{amount:>12,} {ms:>6.1f} ms" for amount, ms in _row(found, name)))


def _row(found: list[dict[str, tuple[int, float]]], name: str) -> list[tuple[int, float]]:
    return [of_size[name] for of_size in found]


def _fill(scene: Scene, *, more: int, after: int) -> None:
    with transaction() as session:
        template = session.get_one(Booking, scene.parts["booking_id"])
        crowd.fill(session, template, many=more, after=after, now=NOW)
    health.count(now=NOW + after)
    cost.settle()


def _measured(scene: Scene, address: str) -> tuple[int, float]:
    """Thousands of steps or rows read, and milliseconds."""
    path, browser = scene.address("", address), scene.browser()
    headers = scene.callers["a program"] if path.startswith("/v3") else {}

    def open_page() -> None:
        answer = ask(browser, "GET", path, headers=headers)
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status}")

    open_page()
    ms = statistics.median(_ms(open_page) for _ in range(ROUNDS))
    if db.engine.dialect.name == "sqlite":
        return cost.steps(open_page) // 1000, ms
    return sum(map(cost.rows_read, cost.plans(open_page))), ms


def _ms(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return (time.perf_counter() - before) * 1000


@contextmanager
def _sqlite() -> Iterator[Flask]:
    with tempfile.TemporaryDirectory() as folder:
        yield migrated_app(Path(folder), database_url=f"sqlite:///{folder}/bench.sqlite3")


@contextmanager
def _postgres() -> Iterator[Flask]:
    with tempfile.TemporaryDirectory() as folder, running_server() as server:
        yield migrated_app(Path(folder), database_url=server.url)


if __name__ == "__main__":
    main(sys.argv[1:])
