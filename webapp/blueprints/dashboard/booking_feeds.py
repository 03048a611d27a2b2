"""The private address of an organizer's bookings as a calendar: made, shown once, and ended."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.dashboard.access import organizer
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.lib import links
from webapp.lib.text_form import TextForm
from webapp.services.bookings import feeds
from webapp.words import gettext


@blueprint.get("/dashboard/bookings/feed")
def booking_feed_show() -> ResponseReturnValue:
    return _page()


@blueprint.post("/dashboard/bookings/feed")
def booking_feed_create() -> ResponseReturnValue:
    """A new address, which ends the one before. It is in this answer alone."""
    token = feeds.renew(organizer())
    return _page(address=links.absolute("public.feed_show", feed_token=token))


@blueprint.post("/dashboard/bookings/feed/revoke")
def booking_feed_destroy() -> ResponseReturnValue:
    feeds.revoke(organizer())
    flash(gettext("The address no longer works."), "success")
    return redirect(url_for("dashboard.booking_feed_show"), 303)


def _page(*, address: str = "") -> ResponseReturnValue:
    has_address = bool(address or organizer().feed_digest)
    return render_template(
        "dashboard/bookings/feed.html", address=address, has_address=has_address, form=TextForm(formdata=None)
    )
