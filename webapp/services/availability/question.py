"""A question about free time: which page, which window, and which booking does not count.

Offers, explanations, the judgement of a booking and availability without a page all take a `Question`.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from webapp.models import ConfigurationColumns
from webapp.scheduling import Rules
from webapp.services.configurations import participants
from webapp.services.configurations.participants import ParticipantCalendars
from webapp.services.configurations.rules import rules_for
from webapp.services.configurations.view import ConfigurationView, view_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Starts in [start, end), in Unix seconds. `but_booking`: the id of a booking whose own time counts as free.

    `configuration_id` is empty without a page. `group`: the key under which the turns of a round robin are counted.
    """

    session: Session
    configuration_id: str
    group: str
    rules: Rules
    calendars: list[ParticipantCalendars]
    start: int
    end: int
    now: int
    but_booking: str | None = None


def about(
    configuration: ConfigurationColumns,
    session: Session,
    *,
    start: int,
    end: int,
    now: int,
    but_booking: str | None = None,
    calendars: list[ParticipantCalendars] | None = None,
) -> Question:
    """A question about a stored page. One query finds its calendars, unless the caller passes them."""
    view, application_id = view_of(configuration), configuration.application_id
    if calendars is None:
        calendars = participants.calendars_of(session, view.participants, application_id=application_id)
    return Question(
        session=session,
        configuration_id=configuration.id,
        group=round_robin_group(configuration),
        rules=rules_for(configuration.document, now=now),
        calendars=calendars,
        start=start,
        end=end,
        now=now,
        but_booking=but_booking,
    )


def without_page(
    document: dict[str, Any], session: Session, *, application_id: str, start: int, end: int, now: int
) -> Question:
    """A question about people and hours alone. `document` has the shape of a configuration's. Raises InvalidInput."""
    view = ConfigurationView(document)
    return Question(
        session=session,
        configuration_id="",
        group=_named_group(view, application_id) or "",
        rules=rules_for(document, now=now),
        calendars=participants.calendars_of(session, view.participants, application_id=application_id),
        start=start,
        end=end,
        now=now,
    )


def round_robin_group(configuration: ConfigurationColumns) -> str:
    """The key of the group that the page names, within its application; without a name, the page's own id."""
    return _named_group(view_of(configuration), configuration.application_id) or configuration.id


def _named_group(view: ConfigurationView, application_id: str) -> str | None:
    name = view.availability.round_robin_group_id
    return f"{application_id}:{name}" if name else None
