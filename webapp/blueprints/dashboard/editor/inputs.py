"""Inputs of the editor that WTForms does not have.

What cannot be read is kept as it was typed, so that the document refuses it.
"""

from typing import Any

from markupsafe import Markup
from wtforms import Field, StringField
from wtforms.widgets import NumberInput

from webapp.display import MINUTES_A_DAY, MINUTES_AN_HOUR
from webapp.words import gettext

UNITS = (MINUTES_A_DAY, MINUTES_AN_HOUR, 1)  # the largest one that leaves no rest is shown
DIGITS_AT_MOST = 9
_INPUT = Markup('<input type="number" min="0" id="{id}" name="{name}" value="{value}"{more}>')
_SELECT = Markup('<select name="{name}" aria-label="{label}">{options}</select>')
_OPTION = Markup('<option value="{value}"{chosen}>{name}</option>')


def whole_number(value: Any) -> int | None:
    """A number of a draft, which is text where somebody has typed it; None for anything else."""
    typed = str(value)
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= DIGITS_AT_MOST else None


class NumberField(StringField):
    """A whole number, or whatever was typed instead of one."""

    widget = NumberInput()
    data: int | str | None

    def _value(self) -> str:
        return "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = valuelist[0].strip()


class _MinutesWidget:
    """A number, and whether it counts minutes, hours or days. Both inputs have the field's name."""

    def __call__(self, field: "MinutesField", **kwargs: Any) -> Markup:
        number, unit = field.parts
        names = {1: gettext("minutes"), MINUTES_AN_HOUR: gettext("hours"), MINUTES_A_DAY: gettext("days")}
        options = Markup("").join(
            _OPTION.format(value=each, name=names[each], chosen=Markup(" selected") if each == unit else "")
            for each in reversed(UNITS)
        )
        label = gettext("%(field)s: unit", field=field.label.text)
        return Markup('<span class="with-unit">{number}{unit}</span>').format(
            number=_INPUT.format(id=field.id, name=field.name, value=number, more=_attributes(kwargs)),
            unit=_SELECT.format(name=field.name, label=label, options=options),
        )


class MinutesField(Field):
    """A length of time: `data` is minutes, None for nothing, or the text that is no number."""

    widget = _MinutesWidget()
    data: int | str | None

    @property
    def parts(self) -> tuple[str, int]:
        """The number as it stands in the input, and the minutes of its unit."""
        if self.raw_data:
            return _parts_of(self.raw_data)
        if not isinstance(self.data, int):
            return self.data or "", 1
        minutes = self.data
        unit = next(each for each in UNITS if minutes % each == 0) if minutes else 1
        return str(minutes // unit), unit

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        number, unit = _parts_of(valuelist)
        read = whole_number(number)
        self.data = number if read is None else read * unit


def _parts_of(given: list[str]) -> tuple[str, int]:
    number, unit = given[0].strip(), given[1] if len(given) > 1 else "1"
    return number, next((each for each in UNITS if str(each) == unit), 1)


def _attributes(given: dict[str, Any]) -> Markup:
    """What the page adds, such as `aria-describedby`; what is False or empty is left out."""
    return Markup("").join(
        Markup(' {}="{}"').format(name, value) for name, value in given.items() if value not in (False, None)
    )
