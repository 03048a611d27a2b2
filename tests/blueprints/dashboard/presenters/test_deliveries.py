from pathlib import Path

import pytest
from flask import Flask

from webapp import refusals
from webapp.blueprints.dashboard.presenters.deliveries import MAILS, OUTCOMES, STATES, delivery_rows
from webapp.models import Attempt, OutboxEntry
from webapp.services.promises.deliveries import Delivery

MAIL_TEMPLATES = Path(__file__).parents[4] / "templates" / "mail"


def delivery(
    *outcomes: str, kind: str = "mail", name: str = "guest_booked", detail: str = "", **marks: int
) -> Delivery:
    entry = OutboxEntry(kind=kind, name=name, destination="priya@example.com", due_at=100, **marks)
    tries = [
        Attempt(number=number, outcome=outcome, detail=detail, attempted_at=number)
        for number, outcome in enumerate(outcomes, start=1)
    ]
    return Delivery(entry=entry, attempts=tuple(tries))


def test_every_mail_has_a_name(app: Flask) -> None:
    folders = {folder.name for folder in MAIL_TEMPLATES.iterdir() if folder.is_dir()}

    assert set(MAILS) == folders


@pytest.mark.parametrize("outcome", list(OUTCOMES))
def test_every_outcome_of_a_try_has_a_word(app: Flask, outcome: str) -> None:
    row = delivery_rows([delivery(outcome)])[0]

    assert row.attempts[0]["outcome"]


@pytest.mark.parametrize(
    ("found", "state", "in_trouble"),
    [
        (delivery(), "Waiting", False),
        (delivery("postponed"), "Not delivered yet", True),
        (delivery("delivered", settled_at=9), "Delivered", False),
        (delivery("given_up", settled_at=9, given_up_at=9), "Given up", True),
        (delivery("delivered", detail="captured as 1.eml", settled_at=9), "Kept as a file", False),
        (delivery(withdrawn_at=9), "Withdrawn", False),
    ],
    ids=list(STATES),
)
def test_a_row_says_how_it_stands_and_opens_its_tries_when_they_failed(
    app: Flask, found: Delivery, state: str, in_trouble: bool
) -> None:
    row = delivery_rows([found])[0]

    assert (row.state, row.is_in_trouble) == (state, in_trouble)


def test_a_mail_in_a_file_is_nowhere_called_delivered(app: Flask) -> None:
    row = delivery_rows([delivery("delivered", detail="captured as 1.eml", settled_at=9)])[0]

    assert "Delivered" not in (row.state, row.attempts[0]["outcome"])


def test_the_next_try_is_shown_while_one_is_to_come(app: Flask) -> None:
    to_come = [delivery(), delivery("postponed")]
    done = [delivery("delivered", settled_at=9), delivery(withdrawn_at=9)]

    assert [row.due_at for row in delivery_rows(to_come + done)] == [100, 100, None, None]


def test_a_webhook_is_called_by_its_trigger(app: Flask) -> None:
    row = delivery_rows([delivery(kind="webhook", name="booking.created")])[0]

    assert (row.kind, row.heading) == ("Webhook", "booking.created")


def test_a_calendars_refusal_is_said_in_words(app: Flask) -> None:
    refused = delivery("given_up", kind="calendar", name="calendar_entry", detail="provider.refused")

    row = delivery_rows([refused])[0]

    assert (row.heading, row.kind) == ("Entry in the calendar", "Calendar")
    assert "lets us in no more" in row.attempts[0]["detail"]


@pytest.mark.parametrize("code", [code for code in refusals.SENTENCES if code.startswith("provider.")])
def test_every_refusal_of_a_calendar_has_a_sentence(app: Flask, code: str) -> None:
    row = delivery_rows([delivery("postponed", kind="calendar", name="calendar_entry", detail=code)])[0]

    assert row.attempts[0]["detail"] != code
