"""Who can be chosen for a scheduling page by their account, and the calendars of those who were.

Every organizer can be put on every page of their application, as through the API. Of somebody else's account the editor
of a page learns the address, the name and the names of calendars, and nothing that stands in them. Accounts that only
programs use are not offered; of those that a page has already, its editor shows the calendars.

Whoever has an account has the calendars of their organizer's other accounts too, as `participants.py` takes them. Where
such a calendar comes from is told on the organizer's own pages alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import aliased

from webapp.extensions import db
from webapp.lib import text
from webapp.models import Calendar, Configuration, Grant, Organizer
from webapp.models.calendar import PRIMARY
from webapp.models.grant import VALID
from webapp.services.calendars import meant
from webapp.services.configurations import participants
from webapp.services.configurations.view import view_of

OFFERED_AT_MOST = 500


@dataclass(frozen=True, slots=True)
class Offered:
    """An organizer's account that can be chosen."""

    grant_id: str
    email: str
    name: str


@dataclass(frozen=True, slots=True)
class AccountCalendar:
    """`key`: how documents name it: `primary` for the first one, else its id."""

    key: str
    name: str
    read_only: bool


@dataclass(frozen=True, slots=True)
class Account:
    """The account behind an address. `names`: each way to name one of its calendars, and its key.

    `has_hours`: whether an organizer has it, whose working hours can be followed.
    """

    calendars: tuple[AccountCalendar, ...]
    names: Mapping[str, str]
    has_hours: bool

    def key_of(self, calendar_id: str) -> str:
        """The key of a calendar that is named in any way; the name itself where there is none."""
        return self.names.get(calendar_id.lower(), calendar_id)


# Who has the address, who has the calendar, the calendar, and whether the address means the first.
_Row = tuple[Grant, Grant, Calendar, bool]


class Accounts:
    """The accounts as the editor of this page sees them. `owner`: the address of the account that has the page."""

    def __init__(self, page: Configuration) -> None:
        self.owner = page.grant.email.lower()
        self._application_id = page.application_id
        self._organizer_id = page.grant.organizer_id
        self._view = view_of(page)
        self._on_page = sorted({each.email.lower() for each in self._view.participants})

    def offered(self) -> list[Offered]:
        """The accounts of all organizers, by their names. One query."""
        query = select(Grant.id, Grant.email, Organizer.name).join(
            Organizer, Organizer.id == Grant.organizer_id
        )
        rows = db.session.execute(
            query.where(*self._valid, meant.is_meant())
            .order_by(Grant.created_at, Grant.id)
            .limit(OFFERED_AT_MOST)
        )
        first = {email: Offered(grant_id, email, name) for grant_id, email, name in reversed(rows.all())}
        return sorted(first.values(), key=lambda account: (account.name.casefold(), account.email))

    def meetings_offered(self) -> list[str]:
        """Whose video meetings can be made for each booking, as the page's calendars are. Two queries."""
        return participants.meetings_offered(db.session(), self._view, application_id=self._application_id)

    def of(self, wanted: Mapping[str, str | None]) -> dict[str, Account]:
        """The accounts behind these addresses, as far as they have one. One query.

        `wanted`: addresses in lower case, each with the id of the grant that is meant, or None for all of that address.
        """
        addresses = [address for address in wanted if not any(map(text.is_control, address))]
        shown = or_(Grant.organizer_id.is_not(None), Grant.email.in_(self._on_page))
        holder = aliased(Grant)
        has = or_(holder.id == Grant.id, holder.organizer_id == Grant.organizer_id)
        query = (
            select(Grant, holder, Calendar, meant.is_meant())
            .join(holder, has)
            .join(Calendar, Calendar.grant_id == holder.id)
        )
        order = (Grant.created_at, Grant.id, holder.id != Grant.id, holder.created_at, holder.id)
        rows = db.session.execute(
            query.where(*self._valid, Grant.email.in_(sorted(addresses)), shown).order_by(
                *order, Calendar.is_primary.desc(), Calendar.created_at, Calendar.id
            )
        ).all()
        theirs: dict[str, list[_Row]] = {}
        for grant, holding, calendar, is_meant in rows:
            if wanted[grant.email] in (None, "", grant.id):
                theirs.setdefault(grant.email, []).append((grant, holding, calendar, is_meant))
        return {email: self._account(email, found) for email, found in theirs.items()}

    def _account(self, email: str, rows: Sequence[_Row]) -> Account:
        primaries = (
            calendar.id
            for grant, holding, calendar, is_meant in rows
            if calendar.is_primary and is_meant and grant is holding
        )
        first = next(primaries, None)
        keys = {calendar.id: PRIMARY if calendar.id == first else calendar.id for _, _, calendar, _ in rows}
        of_primary = {PRIMARY: PRIMARY, email: PRIMARY} if first else {}
        offered = {
            calendar.id: AccountCalendar(
                keys[calendar.id], self._name_of(grant, holding, calendar), calendar.read_only
            )
            for grant, holding, calendar, _ in reversed(rows)
        }
        return Account(
            calendars=tuple(offered[calendar_id] for calendar_id in keys),
            names={**keys, **of_primary},
            has_hours=any(grant.organizer_id for grant, *_ in rows),
        )

    def _name_of(self, grant: Grant, holding: Grant, calendar: Calendar) -> str:
        is_elsewhere = holding.email != grant.email
        is_own = self._organizer_id is not None and holding.organizer_id == self._organizer_id
        return f"{calendar.name} ({holding.email})" if is_elsewhere and is_own else calendar.name

    @property
    def _valid(self) -> tuple[ColumnElement[bool], ...]:
        return Grant.application_id == self._application_id, Grant.status == VALID
