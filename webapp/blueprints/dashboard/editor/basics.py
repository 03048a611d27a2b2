"""Basics: what the page is called, where it stands, and where people meet."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import StringField, TextAreaField

from webapp.blueprints.dashboard.editor.section import Section
from webapp.services.configurations import drafts
from webapp.words import lazy_gettext


class BasicsSection(Section):
    name = "basics"
    template = "dashboard/editor/_basics.html"
    title = lazy_gettext("Basics")
    places: ClassVar = {
        "label": "name",
        "slug": "slug",
        "event_title": "event_booking.title",
        "description": "event_booking.description",
        "location": "event_booking.location",
    }

    label = StringField(
        lazy_gettext("Name"), description=lazy_gettext("What guests read at the top of the page.")
    )
    slug = StringField(
        lazy_gettext("Address"),
        description=lazy_gettext(
            "The last part of the page’s link. If you change it, the old link no longer works."
        ),
        render_kw={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"},
    )
    event_title = StringField(
        lazy_gettext("Title in the calendar"),
        description=lazy_gettext("The guest’s name is added to it in your own calendar."),
    )
    description = TextAreaField(
        lazy_gettext("Description"),
        description=lazy_gettext("What the meeting is about. Guests read it before they choose a time."),
    )
    location = StringField(
        lazy_gettext("Place"),
        description=lazy_gettext(
            "A video link, a telephone number or an address. A video link is shown to a guest only after booking."
        ),
    )

    def summary(self, document: Mapping[str, Any]) -> str:
        slug = drafts.value_at(document, "slug")
        return " · ".join(filter(None, (drafts.value_at(document, "name"), f"/{slug}" if slug else "")))
