"""The worker: everything promised arrives, once, in order, whoever is slow or dead."""

import itertools
import os
import queue
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.builders import (
    DAY,
    NOW,
    make_event,
    make_grant,
    make_webhook,
    primary_calendar,
    timespan,
)
from tests.conftest import StoppedClock
from tests.mail_server import MailServer, sending_to
from tests.promises import attempts, claim, entry, promise_mail, promise_webhook
from tests.waiting import HANG_SECONDS, wait_for
from webapp import outbox, worker
from webapp.delivery import webhook
from webapp.delivery.retries import WAITS
from webapp.extensions import db, transaction
from webapp.models import BusySpan, OutboxEntry, RateLimit, WorkerBeat
from webapp.models.outbox import MAIL, WEBHOOK
from webapp.services import housekeeping
from webapp.worker import Worker

LONG_AGO = 1


class Receiver:
    """A webhook receiver. `ids` in order of arrival, also as a queue; `answer` decides each status."""

    def __init__(
        self, server: HTTPServer, path: str, answer: Callable[[Request], int] = lambda _: 200
    ) -> None:
        self.url = server.url_for(path)
        self.came: queue.Queue[str] = queue.Queue()
        self.ids: list[str] = []
        self._answer = answer
        server.expect_request(path, method="POST").respond_with_handler(self._receive)

    def _receive(self, request: Request) -> Response:
        self.ids.append(request.get_json()["id"])
        self.came.put(self.ids[-1])
        return Response(status=self._answer(request))


@pytest.fixture
def httpserver() -> Iterator[HTTPServer]:
    """Answers several requests at once, unlike the one of the plugin."""
    with HTTPServer(host="127.0.0.1", threaded=True) as server:
        yield server


def uid(entry_id: int) -> str:
    return entry(entry_id).uid


def test_mails_and_webhooks_are_delivered_and_settled(
    app: Flask, clock: StoppedClock, httpserver: HTTPServer
) -> None:
    receiver = Receiver(httpserver, "/hook")
    server = MailServer()
    mail_id, webhook_id = promise_mail(), promise_webhook(make_webhook(receiver.url))

    with server.running() as port, sending_to(port, app):
        Worker(app).run(until_empty=True)

    assert (len(server.received), receiver.ids) == (1, [uid(webhook_id)])
    assert attempts(mail_id) == [(1, "delivered", "accepted by the mail server")]
    assert attempts(webhook_id) == [(1, "delivered", "answered 200")]


def test_one_look_leaves_what_is_not_due(app: Flask, clock: StoppedClock) -> None:
    entry_id = promise_mail(due_at=NOW + 60)

    Worker(app).run(once=True)

    assert attempts(entry_id) == []


def test_a_failure_is_repeated_under_the_same_id_after_a_while(
    app: Flask, clock: StoppedClock, httpserver: HTTPServer
) -> None:
    statuses = iter((503, 503, 200))
    receiver = Receiver(httpserver, "/hook", lambda _: next(statuses))
    entry_id = promise_webhook(make_webhook(receiver.url))

    for wait in (0, *WAITS[WEBHOOK]):
        clock.advance(seconds=wait)
        Worker(app).run(until_empty=True)

    assert receiver.ids == [uid(entry_id)] * 3
    assert [outcome for _, outcome, _ in attempts(entry_id)] == ["postponed", "postponed", "delivered"]


def test_a_repeat_waits_its_time(app: Flask, clock: StoppedClock, httpserver: HTTPServer) -> None:
    receiver = Receiver(httpserver, "/hook", lambda _: 503)
    promise_webhook(make_webhook(receiver.url))
    Worker(app).run(until_empty=True)

    clock.advance(seconds=WAITS[WEBHOOK][0] - 1)
    Worker(app).run(until_empty=True)

    assert len(receiver.ids) == 1


@pytest.mark.parametrize("kind", [WEBHOOK, MAIL])
def test_after_the_last_repeat_an_entry_is_given_up(app: Flask, clock: StoppedClock, kind: str) -> None:
    with closed_mail_server(app):
        entry_id = promise_mail() if kind == MAIL else promise_webhook(make_webhook("http://127.0.0.1:1/"))
        for wait in (0, *WAITS[kind]):
            clock.advance(seconds=wait)
            Worker(app).run(until_empty=True)

    outcomes = [outcome for _, outcome, _ in attempts(entry_id)]
    assert outcomes == ["postponed"] * len(WAITS[kind]) + ["given_up"]
    assert entry(entry_id).given_up_at == clock.at


def test_a_refusal_for_good_is_given_up_at_once(
    app: Flask, clock: StoppedClock, httpserver: HTTPServer
) -> None:
    entry_id = promise_webhook(make_webhook(Receiver(httpserver, "/hook", lambda _: 400).url))

    Worker(app).run(until_empty=True)

    assert attempts(entry_id) == [(1, "given_up", "answered 400")]


def test_a_webhook_switched_off_meanwhile_is_withdrawn_with_the_reason(
    app: Flask, clock: StoppedClock
) -> None:
    entry_id = promise_webhook(make_webhook("https://hook.example.com/", status="pause"))

    Worker(app).run(until_empty=True)

    assert attempts(entry_id) == [(1, "withdrawn", "the webhook is on pause")]
    assert entry(entry_id).withdrawn_at == NOW


def test_an_entry_that_breaks_our_code_is_postponed_and_harms_no_other(
    app: Flask, clock: StoppedClock
) -> None:
    poison, sound = promise_mail(name="no_such_mail"), promise_mail()

    Worker(app).run(until_empty=True)

    ((_, outcome, detail),) = attempts(poison)
    assert (outcome, detail.split(":")[0]) == ("postponed", "TemplateNotFound")
    assert entry(sound).settled_at == NOW


def test_an_entry_that_kills_its_workers_is_given_up_in_the_end(app: Flask, clock: StoppedClock) -> None:
    entry_id = promise_mail()
    with transaction() as session:
        session.execute(db.update(OutboxEntry).values(attempts=100))

    Worker(app).run(until_empty=True)

    assert entry(entry_id).given_up_at == NOW


def test_what_was_withdrawn_after_the_claim_is_not_sent(app: Flask, clock: StoppedClock) -> None:
    entry_id = promise_mail()
    (claimed,) = claim()
    with transaction() as session:
        session.execute(db.update(OutboxEntry).values(settled_at=NOW, withdrawn_at=NOW))

    worker.keep(claimed)

    assert attempts(entry_id) == []


def test_the_order_within_a_stream_survives_failures(
    app: Flask, clock: StoppedClock, httpserver: HTTPServer
) -> None:
    statuses = itertools.chain((503,), itertools.repeat(200))
    receiver = Receiver(httpserver, "/hook", lambda _: next(statuses))
    stored = make_webhook(receiver.url)
    first, second, third = (uid(promise_webhook(stored, stream="one")) for _ in range(3))

    Worker(app).run(until_empty=True)
    clock.advance(seconds=WAITS[WEBHOOK][0])
    Worker(app).run(until_empty=True)

    assert receiver.ids == [first, first, second, third]


def test_a_slow_receiver_holds_up_nobody_else(
    app: Flask, clock: StoppedClock, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "TIMEOUT_SECONDS", HANG_SECONDS)  # so that waiting is all it does
    go_on = threading.Event()
    slow = Receiver(httpserver, "/slow", lambda _: 200 if go_on.wait(HANG_SECONDS) else 500)
    quick = Receiver(httpserver, "/quick")
    stored_slow, stored_quick = make_webhook(slow.url), make_webhook(quick.url)
    slow_ids = [promise_webhook(stored_slow) for _ in range(20)]
    quick_ids = [promise_webhook(stored_quick) for _ in range(20)]

    with running(app):
        came = {quick.came.get(timeout=HANG_SECONDS) for _ in quick_ids}
        tried_meanwhile = [attempts(one) for one in slow_ids]
        go_on.set()
        for _ in slow_ids:
            slow.came.get(timeout=HANG_SECONDS)

    assert came == {uid(one) for one in quick_ids}
    assert tried_meanwhile == [[]] * 20


def test_a_dead_receiver_holds_up_nobody_else(
    app: Flask, clock: StoppedClock, httpserver: HTTPServer
) -> None:
    receiver = Receiver(httpserver, "/hook")
    dead, alive = make_webhook("http://127.0.0.1:1/"), make_webhook(receiver.url)
    for _ in range(20):
        promise_webhook(dead)
    entry_id = promise_webhook(alive)

    Worker(app).run(until_empty=True)

    assert receiver.ids == [uid(entry_id)]


def test_a_database_away_for_a_moment_does_not_end_the_worker(
    app: Flask, clock: StoppedClock, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver = Receiver(httpserver, "/hook")
    promise_webhook(make_webhook(receiver.url))
    troubles = iter((True,))
    look = outbox.is_anything_due

    def flaky(*args: Any, **options: Any) -> bool:
        if next(troubles, False):
            raise OSError("the database is away")
        return look(*args, **options)

    monkeypatch.setattr(outbox, "is_anything_due", flaky)

    with running(app):
        assert receiver.came.get(timeout=HANG_SECONDS)


def test_a_sweep_that_fails_holds_up_no_delivery(
    app: Flask, clock: StoppedClock, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver = Receiver(httpserver, "/hook")
    promise_webhook(make_webhook(receiver.url))

    def fail(*_args: Any, **_options: Any) -> None:
        raise OSError("no room left")

    monkeypatch.setattr(housekeeping, "forget_expired", fail)

    with running(app):
        assert receiver.came.get(timeout=HANG_SECONDS)


def test_a_worker_shows_that_it_is_alive(app: Flask, clock: StoppedClock) -> None:
    Worker(app).run(once=True)

    assert db.session.scalars(db.select(WorkerBeat.beat_at)).all() == [NOW]


def test_a_worker_forgets_what_expired(app: Flask, clock: StoppedClock) -> None:
    with transaction() as session:
        session.add(RateLimit(key="old", hits=1, expires_at=NOW))

    Worker(app).run(once=True)

    assert db.session.scalars(db.select(RateLimit.key)).all() == []


def test_a_worker_moves_the_horizon_of_recurring_events_on(app: Flask, clock: StoppedClock) -> None:
    make_event(primary_calendar(make_grant()), timespan(NOW), recurrence=["RRULE:FREQ=WEEKLY"])
    before = db.session.scalar(db.select(db.func.max(BusySpan.ends_at)))
    clock.advance(days=21)

    Worker(app).run(once=True)

    db.session.close()
    assert db.session.scalar(db.select(db.func.max(BusySpan.ends_at))) == before + 21 * DAY


def test_two_workers_send_each_of_200_entries_once(app: Flask, httpserver: HTTPServer) -> None:
    receiver = Receiver(httpserver, "/hook")
    stored = make_webhook(receiver.url)
    server = MailServer()
    webhook_ids = [promise_webhook(stored, due_at=LONG_AGO) for _ in range(100)]
    mail_ids = [promise_mail(to=f"guest{number}@example.com", due_at=LONG_AGO) for number in range(100)]

    with server.running() as port, worker_process(app, mail_port=port), worker_process(app, mail_port=port):
        for _ in webhook_ids:
            receiver.came.get(timeout=HANG_SECONDS)
        wait_for(lambda: unsettled() == 0, what=lambda: f"{unsettled()} are not settled")

    assert Counter(receiver.ids) == Counter(uid(one) for one in webhook_ids)
    assert Counter(server.recipients) == Counter(f"guest{number}@example.com" for number in range(100))
    assert all(len(attempts(one)) == 1 for one in [*webhook_ids, *mail_ids])


def test_what_a_killed_worker_held_is_delivered_after_the_lease(
    app: Flask, clock: StoppedClock, httpserver: HTTPServer
) -> None:
    go_on = threading.Event()
    receiver = Receiver(httpserver, "/hook", lambda _: 200 if go_on.wait(HANG_SECONDS) else 500)
    stored = make_webhook(receiver.url)
    ids = [promise_webhook(stored, due_at=LONG_AGO) for _ in range(worker.PER_RECEIVER)]
    with worker_process(app) as process:
        for _ in ids:
            receiver.came.get(timeout=HANG_SECONDS)
        process.kill()
    go_on.set()

    clock.at = max(entry(one).lease_until or 0 for one in ids)
    Worker(app).run(until_empty=True)

    assert all(attempts(one) == [(2, "delivered", "answered 200")] for one in ids)
    assert Counter(receiver.ids) == Counter(2 * [uid(one) for one in ids])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_told_to_stop_lands_what_is_in_the_air(
    app: Flask, httpserver: HTTPServer, number: signal.Signals
) -> None:
    go_on = threading.Event()
    receiver = Receiver(httpserver, "/hook", lambda _: 200 if go_on.wait(HANG_SECONDS) else 500)
    entry_id = promise_webhook(make_webhook(receiver.url), due_at=LONG_AGO)

    with worker_process(app) as process:
        receiver.came.get(timeout=HANG_SECONDS)
        process.send_signal(number)
        go_on.set()
        code = process.wait(HANG_SECONDS)

    assert code == 0
    assert attempts(entry_id) == [(1, "delivered", "answered 200")]


@contextmanager
def running(app: Flask) -> Iterator[None]:
    """A worker in a thread of this process."""
    one = Worker(app)
    thread = threading.Thread(target=one.run)
    thread.start()
    try:
        yield
    finally:
        one.stop()
        thread.join()


@contextmanager
def closed_mail_server(app: Flask) -> Iterator[None]:
    with sending_to(1, app):
        yield


@contextmanager
def worker_process(app: Flask, *, mail_port: int = 1) -> Iterator[subprocess.Popen[bytes]]:
    """`flask worker` in a process of its own, on the database of this app, by the real clock."""
    environ = {
        "PATH": os.environ["PATH"],
        "OPENSLOT_ENV": "test",
        "OPENSLOT_DATA": str(app.config["OPENSLOT_DATA"]),
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "SECRET_KEY": app.config["SECRET_KEY"],
        "BASE_URL": app.config["BASE_URL"],
        "OPENSLOT_OUTBOUND_ALLOW": "127.0.0.0/8",
        "MAIL_SERVER": "127.0.0.1",
        "MAIL_PORT": str(mail_port),
    }
    command = (sys.executable, "-m", "flask", "--app", "webapp:create_app", "worker")
    with subprocess.Popen(command, env=environ) as process:
        try:
            yield process
        finally:
            process.terminate()


def unsettled() -> int:
    count = db.session.scalar(db.select(db.func.count()).where(OutboxEntry.settled_at.is_(None)))
    db.session.close()
    return count or 0
