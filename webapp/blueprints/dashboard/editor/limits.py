"""Limits: how early and how late guests may book, how much room is kept around a booking, and how many are taken."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import Field, SelectChoice, SelectField

from webapp import display
from webapp.blueprints.dashboard.editor.inputs import MinutesField, NumberField, whole_number
from webapp.blueprints.dashboard.editor.section import Section
from webapp.services.configurations import drafts
from webapp.words import gettext, lazy_gettext, ngettext

_LIMITS = "availability.availability_rules.limits"
_POLICY = "scheduler.calendar_policy"
_CAPS = (
    *("bookings_per_day", "bookings_per_week", "bookings_per_month"),
    *("minutes_per_day", "minutes_per_week", "minutes_per_month"),
)
BUFFER_AT_MOST, BUFFER_STEP = 120, 5


class _BufferField(SelectField):
    """Minutes in steps of five, as the document wants them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, choices=_buffers, coerce=str, validate_choice=False, **kwargs)


def _buffers() -> list[SelectChoice]:
    return [
        SelectChoice(str(minutes), display.duration(minutes) if minutes else gettext("None"))
        for minutes in range(0, BUFFER_AT_MOST + BUFFER_STEP, BUFFER_STEP)
    ]


class LimitsSection(Section):
    name = "limits"
    template = "dashboard/editor/_limits.html"
    title = lazy_gettext("Limits")
    places: ClassVar = {
        "notice": "scheduler.min_booking_notice",
        "horizon": "scheduler.available_days_in_future",
        "before": "availability.availability_rules.buffer.before",
        "after": "availability.availability_rules.buffer.after",
    }
    covers = (_LIMITS, _POLICY)

    notice = MinutesField(
        lazy_gettext("Book at the latest"), description=lazy_gettext("This long before the time begins.")
    )
    horizon = NumberField(
        lazy_gettext("Days ahead"),
        description=lazy_gettext("How far into the future guests can book."),
        render_kw={"min": "0", "max": "365"},
    )
    before = _BufferField(lazy_gettext("Free time before a booking"))
    after = _BufferField(lazy_gettext("Free time after a booking"))
    bookings_per_day = NumberField(lazy_gettext("Bookings a day"), render_kw={"min": "1"})
    bookings_per_week = NumberField(lazy_gettext("Bookings a week"), render_kw={"min": "1"})
    bookings_per_month = NumberField(lazy_gettext("Bookings a month"), render_kw={"min": "1"})
    minutes_per_day = NumberField(lazy_gettext("Booked minutes a day"), render_kw={"min": "1"})
    minutes_per_week = NumberField(lazy_gettext("Booked minutes a week"), render_kw={"min": "1"})
    minutes_per_month = NumberField(lazy_gettext("Booked minutes a month"), render_kw={"min": "1"})

    policy = SelectField(
        lazy_gettext("When a connected calendar gives no answer"),
        description=lazy_gettext("Each booking is checked in your connected calendars first."),
        choices=[
            SelectChoice("strict", lazy_gettext("Book nothing, and ask the guest to try again")),
            SelectChoice("lenient", lazy_gettext("Book if our copy of the calendar is recent")),
        ],
        validate_choice=False,
    )
    policy_age = NumberField(
        lazy_gettext("How old the copy may be, in minutes"), render_kw={"min": "1", "max": "1440"}
    )

    @property
    def caps(self) -> list[Field]:
        """The fields for how much is taken at most; an empty one has no limit."""
        return [self[name] for name in _CAPS]

    @classmethod
    def values_of(cls, document: Mapping[str, Any]) -> dict[str, Any]:
        limits = drafts.value_at(document, _LIMITS) or {}
        policy = drafts.value_at(document, _POLICY) or {}
        return {
            **super().values_of(document),
            **{name: limits.get(name) for name in _CAPS},
            "policy": policy.get("mode", "strict"),
            "policy_age": policy.get("max_age_minutes", 60),
        }

    def write(self, draft: dict[str, Any]) -> None:
        super().write(draft)
        limits = {name: self[name].data or None for name in _CAPS}
        known = drafts.value_at(draft, _LIMITS)
        if known is not None or any(limits.values()):
            drafts.put(draft, _LIMITS, {**(known or {}), **limits})
        if drafts.value_at(draft, _POLICY) is not None or self.policy.data != "strict":
            drafts.put(draft, _POLICY, {"mode": self.policy.data, "max_age_minutes": self.policy_age.data})

    def field_at(self, path: str) -> Field | None:
        own = {f"{_LIMITS}.{name}": name for name in _CAPS}
        own |= {f"{_POLICY}.mode": "policy", f"{_POLICY}.max_age_minutes": "policy_age"}
        return self[own[path]] if path in own else super().field_at(path)

    def summary(self, document: Mapping[str, Any]) -> str:
        notice = whole_number(drafts.value_at(document, "scheduler.min_booking_notice"))
        days = whole_number(drafts.value_at(document, "scheduler.available_days_in_future"))
        said = []
        if notice is not None:
            said.append(gettext("at least %(length)s before", length=display.duration(notice)))
        if days is not None:
            said.append(ngettext("%(num)s day ahead", "%(num)s days ahead", days))
        return " · ".join(said)
