"""What every part of a configuration document is made of, and the shape of its hours and dates.

Only shapes and single values are judged here, as in `document.py`. Working hours have the same rows.
"""

from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from webapp.lib import fields
from webapp.lib.fields import Zone
from webapp.scheduling import day_of

# Digits are written out: \d is any script's digit here.
Clock = Annotated[str, StringConstraints(pattern=r"^(([01]?[0-9]|2[0-3]):[0-5][0-9]|24:00)$")]


def _false_for_null(value: Any) -> Any:
    return False if value is None else value


def _in_the_calendar(label: str) -> str:
    try:
        day_of(label)
    except ValueError as problem:
        raise fields.refusal("date.invalid") from problem
    return label


CalendarDate = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_in_the_calendar)
]
Switch = Annotated[bool, BeforeValidator(_false_for_null)]


class Part(BaseModel):
    """Unknown keys are dropped, and a null stands for "not given" where a default exists. So does an empty text."""

    model_config = ConfigDict(extra="ignore")

    @model_validator(mode="before")
    @classmethod
    def null_means_default(cls, raw: Any) -> Any:
        given = fields.none_for_empty(cls, raw)
        if not isinstance(given, dict):
            return given
        return {
            key: value for key, value in given.items() if value is not None or key not in cls._with_default()
        }

    @classmethod
    def _with_default(cls) -> set[str]:
        return {name for name, field in cls.model_fields.items() if not field.is_required()}


class WeeklyHours(Part):
    days: list[Annotated[int, Field(ge=0, le=6)]] = Field(min_length=1, max_length=7)
    start: Clock
    end: Clock
    exdates: list[CalendarDate] = Field(default_factory=list, max_length=1000)


class OpenHours(WeeklyHours):
    timezone: Zone | None = None


class SpecificTime(Part):
    date: CalendarDate
    start: Clock
    end: Clock
    timezone: Zone | None = None


ROWS_AT_MOST = 100
OpenHoursRows = Annotated[list[OpenHours], Field(max_length=ROWS_AT_MOST)]
SpecificTimes = Annotated[list[SpecificTime], Field(max_length=1000)]


class WorkingHours(Part):
    """Not part of a document: hours that pages follow. They are in their organizer's zone."""

    working_hours: list[WeeklyHours] = Field(min_length=1, max_length=ROWS_AT_MOST)


def validated_hours(raw: Any) -> list[dict[str, Any]]:
    """Rows of working hours, by the limits of a document's open hours. Raises InvalidInput with the path of a row."""
    hours = fields.checked(WorkingHours, {"working_hours": raw})
    return [row.model_dump(mode="json") for row in hours.working_hours]
