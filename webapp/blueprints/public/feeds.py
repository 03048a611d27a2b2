"""An organizer's bookings as a calendar, at an address that only they know."""

from flask import Response, request

from webapp.blueprints.public.blueprint import blueprint
from webapp.lib import clock, ics
from webapp.services.bookings import feeds


@blueprint.get("/feeds/<feed_token>.ics")
def feed_show(feed_token: str) -> Response:
    """Times and titles. A program that has this very version is told so and sent nothing."""
    feed = feeds.read(feed_token, now=clock.now())
    answer = Response(b"".join(ics.published(feed.entries)), content_type="text/calendar; charset=utf-8")
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.set_etag(feed.tag)
    answer.make_conditional(request)
    return answer
