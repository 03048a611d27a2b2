"""A scheduling page as guests would see it with what stands in its editor, unsaved: the guest's own page, inert.

It stands above the blueprints because it shows the one inside the other: its view is one of the dashboard's, behind the
same lock, and what it shows comes from the guest's pages.
"""

from flask import Flask, Response, render_template

from webapp import scheduling
from webapp.blueprints.dashboard.access import organizer
from webapp.blueprints.dashboard.configurations import find_configuration
from webapp.blueprints.dashboard.editor import preview
from webapp.blueprints.dashboard.editor.form import editor_form
from webapp.blueprints.public.about import about
from webapp.blueprints.public.forms import booking_form, slot_seconds
from webapp.blueprints.public.visitor import Visitor
from webapp.errors import InvalidInput
from webapp.lib import clock
from webapp.models import Configuration
from webapp.picker import PickerContext, Wish, picker
from webapp.request_bodies import takes_picture
from webapp.services.availability import offers
from webapp.services.configurations import drafts, unsaved


def register(app: Flask) -> None:
    """Add the view to the dashboard, which must be there already: by its name it is behind the dashboard's lock."""
    address = "/dashboard/pages/<configuration_id>/draft"
    app.add_url_rule(address, preview.ENDPOINT, draft_show, methods=["POST"])


@takes_picture
def draft_show(configuration_id: str) -> Response:
    """The page with what is sent of its editor, or what is wrong with it. Nothing is stored."""
    configuration = find_configuration(configuration_id)
    form = editor_form(configuration)
    draft = form.draft_of(configuration.document)
    problems = drafts.complaints(draft)
    if problems:
        return preview.unshown(form.sentences(problems), status=422)
    try:
        page = unsaved.page_of(configuration, draft, now=clock.now())
    except InvalidInput as problem:
        return preview.unshown(form.sentences([problem]), status=422)
    chosen = preview.choices(page.timezone)
    show = _booking_form if chosen.is_form else _times
    return preview.framed(show(page, _guest(chosen.guests_zone), chosen.date.data or ""))


def _guest(zone: str) -> Visitor:
    """A guest who has chosen this zone, and reads what the organizer reads."""
    return Visitor(
        zone=zone, locale=organizer().locale, chose_zone=True, unknown_zone=None, chosen_language=None
    )


def _times(page: Configuration, guest: Visitor, date: str) -> str:
    context = PickerContext(page, guest, clock.now(), page=_nowhere, slot=_nowhere)
    return render_template(
        "public/page.html", about=about(page), visitor=guest, picker=picker(context, Wish(day=date))
    )


def _booking_form(page: Configuration, guest: Visitor, date: str) -> str:
    start = _start(page, guest, date)
    return render_template(
        "public/booking_form.html",
        about=about(page),
        visitor=guest,
        form=booking_form(page, formdata=None, start=str(start)),
        lost=None,
        slug=page.id,
        ends_at=start + slot_seconds(page),
        back=_nowhere(),
    )


def _start(page: Configuration, guest: Visitor, date: str) -> int:
    """The first free time from this date on. Where nothing is free, any time stands for it."""
    now = clock.now()
    try:
        wished = max(now, scheduling.first_instant(scheduling.day_of(date), zone=guest.zone))
    except ValueError:
        wished = now
    found = offers.next_free(page, after=wished, now=now) or offers.next_free(page, after=now, now=now)
    return found or now


def _nowhere(**_query: str) -> str:
    return "#"
