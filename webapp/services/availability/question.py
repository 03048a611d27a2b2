"""A question about free time: which page, which window, who is asked, and which booking is to be moved.

Offers, explanations, the judgement of a booking and availability without a page all take a `Question`. Whom a moved
booking asks is decided here alone: what is offered for it is what is accepted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.models import Booking, BusySpan, ConfigurationColumns
from webapp.scheduling import BusyColumns, Rules
from webapp.services.configurations import participants
from webapp.services.configurations.participants import ParticipantCalendars
from webapp.services.configurations.rules import rules_for, rules_of_page
from webapp.services.configurations.view import ConfigurationView, view_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Starts in [start, end), in Unix seconds. `moving`: the booking that is to be moved; its own time counts as free.

    `configuration_id` is empty without a page. `group`: the key under which the turns of a round robin are counted.
    `participants`: e-mails that alone may take a slot of a round robin, None for anybody. `moved_calendars`: ids of the
    calendars in which the time of `moving` is held; they must be free as well. `fresh`: by calendar, what calendars
    elsewhere said just now; it counts beside what is stored.
    """

    session: Session
    configuration_id: str
    group: str
    rules: Rules
    calendars: list[ParticipantCalendars]
    start: int
    end: int
    now: int
    participants: tuple[str, ...] | None = None
    moving: Booking | None = None
    moved_calendars: tuple[str, ...] = ()
    fresh: Mapping[str, BusyColumns] = field(default_factory=dict)

    @property
    def but_booking(self) -> str | None:
        """The id of the booking whose own time counts as free."""
        return None if self.moving is None else self.moving.id

    @property
    def present(self) -> int | None:
        """The start of the booking that is to be moved. It is not offered; a move to it is accepted."""
        return None if self.moving is None else self.moving.starts_at

    @property
    def calendars_by_email(self) -> dict[str, tuple[str, ...]]:
        """Calendar ids that must be free, of each participant with availability."""
        judged = [participant for participant in self.calendars if participant.has_availability]
        asked_anyway = set() if self.rules.is_round_robin else {each for one in judged for each in one.judged}
        moved = [calendar_id for calendar_id in self.moved_calendars if calendar_id not in asked_anyway]
        return {
            participant.email: tuple(dict.fromkeys((*participant.judged, *moved))) for participant in judged
        }

    @property
    def unreachable(self) -> dict[str, tuple[str, ...]]:
        """Names of the calendars that cannot be read, by e-mail of those whose time then counts as busy."""
        return {
            participant.email: participant.missing
            for participant in self.calendars
            if participant.has_availability and participant.missing
        }


def about(
    configuration: ConfigurationColumns,
    session: Session,
    *,
    start: int,
    end: int,
    now: int,
    moving: Booking | None = None,
    named: tuple[str, ...] | None = None,
    calendars: list[ParticipantCalendars] | None = None,
    fresh: Mapping[str, BusyColumns] | None = None,
) -> Question:
    """A question about a stored page. One query finds its calendars, unless the caller passes them.

    `named`: e-mails that the guest of a new booking chose. While a booking is moved, its assigned host alone is asked.
    """
    view, application_id = view_of(configuration), configuration.application_id
    if calendars is None:
        calendars = participants.calendars_of(session, view.participants, application_id=application_id)
    return Question(
        session=session,
        configuration_id=configuration.id,
        group=round_robin_group(configuration),
        rules=rules_of_page(configuration, now=now),
        calendars=calendars,
        start=start,
        end=end,
        now=now,
        participants=named if moving is None else assigned_of(moving),
        moving=moving,
        moved_calendars=() if moving is None else _calendars_of(moving, session),
        fresh=fresh or {},
    )


def assigned_of(booking: Booking) -> tuple[str, ...] | None:
    """The e-mail of the host whom a round robin assigned, who alone can take the booking to another time."""
    return (booking.assigned_email,) if booking.assigned_email else None


def _calendars_of(booking: Booking, session: Session) -> tuple[str, ...]:
    """The calendars in which it is the only one: of people too who have left the page since it was made."""
    rows = session.scalars(
        select(BusySpan.calendar_id).where(BusySpan.booking_id == booking.id, BusySpan.exclusive)
    )
    return tuple(rows)


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
