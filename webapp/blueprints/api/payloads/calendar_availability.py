"""When several people are free, without a configuration (wire contract sections 7 and 11).

Times come in steps of 5 minutes here. Single values have the limits of a configuration's; what hours mean together is
left to the engine.
"""

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from webapp.blueprints.api.payloads.base import Payload
from webapp.errors import InvalidInput
from webapp.lib import fields
from webapp.lib.fields import Instant, Zone
from webapp.lib.text import EMAIL_AT_MOST
from webapp.models.calendar import PRIMARY
from webapp.scheduling.rules import MAX_AVAILABILITY
from webapp.services.configurations.document import (
    PARTICIPANTS_AT_MOST,
    AvailabilityRules,
    CalendarIds,
    GrantId,
    OpenHoursRows,
    RoundTo,
    SlotMinutes,
    SpecificTimes,
    Switch,
)

STEP_MINUTES = 5
METHOD = MAX_AVAILABILITY  # the default here; a configuration's is collective
HALF_HOUR = 30
ALL_YEARS = 3650  # the engine always has a horizon; this question has none


class AvailabilityParticipant(Payload):
    email: Annotated[str, fields.line(EMAIL_AT_MOST), StringConstraints(min_length=1)]
    calendar_ids: CalendarIds | None = None
    grant_id: GrantId | None = None
    timezone: Zone | None = None
    open_hours: OpenHoursRows | None = None
    specific_time_availability: SpecificTimes | None = None
    only_specific_time_availability: Switch = False


class AvailabilityQuestion(Payload):
    participants: list[AvailabilityParticipant] = Field(min_length=1, max_length=PARTICIPANTS_AT_MOST)
    start_time: Instant
    end_time: Instant
    duration_minutes: SlotMinutes
    interval_minutes: SlotMinutes | None = None
    round_to: RoundTo | None = None
    round_to_30_minutes: Switch = False
    availability_rules: dict[str, Any] | None = None

    def document(self) -> dict[str, Any]:
        """The question in the shape of a configuration. Raises InvalidInput for times beside the steps."""
        self._check_steps()
        rules = {"availability_method": METHOD, **(self.availability_rules or {})}
        checked = fields.checked(AvailabilityRules, rules, within="availability_rules").model_dump(
            mode="json"
        )
        return {
            "participants": [_entry(participant) for participant in self.participants],
            "availability": {
                "duration_minutes": self.duration_minutes,
                "interval_minutes": self.interval_minutes,
                "round_to": self.round_to or (HALF_HOUR if self.round_to_30_minutes else None),
                "availability_rules": {**checked, "limits": None},
            },
            "scheduler": {"min_booking_notice": 0, "available_days_in_future": ALL_YEARS},
        }

    def _check_steps(self) -> None:
        steps = {"start_time": STEP_MINUTES * 60, "end_time": STEP_MINUTES * 60}
        steps |= {"duration_minutes": STEP_MINUTES, "interval_minutes": STEP_MINUTES}
        for name, step in steps.items():
            if (getattr(self, name) or 0) % step:
                raise InvalidInput("minutes.no_step", field=name, minutes=STEP_MINUTES)


def _entry(participant: AvailabilityParticipant) -> dict[str, Any]:
    """A participant as a configuration has it: someone with `availability`, and without an event."""
    hours = [row.model_dump(mode="json") for row in participant.open_hours or []]
    return {
        "email": participant.email,
        "name": None,
        "is_organizer": False,
        "timezone": participant.timezone,
        "grant_id": participant.grant_id,
        "availability": {"calendar_ids": participant.calendar_ids or [PRIMARY], "open_hours": hours},
        "booking": None,
        "specific_time_availability": [
            row.model_dump(mode="json") for row in participant.specific_time_availability or []
        ],
        "only_specific_time_availability": participant.only_specific_time_availability,
    }
