"""Length: how long a booking lasts, and at which minutes it may begin."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import StringField

from webapp import display
from webapp.blueprints.dashboard.editor.inputs import NumberField, whole_number
from webapp.blueprints.dashboard.editor.section import Section
from webapp.services.configurations import drafts
from webapp.words import gettext, lazy_gettext, ngettext

_OPTIONS = "availability.duration_options"


class LengthSection(Section):
    name = "length"
    template = "dashboard/editor/_length.html"
    title = lazy_gettext("Length and steps")
    places: ClassVar = {
        "duration": "availability.duration_minutes",
        "interval": "availability.interval_minutes",
        "round_to": "availability.round_to",
        "options": _OPTIONS,
    }

    duration = NumberField(lazy_gettext("Length in minutes"), render_kw={"min": "1", "max": "1440"})
    options = StringField(
        lazy_gettext("Other lengths that guests can choose"),
        description=lazy_gettext("In minutes, with commas between them, such as 15, 60."),
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
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

    @classmethod
    def values_of(cls, document: Mapping[str, Any]) -> dict[str, Any]:
        options = drafts.value_at(document, _OPTIONS) or ()
        return {**super().values_of(document), "options": ", ".join(map(str, options))}

    def write(self, draft: drafts.Draft) -> None:
        super().write(draft)
        typed = [part.strip() for part in (self.options.data or "").split(",") if part.strip()]
        drafts.put(draft, _OPTIONS, typed or None)

    def summary(self, document: Mapping[str, Any]) -> str:
        minutes = whole_number(drafts.value_at(document, "availability.duration_minutes"))
        interval = whole_number(drafts.value_at(document, "availability.interval_minutes"))
        every = (
            "" if interval is None else gettext("a time every %(length)s", length=display.duration(interval))
        )
        options = drafts.value_at(document, _OPTIONS) or ()
        more = ngettext("%(num)s other length", "%(num)s other lengths", len(options)) if options else ""
        length = "" if minutes is None else display.duration(minutes)
        return " · ".join(filter(None, (length, more, every)))
