"""The scheduling page: a month, and the times of a day."""

from functools import partial
from uuid import UUID

from flask import redirect, render_template
from werkzeug.wrappers import Response

from webapp.blueprints.public import length_choice, lookups, prefill, visitor
from webapp.blueprints.public.about import about
from webapp.blueprints.public.away import away
from webapp.blueprints.public.blueprint import blueprint
from webapp.lib import clock, htmx, links
from webapp.picker import PickerContext, picker


@blueprint.get("/<slug>")
@blueprint.get("/<uuid:client_id>/<slug>")
def page_show(slug: str, client_id: UUID | None = None) -> str | Response:
    """The days and times of a month in the guest's zone. `day` or `month` in the query choose which.

    With a `date` and a `time`: on to the form for that time, which names the nearest ones where it is not free.
    """
    entry = lookups.scheduling_page(slug, client_id=client_id)
    entry.check_open(now=clock.now())
    configuration, minutes = length_choice.chosen(entry.configuration)
    guest = visitor.of_request(
        zone=configuration.timezone, minutes=minutes, known=prefill.of_request(configuration)
    )
    name = configuration.id if client_id else slug  # a slug is unique in its own application only
    start = prefill.wished_start(guest.zone)
    if start is not None:
        return redirect(links.path("public.booking_new", slug=name, start=start, **guest.query), 303)
    context = PickerContext(
        configuration,
        guest,
        clock.now(),
        page=partial(links.path, "public.page_show", slug=name),
        slot=partial(links.path, "public.booking_new", slug=name),
    )
    template = "public/_picker_answer.html" if htmx.wants_fragment() else "public/page.html"
    return render_template(
        template,
        about=about(configuration),
        away=away(configuration, now=context.now),
        visitor=guest,
        picker=picker(context, prefill.wish()),
    )
