"""What only one place may do: commit, ask for the time, make an address, write a promise."""

import re

import pytest

from tests.house import sources
from tests.house.calls import calls, keys_read, lockers, names_used, writers

PROGRAM = sources.program()
MODELS = {name for name in PROGRAM if sources.is_in(name, "webapp.models")}

COMMITS = {".commit", ".begin", "session.rollback"}


def test_only_the_transaction_commits() -> None:
    assert calls(PROGRAM, named=COMMITS, but_in=("webapp.extensions",)) == []


@pytest.mark.parametrize("source", ["session.commit()", "db.session.rollback()", "db.engine.begin()"])
def test_a_commit_elsewhere_is_found(source: str) -> None:
    assert calls({"webapp.models.bad": source}, named=COMMITS) != []


MAY_WRITE = ("webapp.extensions", "webapp.services", "webapp.worker", "webapp.cli", "webapp.rate_limits")


def test_only_services_the_worker_and_commands_write() -> None:
    assert calls(PROGRAM, named={"transaction"}, but_in=MAY_WRITE) == []


def test_a_transaction_elsewhere_is_found() -> None:
    planted = {
        "webapp.blueprints.api.bad": "with transaction() as session: pass",
        "webapp.delivery.bad": "from webapp.extensions import transaction as write\nwith write(): pass",
    }

    assert calls(planted, named={"transaction"}, but_in=MAY_WRITE) == [
        "webapp.blueprints.api.bad: transaction",
        "webapp.delivery.bad: transaction",
    ]


LOCKERS = {"webapp.services.locks", "webapp.outbox.claim"}


def test_rows_are_locked_in_one_place_and_claimed_in_another() -> None:
    assert {
        name for name in lockers(PROGRAM) if not any(sources.is_in(name, room) for room in LOCKERS)
    } == set()


@pytest.mark.parametrize(
    "source",
    ["select(Booking).with_for_update(key_share=True)", "session.get(Booking, 1, with_for_update=True)"],
)
def test_a_lock_taken_elsewhere_is_found(source: str) -> None:
    planted = {"webapp.services.bad": f"class Bad:\n    def hold(self):\n        return {source}"}

    assert lockers(planted) == {"webapp.services.bad.hold"}


ASKING_DOORS = ("webapp.blueprints", "webapp.health")
QUERIES = {"db", "select", ".execute", ".scalars", ".scalar"}


def queries(modules: sources.Sources) -> list[str]:
    doors = {
        name: source
        for name, source in modules.items()
        if any(sources.is_in(name, door) for door in ASKING_DOORS)
    }
    return names_used(doors, named=QUERIES)


def test_no_door_queries_the_database() -> None:
    assert queries(PROGRAM) == []


@pytest.mark.parametrize(
    "source",
    ["select(Booking)", "db.session.get(Booking, 1)", "g.session.scalars(mine)", "db.select(Booking)"],
)
def test_a_query_in_a_door_is_found(source: str) -> None:
    assert queries({"webapp.blueprints.public.bad": source}) != []
    assert queries({"webapp.services.good": source}) == []


TIME = {"time.time", "datetime.now", "datetime.utcnow", "date.today", "time.time_ns", "datetime.today"}


def test_only_one_module_reads_the_clock() -> None:
    assert calls(PROGRAM, named=TIME, but_in=("webapp.lib.clock",)) == []


@pytest.mark.parametrize(
    "source",
    [
        "now = datetime.now(UTC)",
        "now = time.time()",
        "datetime.date.today()",
        "from time import time\nnow = time()",
        "from datetime import datetime as moment\nnow = moment.now(UTC)",
        "import time as clock\nnow = clock.time()",
    ],
)
def test_a_look_at_another_clock_is_found(source: str) -> None:
    assert len(calls({"webapp.lib.bad": source}, named=TIME)) == 1


DOORS = (
    "webapp.blueprints",
    "webapp.worker",
    *("webapp.calendar_reader", "webapp.calendar_writer", "webapp.event_writer"),
    *("webapp.cli", "webapp.account_commands"),
    "webapp.health",
    "webapp.rate_limits",
    "webapp.request_source",
    "webapp.web_worker",
)


def test_only_doors_ask_that_module_for_the_time() -> None:
    assert calls(PROGRAM, named={"clock.now"}, but_in=DOORS) == []


def test_a_service_that_asks_the_clock_is_found() -> None:
    planted = {
        "webapp.services.bad": "at = clock.now()",
        "webapp.services.worse": "from webapp.lib.clock import now\nat = now()",
        "webapp.worker": "at = clock.now()",
    }

    assert calls(planted, named={"clock.now"}, but_in=DOORS) == [
        "webapp.services.bad: clock.now",
        "webapp.services.worse: clock.now",
    ]


HOSTS = {"request.host", "request.host_url", "request.url_root", "request.base_url", "request.url"}


def test_nothing_believes_the_host_header() -> None:
    assert names_used(PROGRAM, named=HOSTS, but_in=("webapp.lib.links",)) == []


def test_a_look_at_the_host_header_is_found() -> None:
    planted = {"webapp.services.bad": "address = request.host_url + 'x'"}

    assert names_used(planted, named=HOSTS) == ["webapp.services.bad: request.host_url"]


def external_links(modules: sources.Sources) -> list[str]:
    return [name for name, source in modules.items() if "_external=" in source and name != "webapp.lib.links"]


def test_absolute_addresses_are_made_in_one_place() -> None:
    assert external_links(PROGRAM) == []


def test_an_absolute_address_made_elsewhere_is_found() -> None:
    planted = {"webapp.services.bad": "url_for('public.page_show', slug='intro', _external=True)"}

    assert external_links(planted) == ["webapp.services.bad"]


ENTRIES = {"OutboxEntry", "Attempt", "WorkerBeat"}
PROMISES = {"webapp.outbox", "webapp.services.promises.archive"}


def test_only_the_outbox_writes_promises() -> None:
    assert writers(PROGRAM, of=ENTRIES) - MODELS == PROMISES


@pytest.mark.parametrize(
    "source",
    ["session.add(OutboxEntry(uid=1))", "insert(models.OutboxEntry)", "session.execute(delete(OutboxEntry))"],
)
def test_a_promise_written_elsewhere_is_found(source: str) -> None:
    planted = {"webapp.services.bad": source, "webapp.services.good": "select(OutboxEntry)"}

    assert writers(planted, of=ENTRIES) == {"webapp.services.bad"}


# Each takes the locks of the calendars first.
MARKS = {"webapp.services.bookings.marks", "webapp.services.calendars.spans"}


def test_busy_spans_are_written_for_bookings_in_one_place_and_for_events_in_another() -> None:
    assert writers(PROGRAM, of={"BusySpan"}) - MODELS == MARKS


def test_a_busy_span_written_elsewhere_is_found() -> None:
    planted = {**PROGRAM, "webapp.services.demo": "session.execute(update(BusySpan).values(ends_at=1))"}

    assert writers(planted, of={"BusySpan"}) - MODELS - MARKS == {"webapp.services.demo"}


# Where a wall clock is read or written. Everything else counts seconds: decision 0005.
OPENS_ZONES = {
    "webapp.display",
    "webapp.lib.ical.zones",
    "webapp.lib.recurrence",
    "webapp.lib.recurrence_spelling",
    "webapp.lib.zone_names",
    "webapp.scheduling.wall_clock",
    "webapp.services.demo",
}


def opening_zones(modules: sources.Sources) -> set[str]:
    return {found.split(":")[0] for found in calls(modules, named={"ZoneInfo", "zoneinfo.ZoneInfo"})}


def test_time_zones_are_opened_only_where_wall_clocks_matter() -> None:
    assert opening_zones(PROGRAM) == OPENS_ZONES


def test_a_zone_opened_elsewhere_is_found() -> None:
    planted = {"webapp.services.bad": "zone = ZoneInfo('UTC')", "webapp.lib.bad": "zoneinfo.ZoneInfo('UTC')"}

    assert opening_zones(planted) == set(planted)


# The engine has a reading of its own, two presenters return the document as it is, and calendars live beside the view.
READ_DOCUMENTS = (
    "webapp.blueprints.api.presenters.configurations",
    "webapp.blueprints.api.presenters.ui_settings",
    "webapp.models.configuration",
    "webapp.scheduling",
    "webapp.services.calendars.calendars",
    "webapp.services.configurations",
)


def test_values_of_a_configuration_are_read_through_its_view() -> None:
    assert keys_read(PROGRAM, of="document", but_in=READ_DOCUMENTS) == []


@pytest.mark.parametrize("source", ['page.document["name"]', 'document["name"]', 'page.document.get("name")'])
def test_a_value_read_by_its_key_is_found(source: str) -> None:
    planted = {"webapp.blueprints.public.bad": source}

    assert keys_read(planted, of="document", but_in=READ_DOCUMENTS) == ["webapp.blueprints.public.bad: 1"]


ENVIRONMENT = {"os.environ", "os.getenv"}
BELOW_CREATE_APP = {name: source for name, source in PROGRAM.items() if name != "webapp"}


def test_only_the_factory_of_the_application_reads_the_environment() -> None:
    assert names_used(BELOW_CREATE_APP, named=ENVIRONMENT) == []


def test_a_look_at_the_environment_is_found() -> None:
    planted = {"webapp.cli": "folder = os.environ['HOME']", "webapp.lib.bad": "os.getenv('HOME')"}

    assert names_used(planted, named=ENVIRONMENT) == ["webapp.cli: os.environ", "webapp.lib.bad: os.getenv"]


GUARD = "busy_span_no_overlap"


def naming_the_guard(modules: sources.Sources) -> list[str]:
    return [name for name, source in modules.items() if f'"{GUARD}"' in source]


def test_the_refusal_of_an_overlap_is_recognised_in_one_place() -> None:
    assert naming_the_guard(PROGRAM) == ["webapp.extensions"]


def test_a_second_place_that_recognises_it_is_found() -> None:
    planted = {"webapp.services.bad": f'return "{GUARD}" in str(problem)'}

    assert naming_the_guard(planted) == ["webapp.services.bad"]


def unspread(modules: sources.Sources) -> list[str]:
    """The modules that write an organizer's zone and do not bring it to the pages that follow it."""
    spreading = {found.partition(":")[0] for found in calls(modules, named={"hours_followed.spread"})}
    writing = {name for name in writers(modules, of={"Organizer"}) if "timezone" in modules[name]}
    writing |= {name for name in modules if re.search(r"\borganizer\.timezone\s*=[^=]", modules[name])}
    return sorted(writing - spreading - {"webapp.services.access.organizers"})  # no page follows a new one


def test_an_organizers_zone_is_written_only_where_it_is_spread() -> None:
    assert unspread(PROGRAM) == []


@pytest.mark.parametrize(
    "source",
    [
        "session.execute(update(Organizer).values(timezone=zone))",
        'session.execute(update(Organizer).values({"timezone": zone}))',
        "organizer.timezone = zone",
    ],
)
def test_a_zone_that_is_written_and_not_spread_is_found(source: str) -> None:
    assert unspread({"webapp.services.bad": source}) == ["webapp.services.bad"]
    assert unspread({"webapp.services.good": f"{source}\nhours_followed.spread(session, 1, now=2)"}) == []
