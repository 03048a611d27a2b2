"""One message of a booking: its words as they were sent, and sending it once more."""

import json

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp import refusals
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.bookings import booking_to_decide
from webapp.blueprints.dashboard.presenters.deliveries import delivery_rows
from webapp.delivery.rendering import Rendered, render
from webapp.errors import NotAllowedNow
from webapp.lib import clock
from webapp.lib.text_form import TextForm
from webapp.models import Booking
from webapp.models.outbox import MAIL
from webapp.services.promises import deliveries, messages
from webapp.services.promises.messages import Message
from webapp.words import gettext


@blueprint.get("/dashboard/bookings/<booking_id>/messages/<int:message_id>")
def booking_message_show(booking_id: str, message_id: int) -> ResponseReturnValue:
    booking = booking_to_decide(booking_id)
    return _page(booking, messages.find(booking, message_id, now=clock.now()))


@blueprint.post("/dashboard/bookings/<booking_id>/messages/<int:message_id>/again")
def booking_message_create(booking_id: str, message_id: int) -> ResponseReturnValue:
    booking = booking_to_decide(booking_id)
    try:
        messages.send_again(booking, message_id, now=clock.now())
    except NotAllowedNow as refusal:
        again = messages.find(booking, message_id, now=clock.now())
        return _page(booking, again, problem=refusals.for_person(refusal), status=409)
    flash(gettext("It is sent again."), "success")
    return redirect(url_for("dashboard.booking_show", booking_id=booking.id), 303)


def form_again(booking_id: str, message_id: int, *, problem: str) -> ResponseReturnValue:
    """The message with its button, when the form's token ran out."""
    booking = booking_to_decide(booking_id)
    return _page(booking, messages.find(booking, message_id, now=clock.now()), problem=problem, status=400)


def _page(booking: Booking, message: Message, *, problem: str = "", status: int = 200) -> ResponseReturnValue:
    said, payload = _said(message), message.payload
    shown = render_template(
        "dashboard/bookings/message.html",
        booking=booking,
        message=message,
        row=delivery_rows([deliveries.of_entry(message.entry)])[0],
        subject=said.subject if said else "",
        text=said.text if said else "" if payload is None else json.dumps(payload["object"], indent=2),
        has_event=bool(said and payload and payload["ics"]),
        refusal=message.refusal and refusals.for_person(message.refusal),
        problem=problem,
        form=TextForm(),
    )
    return shown, status


def _said(message: Message) -> Rendered | None:
    if message.entry.kind != MAIL or message.payload is None:
        return None
    return render(message.entry.name, message.payload)
