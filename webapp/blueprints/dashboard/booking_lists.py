"""The lists of bookings with their filters, as a page and as files, and several bookings answered at once."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from flask import Response, flash, redirect, render_template, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue

from webapp import refusals
from webapp.blueprints.dashboard import list_query
from webapp.blueprints.dashboard.access import decider, organizer
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.bookings import agenda_of, counts, frame, listed, request_rows
from webapp.blueprints.dashboard.forms import ReasonForm
from webapp.blueprints.dashboard.list_query import SEARCH_AT_MOST, ListQuery
from webapp.blueprints.dashboard.presenters import exports
from webapp.blueprints.dashboard.presenters.lists import OTHER_ORDERS, WORDS
from webapp.errors import NotAllowedNow, NotFound
from webapp.lib import clock, csv_cells, ics
from webapp.lib.ids import is_id
from webapp.models import PENDING, Booking
from webapp.services import bookings
from webapp.services.bookings import lists, walking
from webapp.services.bookings.commands import DASHBOARD, ORGANIZER, CancelBooking, DecideBooking
from webapp.services.bookings.lists import PAGE_SIZE
from webapp.words import gettext, ngettext

CHUNK_BYTES = 16_384
SELECTABLE = ("pending", "upcoming")


@blueprint.get("/dashboard/bookings")
def booking_index() -> ResponseReturnValue:
    known = list_query.choices()
    asked = list_query.of_request(known)
    return _page(asked, known)


@blueprint.post("/dashboard/bookings")
def booking_bulk_create() -> ResponseReturnValue:
    """Decline or cancel several, each by itself, with one reason. Says which could not be ended, and why."""
    known = list_query.choices()
    asked, form = list_query.of_request(known), ReasonForm()
    chosen = [id_ for id_ in dict.fromkeys(request.form.getlist("booking")) if is_id(id_)]
    if not form.validate_on_submit() or not 0 < len(chosen) <= PAGE_SIZE:
        problem = "" if chosen else gettext("Please select the bookings first.")
        return _page(asked, known, form=form, chosen=chosen, problem=problem, status=422)
    refused = [(booking_id, said) for booking_id in chosen if (said := _ended(booking_id, form.reason.data))]
    done = len(chosen) - len(refused)
    if done:
        flash(ngettext("%(num)s booking is ended.", "%(num)s bookings are ended.", done), "success")
    if not refused:
        address: dict[str, Any] = {"kind": asked.kind, **asked.query}
        return redirect(url_for("dashboard.booking_index", **address), 303)
    return _page(
        asked, known, form=form, chosen=[id_ for id_, _ in refused], refused=dict(refused), status=409
    )


def form_again(problem: str) -> ResponseReturnValue:
    """The list with what was selected and typed, when the form's token ran out."""
    known = list_query.choices()
    chosen = [id_ for id_ in request.form.getlist("booking")[:PAGE_SIZE] if is_id(id_)]
    return _page(
        list_query.of_request(known), known, form=ReasonForm(), chosen=chosen, problem=problem, status=400
    )


@blueprint.get("/dashboard/bookings/export.csv")
def booking_export_csv() -> ResponseReturnValue:
    """The list as a table for spreadsheets, in the reader's words and wall time."""
    rows = chain(
        [exports.heading()],
        (exports.row(booking, organizer(), now=clock.now()) for booking in _walked()),
    )
    lines = chain([csv_cells.BYTE_ORDER_MARK], map(csv_cells.row, rows))
    return _file(map(str.encode, lines), "text/csv; charset=utf-8", name="bookings.csv")


@blueprint.get("/dashboard/bookings/export.ics")
def booking_export_ics() -> ResponseReturnValue:
    """The list as events for calendars."""
    pieces = ics.published(map(exports.entry, _walked()))
    return _file(pieces, "text/calendar; charset=utf-8", name="bookings.ics")


def _page(
    asked: ListQuery,
    known: list_query.Choices,
    *,
    form: ReasonForm | None = None,
    chosen: list[str] | None = None,
    refused: dict[str, str] | None = None,
    problem: str = "",
    status: int = 200,
) -> ResponseReturnValue:
    page = listed(asked.kind, only=asked.only, cursor=request.args.get("cursor"))
    selecting = asked.kind in SELECTABLE and (chosen is not None or "select" in request.args)
    shown = render_template(
        "dashboard/bookings/index.html",
        kind=asked.kind,
        words=WORDS,
        asked=asked,
        choices=known,
        following=page.next_cursor,
        is_unfinished=page.is_unfinished,
        searched_until=page.searched_until,
        other_orders=list(OTHER_ORDERS),
        requests=request_rows(page.bookings) if asked.kind == "pending" and not selecting else [],
        days=agenda_of(page.bookings) if asked.kind != "pending" or selecting else [],
        may_select=asked.kind in SELECTABLE and bool(page.bookings),
        selecting=selecting,
        chosen=chosen or [],
        refused=_named(refused or {}),
        reason_form=form or ReasonForm(formdata=None),
        search_at_most=SEARCH_AT_MOST,
        exported_at_most=walking.AT_MOST,
        bulk_problem=problem,
        counts=counts(),
        **frame(),
    )
    return shown, status


def _named(refused: dict[str, str]) -> list[tuple[Booking | None, str]]:
    found = {booking.id: booking for booking in lists.some(organizer(), list(refused))}
    return [(found.get(booking_id), said) for booking_id, said in refused.items()]


def _ended(booking_id: str, reason: str | None) -> str:
    """Decline or cancel one of several. Says why not, or nothing."""
    try:
        booking = lists.find(organizer(), booking_id)
        decider().check(booking)
        if booking.status == PENDING:
            decision = DecideBooking(reason=reason or "", actor=ORGANIZER, door=DASHBOARD)
            bookings.decline(booking.id, decision, now=clock.now())
        else:
            command = CancelBooking(reason=reason or "", actor=ORGANIZER, door=DASHBOARD)
            bookings.cancel(booking.id, command, now=clock.now())
    except (NotFound, NotAllowedNow) as refusal:
        return refusals.for_person(refusal)
    return ""


def _walked() -> Iterator[Booking]:
    asked = list_query.of_request(list_query.choices())
    parts = walking.walk(
        organizer(), kind=asked.kind, only=asked.only, now=clock.now(), grant_ids=decider().grant_ids
    )
    first = next(parts)  # read before the answer begins: what is refused is still said
    return chain.from_iterable(chain([first], parts))


def _file(pieces: Iterator[bytes], content_type: str, *, name: str) -> Response:
    """Sent while it is read: a long file takes no more memory than a short one."""
    answer = Response(stream_with_context(_chunks(pieces)), content_type=content_type)
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    return answer


def _chunks(pieces: Iterator[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for piece in pieces:
        held += piece
        if len(held) >= CHUNK_BYTES:
            yield bytes(held)
            held.clear()
    yield bytes(held)
