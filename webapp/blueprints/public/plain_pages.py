"""A scheduling page for programs that read: its facts and its next free times as text and as Markdown.

`/llms.txt` says that there are such pages, and how a program books. It names no page: what an organizer has passed on
to nobody stays unknown.
"""

from functools import partial

from flask import Response, render_template

from webapp.blueprints.public import length_choice, lookups, visitor
from webapp.blueprints.public.about import about
from webapp.blueprints.public.blueprint import blueprint
from webapp.lib import clock, links
from webapp.models import Configuration
from webapp.scheduling import DAY
from webapp.services.availability import offers

TYPES = {"txt": "text/plain", "md": "text/markdown"}
TEMPLATES = {"txt": "public/page.txt", "md": "public/page.md"}
WINDOW, TIMES_AT_MOST = 14 * DAY, 60


@blueprint.get("/<slug>.<any(txt, md):ending>")
def page_read(slug: str, ending: str) -> Response:
    """What the page says and when it is free, for whoever may open the page."""
    now = clock.now()
    entry = lookups.scheduling_page(slug)
    entry.check_open(now=now)
    configuration, minutes = length_choice.chosen(entry.configuration)
    guest = visitor.of_request(zone=configuration.timezone, minutes=minutes)
    text = render_template(
        TEMPLATES[ending],
        about=about(configuration),
        visitor=guest,
        times=_next_times(configuration, now=now),
        address=links.absolute("public.page_show", slug=slug, **guest.query),
        form=partial(links.absolute, "public.booking_new", slug=slug, **guest.query),
    )
    return Response(text, content_type=f"{TYPES[ending]}; charset=utf-8")


@blueprint.get("/llms.txt")
def llms_show() -> Response:
    """What a program that reads may find here, in the form of https://llmstxt.org."""
    text = render_template("public/llms.txt", origin=links.origin())
    return Response(text, content_type="text/plain; charset=utf-8")


def _next_times(configuration: Configuration, *, now: int) -> list[tuple[int, int]]:
    """The first free times, within two weeks of the first of them: start and end."""
    first = offers.next_free(configuration, after=now, now=now)
    if first is None:
        return []
    offer = offers.offered(configuration, start=first, end=first + WINDOW, now=now)
    return [(start, start + offer.duration) for start in offer.starts[:TIMES_AT_MOST]]
