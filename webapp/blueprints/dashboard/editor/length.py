"""Length: how long a booking lasts, and at which minutes it may begin."""

from collections.abc import Mapping
from typing import Any, ClassVar

from webapp import display
from webapp.blueprints.dashboard.editor.inputs import NumberField
from webapp.blueprints.dashboard.editor.section import Section
from webapp.services.configurations import drafts
from webapp.words import gettext, lazy_gettext


class LengthSection(Section):
    name = "length"
    template = "dashboard/editor/_length.html"
    title = lazy_gettext("Length and steps")
    places: ClassVar = {
        "duration": "availability.duration_minutes",
        "interval": "availability.interval_minutes",
        "round_to": "availability.round_to",
    }

    duration = NumberField(lazy_gettext("Length in minutes"), render_kw={"min": "1", "max": "1440"})
    interval = NumberField(
        lazy_gettext("A new time every … minutes"),
        description=lazy_gettext(
            "Leave it empty to offer one time after the other, each of the full length."
        ),
        render_kw={"min": "1", "max": "1440"},
    )
    round_to = NumberField(
        lazy_gettext("Begin at full … minutes"),
        description=lazy_gettext("With 15, times begin at :00, :15, :30 and :45."),
        render_kw={"min": "5", "max": "60", "step": "5"},
    )

    def summary(self, document: Mapping[str, Any]) -> str:
        minutes = drafts.value_at(document, "availability.duration_minutes")
        interval = drafts.value_at(document, "availability.interval_minutes")
        every = (
            gettext("a time every %(length)s", length=display.duration(interval))
            if isinstance(interval, int)
            else ""
        )
        length = display.duration(minutes) if isinstance(minutes, int) else ""
        return " · ".join(filter(None, (length, every)))
