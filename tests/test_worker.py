"""The worker: everything promised arrives, once, in order, whoever is slow or dead."""

import itertools

import pytest
from flask import Flask
from pytest_httpserver import HTTPServer

from tests.builders import (
    DAY,
    NOW,
    make_configuration,
    make_event,
    make_grant,
    make_webhook,
    primary_calendar,
    timespan,
)
from tests.conftest import StoppedClock
from tests.mail_server import (
    MailServer,
    closed_mail_server,
    sending_to,
)
from tests.pictures import picture
from tests.promises import (
    attempts,
    claim,
    entry,
    promise_mail,
    promise_webhook,
    uid,
)
from tests.receivers import Receiver
from webapp import worker
from webapp.delivery.retries import WAITS
from webapp.extensions import db, transaction
from webapp.models import BusySpan, OutboxEntry, RateLimit, WorkerBeat
from webapp.models.outbox import MAIL, WEBHOOK
from webapp.services.configurations import logos
from webapp.worker import Worker


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


def test_a_logo_is_fetched_and_shown_from_our_own_address(
    app: Flask, clock: StoppedClock, httpserver: HTTPServer
) -> None:
    httpserver.expect_oneshot_request("/logo.png").respond_with_data(picture())
    page = make_configuration(appearance={"company_logo_url": httpserver.url_for("/logo.png")})

    Worker(app).run(until_empty=True)

    db.session.close()
    shown = app.test_client().get(logos.on_page(page) or "/nothing")
    assert (shown.status_code, shown.content_type) == (200, "image/png")


def test_a_logo_that_is_not_there_says_why(app: Flask, clock: StoppedClock, httpserver: HTTPServer) -> None:
    page = make_configuration(appearance={"company_logo_url": httpserver.url_for("/nothing.png")})

    Worker(app).run(until_empty=True)

    db.session.close()
    (state,) = logos.states(page)
    assert (state.failure, state.is_final, logos.on_page(page)) == ("answered 500", False, None)


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

    worker.deliver_and_record(claimed)

    assert attempts(entry_id) == []


def test_the_order_within_a_stream_survives_failures(
    app: Flask, clock: StoppedClock, httpserver: HTTPServer
) -> None:
    statuses = itertools.chain((503,), itertools.repeat(200))
    receiver = Receiver(httpserver, "/hook", lambda _: next(statuses))
    stored = make_webhook(receiver.url)
    first, second, third = (uid(promise_webhook(stored, stream="first")) for _ in range(3))

    Worker(app).run(until_empty=True)
    clock.advance(seconds=WAITS[WEBHOOK][0])
    Worker(app).run(until_empty=True)

    assert receiver.ids == [first, first, second, third]


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


def test_a_sweep_that_fails_keeps_no_other_from_its_turn(
    app: Flask, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_event(primary_calendar(make_grant()), timespan(NOW), recurrence=["RRULE:FREQ=WEEKLY"])
    before = db.session.scalar(db.select(db.func.max(BusySpan.ends_at)))
    clock.advance(days=21)
    monkeypatch.setattr(worker.archive, "tidy", lambda *, now: 1 // 0)
    running = Worker(app)

    with pytest.raises(ZeroDivisionError):
        running.run(once=True)
    running.run(once=True)

    db.session.close()
    assert db.session.scalar(db.select(db.func.max(BusySpan.ends_at))) == before + 21 * DAY
