"""Who can be chosen for a scheduling page by their account, and the calendars of those who were.

Every organizer can be put on every page of their application, as through the API. Of somebody else's account the editor
of a page learns the address, the name and the names of calendars, and nothing that stands in them. Accounts that only
programs use are not offered; of those that a page has already, its editor shows the calendars.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select

from webapp.extensions import db
from webapp.lib import text
from webapp.models import Calendar, Configuration, Grant, Organizer
from webapp.models.calendar import PRIMARY
from webapp.models.grant import VALID
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


class Accounts:
    """The accounts as the editor of this page sees them. `owner`: the address of the account that has the page."""

    def __init__(self, page: Configuration) -> None:
        self.owner = page.grant.email.lower()
        self._application_id = page.application_id
        self._on_page = sorted({each.email.lower() for each in view_of(page).participants})

    def offered(self) -> list[Offered]:
        """The accounts of all organizers, by their names. One query."""
        query = select(Grant.id, Grant.email, Organizer.name).join(
            Organizer, Organizer.id == Grant.organizer_id
        )
        rows = db.session.execute(
            query.where(*self._valid).order_by(Grant.created_at, Grant.id).limit(OFFERED_AT_MOST)
        )
        first = {email: Offered(grant_id, email, name) for grant_id, email, name in reversed(rows.all())}
        return sorted(first.values(), key=lambda account: (account.name.casefold(), account.email))

    def of(self, wanted: Mapping[str, str | None]) -> dict[str, Account]:
        """The accounts behind these addresses, as far as they have one. One query.

        `wanted`: addresses in lower case, each with the id of the grant that is meant, or None for all of that address.
        """
        addresses = [address for address in wanted if not any(map(text.is_control, address))]
        shown = or_(Grant.organizer_id.is_not(None), Grant.email.in_(self._on_page))
        query = select(Grant, Calendar).join(Calendar, Calendar.grant_id == Grant.id)
        rows = db.session.execute(
            query.where(*self._valid, Grant.email.in_(sorted(addresses)), shown).order_by(
                Grant.created_at, Grant.id, Calendar.is_primary.desc(), Calendar.created_at, Calendar.id
            )
        ).all()
        theirs: dict[str, list[tuple[Grant, Calendar]]] = {}
        for grant, calendar in rows:
            if wanted[grant.email] in (None, "", grant.id):
                theirs.setdefault(grant.email, []).append((grant, calendar))
        return {email: _account(email, found) for email, found in theirs.items()}

    @property
    def _valid(self) -> tuple[ColumnElement[bool], ...]:
        return Grant.application_id == self._application_id, Grant.status == VALID


def _account(email: str, found: list[tuple[Grant, Calendar]]) -> Account:
    first = next((calendar.id for _, calendar in found if calendar.is_primary), None)
    keys = {calendar.id: PRIMARY if calendar.id == first else calendar.id for _, calendar in found}
    of_primary = {PRIMARY: PRIMARY, email: PRIMARY} if first else {}
    return Account(
        calendars=tuple(
            AccountCalendar(keys[calendar.id], calendar.name, calendar.read_only) for _, calendar in found
        ),
        names={**keys, **of_primary},
        has_hours=any(grant.organizer_id for grant, _ in found),
    )
