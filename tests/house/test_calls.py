"""What only one place may do: commit, ask for the time, make an address, write a promise."""

import pytest

from tests.house import sources
from tests.house.calls import calls, names_used

PROGRAM = sources.program()

COMMITS = {".commit", "session.rollback"}


def test_only_the_transaction_commits() -> None:
    assert calls(PROGRAM, named=COMMITS, but_in=("webapp.extensions",)) == []


@pytest.mark.parametrize("source", ["session.commit()", "db.session.rollback()"])
def test_a_commit_elsewhere_is_found(source: str) -> None:
    assert calls({"webapp.models.bad": source}, named=COMMITS) != []


MAY_WRITE = ("webapp.extensions", "webapp.services", "webapp.worker", "webapp.cli", "webapp.rate_limits")


def test_only_services_worker_and_cli_write() -> None:
    assert calls(PROGRAM, named={"transaction"}, but_in=MAY_WRITE) == []


def test_a_transaction_elsewhere_is_found() -> None:
    planted = {"webapp.blueprints.api.bad": "with transaction() as session: pass"}

    assert calls(planted, named={"transaction"}, but_in=MAY_WRITE) == [
        "webapp.blueprints.api.bad: transaction"
    ]


TIME = {"time.time", "datetime.now", "datetime.utcnow", "date.today", "time.time_ns", "datetime.today"}


def test_only_the_clock_asks_for_the_time() -> None:
    assert calls(PROGRAM, named=TIME, but_in=("webapp.lib.clock",)) == []


@pytest.mark.parametrize("source", ["now = datetime.now(UTC)", "now = time.time()", "datetime.date.today()"])
def test_a_look_at_another_clock_is_found(source: str) -> None:
    assert len(calls({"webapp.lib.bad": source}, named=TIME)) == 1


DOORS = ("webapp.blueprints", "webapp.worker", "webapp.cli", "webapp.health", "webapp.rate_limits")


def test_only_doors_ask_the_clock() -> None:
    assert calls(PROGRAM, named={"clock.now"}, but_in=DOORS) == []


def test_a_service_that_asks_the_clock_is_found() -> None:
    planted = {"webapp.services.bad": "at = clock.now()", "webapp.worker": "at = clock.now()"}

    assert calls(planted, named={"clock.now"}, but_in=DOORS) == ["webapp.services.bad: clock.now"]


HOSTS = {"request.host", "request.host_url", "request.url_root", "request.base_url", "request.url"}


def test_nothing_believes_the_host_header() -> None:
    assert names_used(PROGRAM, named=HOSTS, but_in=("webapp.lib.links",)) == []


def test_a_look_at_the_host_header_is_found() -> None:
    planted = {"webapp.services.bad": "address = request.host_url + 'x'"}

    assert names_used(planted, named=HOSTS) == ["webapp.services.bad: request.host_url"]


def external_links(modules: sources.Sources) -> list[str]:
    return [name for name, source in modules.items() if "_external" in source and name != "webapp.lib.links"]


def test_only_links_makes_absolute_addresses() -> None:
    assert external_links(PROGRAM) == []


def test_an_absolute_address_made_elsewhere_is_found() -> None:
    planted = {"webapp.services.bad": "url_for('public.page_show', slug='intro', _external=True)"}

    assert external_links(planted) == ["webapp.services.bad"]


WRITERS = {"OutboxEntry", "Attempt", "WorkerBeat"}


def test_only_the_outbox_writes_entries() -> None:
    assert calls(PROGRAM, named=WRITERS, but_in=("webapp.outbox", "webapp.models")) == []


def test_an_entry_written_elsewhere_is_found() -> None:
    planted = {"webapp.services.bad": "session.add(OutboxEntry(uid=1))"}

    assert calls(planted, named=WRITERS) == ["webapp.services.bad: OutboxEntry"]
