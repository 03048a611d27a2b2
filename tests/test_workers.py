"""Workers in threads and processes of their own: each entry is delivered once, whoever is slow, dead or killed."""

import signal
import threading
from collections import Counter
from typing import Any

import pytest
from flask import Flask
from pytest_httpserver import HTTPServer

from tests.builders import make_booking, make_pending_configuration, make_webhook, reread
from tests.conftest import StoppedClock
from tests.mail_server import (
    MailServer,
)
from tests.promises import (
    attempts,
    entry,
    promise_mail,
    promise_webhook,
    uid,
    unsettled,
)
from tests.receivers import Receiver
from tests.waiting import HANG_SECONDS, wait_for
from tests.workers import running, worker_process
from webapp import outbox, worker
from webapp.delivery import webhook
from webapp.services import housekeeping
from webapp.worker import Worker

LONG_AGO = 1


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
        tried_meanwhile = [attempts(entry_id) for entry_id in slow_ids]
        go_on.set()
        for _ in slow_ids:
            slow.came.get(timeout=HANG_SECONDS)

    assert came == {uid(entry_id) for entry_id in quick_ids}
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


def test_a_worker_ends_requests_whose_time_has_come(app: Flask, clock: StoppedClock) -> None:
    booking = make_booking(make_pending_configuration())
    clock.at = booking.starts_at

    with running(app):
        wait_for(lambda: reread(booking).status == "cancelled", what=lambda: "the request still waits")


@pytest.mark.parametrize("each", [30, pytest.param(100, marks=pytest.mark.slow)])
def test_two_workers_send_each_entry_once(app: Flask, httpserver: HTTPServer, each: int) -> None:
    receiver = Receiver(httpserver, "/hook")
    stored = make_webhook(receiver.url)
    server = MailServer()
    webhook_ids = [promise_webhook(stored, due_at=LONG_AGO) for _ in range(each)]
    mail_ids = [promise_mail(to=f"guest{number}@example.com", due_at=LONG_AGO) for number in range(each)]

    with server.running() as port, worker_process(app, mail_port=port), worker_process(app, mail_port=port):
        for _ in webhook_ids:
            receiver.came.get(timeout=HANG_SECONDS)
        wait_for(lambda: unsettled() == 0, what=lambda: f"{unsettled()} are not settled")

    assert Counter(receiver.ids) == Counter(uid(entry_id) for entry_id in webhook_ids)
    assert Counter(server.recipients) == Counter(f"guest{number}@example.com" for number in range(each))
    assert all(len(attempts(entry_id)) == 1 for entry_id in [*webhook_ids, *mail_ids])


def test_what_a_killed_worker_had_claimed_is_delivered_after_the_lease(
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

    clock.at = max(entry(entry_id).lease_until or 0 for entry_id in ids)
    Worker(app).run(until_empty=True)

    assert all(attempts(entry_id) == [(2, "delivered", "answered 200")] for entry_id in ids)
    assert Counter(receiver.ids) == Counter(2 * [uid(entry_id) for entry_id in ids])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_stopped_finishes_its_delivery(
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
