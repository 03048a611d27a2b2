"""The frame beside the editor: what is chosen above it, and what every answer into it has in common.

The page itself is made in `webapp/blueprints/previews.py`, out of the guest's own.
"""

from collections.abc import Iterable

from flask import Response, make_response, render_template, request
from wtforms import Form, SelectChoice, SelectField, StringField
from wtforms.widgets import DateInput

from webapp import display, security_headers
from webapp.lib import zone_names
from webapp.lib.inert_html import inert
from webapp.lib.long_select import LongSelectField
from webapp.words import lazy_gettext

ENDPOINT = "dashboard.draft_show"
TIMES, BOOKING_FORM = "times", "form"


class PreviewChoices(Form):
    """What a guest would do before: nothing of it is stored. Made by `choices`."""

    view = SelectField(
        lazy_gettext("Show"),
        choices=[
            SelectChoice(TIMES, lazy_gettext("Free times")),
            SelectChoice(BOOKING_FORM, lazy_gettext("Booking form")),
        ],
        default=TIMES,
        validate_choice=False,
    )
    date = StringField(lazy_gettext("Date"), widget=DateInput())
    zone = LongSelectField(lazy_gettext("Guest’s time zone"), options=display.zone_choices)

    @property
    def guests_zone(self) -> str:
        """The zone that was chosen, by its present name."""
        return zone_names.present(zone_names.known(self.zone.data or "") or str(self.zone.default))

    @property
    def is_form(self) -> bool:
        """Whether the form is to be seen, rather than the times."""
        return bool(self.view.data == BOOKING_FORM)


def choices(zone: str) -> PreviewChoices:
    """The choices as they were sent along with the editor; the page's own `zone` counts until there is another."""
    form = PreviewChoices(request.form or None, prefix="preview", data={"zone": zone_names.present(zone)})
    form.zone.default = zone
    return form


def framed(page: str, *, status: int = 200) -> Response:
    """An answer for the frame: it may stand in our own pages, and nothing in it can be pressed to a purpose."""
    security_headers.allow("frame-ancestors", "'self'")
    security_headers.allow("sandbox", "allow-same-origin")  # no scripts, no forms; our own styles are let in
    return make_response(inert(page), status)


def unshown(sentences: Iterable[str], *, status: int) -> Response:
    """What stands in the frame instead of the page: why there is none."""
    page = render_template("dashboard/editor/unshown.html", sentences=list(sentences))
    return framed(page, status=status)
