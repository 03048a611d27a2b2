"""The organizer's bookings: what waits for an answer, what comes, what was, and each with all its details."""

from pathlib import Path
from typing import Any

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.dashboard.access import decider, organizer
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.forms import ReasonForm
from webapp.blueprints.dashboard.presenters.bookings import AgendaDay, Card, additional_answers, agenda, card
from webapp.blueprints.dashboard.presenters.day_lines import day_line
from webapp.blueprints.dashboard.presenters.deliveries import delivery_rows
from webapp.blueprints.dashboard.presenters.history import timeline
from webapp.lib import clock
from webapp.lib.counting import Count
from webapp.lib.text_form import TextForm
from webapp.models import Booking
from webapp.services.access import first_steps
from webapp.services.bookings import lists, notes
from webapp.services.promises import deliveries, links

UPCOMING_ON_FIRST_PAGE = 10

blueprint.add_app_template_global(day_line)


@blueprint.get("/")
def root() -> ResponseReturnValue:
    """The bare address is nobody's scheduling page: whoever types it is the organizer."""
    return redirect(url_for("dashboard.index"), 302)


@blueprint.get("/dashboard")
def index() -> ResponseReturnValue:
    pending = listed("pending")
    return render_template(
        "dashboard/index.html",
        requests=request_rows(pending.bookings),
        following=pending.next_cursor,
        upcoming=_upcoming(),
        counts=counts(),
        undelivered=deliveries.undelivered_count(organizer(), grant_ids=decider().grant_ids),
        first_steps=first_steps.of(organizer()),
        lost_accounts=decider().lost,
        **frame(),
    )


@blueprint.get("/dashboard/bookings/<booking_id>")
def booking_show(booking_id: str) -> ResponseReturnValue:
    return booking_page(find_booking(booking_id))


def find_booking(booking_id: str) -> Booking:
    """A booking of the organizer who is signed in. Raises NotFound, for anybody else's too."""
    return lists.find(organizer(), booking_id)


def booking_to_decide(booking_id: str) -> Booking:
    """The same, for somebody who decides about it. Raises NotAllowedNow for a host who does not."""
    booking = find_booking(booking_id)
    decider().check(booking)
    return booking


def booking_page(
    booking: Booking,
    *,
    form: ReasonForm | None = None,
    note: TextForm | None = None,
    guest: TextForm | None = None,
    problem: str | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    """One booking with all that is known of it; with what was typed and a problem after a refusal.

    `note`, `guest`: forms that were refused, as `booking_details.py` has them.
    """
    live = [booking] if booking.is_live else []
    around = lists.neighbours(organizer(), live, now=clock.now()).get(booking.id, [])
    page = render_template(
        "dashboard/bookings/show.html",
        card=_card(booking),
        around=around,
        answers=additional_answers(booking),
        steps=timeline(lists.changes(booking)),
        deliveries=delivery_rows(deliveries.of_booking(booking.id)),
        addresses=links.of_guest(booking) if decider().decides(booking) and booking.is_live else {},
        note_form=note,
        note_at_most=notes.NOTE_AT_MOST,
        guest_form=guest,
        **frame(form=form, problem=problem),
    )
    return page, status


def request_fragment(
    booking: Booking,
    *,
    form: ReasonForm | None = None,
    problem: str | None = None,
    sentence: str | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    """A request as a fragment: still to be answered, or answered with a sentence that says so."""
    pending = listed("pending").bookings
    fragment = render_template(
        "dashboard/bookings/_answered.html",
        card=_card(booking),
        around=lists.neighbours(organizer(), [booking], now=clock.now())[booking.id],
        answers=additional_answers(booking),
        others=request_rows(tuple(other for other in pending if other.id != booking.id)),
        sentence=sentence,
        upcoming=_upcoming() if request.form.get("next") == url_for("dashboard.index") else None,
        counts=counts(),
        **frame(form=form, problem=problem),
    )
    return fragment, status


def _upcoming() -> list[AgendaDay]:
    return agenda_of(listed("upcoming", limit=UPCOMING_ON_FIRST_PAGE).bookings)


def listed(kind: str, **more: Any) -> lists.BookingPage:
    """A page of the reader's bookings. `more`: as for `lists.page`."""
    return lists.page(organizer(), kind=kind, now=clock.now(), grant_ids=decider().grant_ids, **more)


def agenda_of(bookings: tuple[Booking, ...]) -> list[AgendaDay]:
    """Bookings under their days."""
    return agenda(bookings, organizer(), decider=decider(), now=clock.now())


def _card(booking: Booking) -> Card:
    return card(booking, organizer(), decider=decider(), now=clock.now())


def request_rows(bookings: tuple[Booking, ...]) -> list[dict[str, Any]]:
    """Requests, each with what stands around it."""
    around = lists.neighbours(organizer(), bookings, now=clock.now())
    return [
        {"card": _card(booking), "around": around[booking.id], "answers": additional_answers(booking)}
        for booking in bookings
    ]


def counts() -> dict[str, Count]:
    """How many there are of each kind."""
    return lists.counts(organizer(), now=clock.now(), grant_ids=decider().grant_ids)


def frame(*, form: ReasonForm | None = None, problem: str | None = None) -> dict[str, Any]:
    """What every page with bookings needs: what is in the way of mails, a form to answer.

    A form that is given was refused, and is shown open with what was typed.
    """
    return {
        "captured_mail_folder": None if current_app.config["MAIL_SERVER"] else _captured_mail_folder(),
        "form": form or ReasonForm(formdata=None),
        "reopened": form is not None,
        "problem": problem,
    }


def _captured_mail_folder() -> Path:
    return Path(current_app.config["OPENSLOT_DATA"]) / "mail"
