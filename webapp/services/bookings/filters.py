"""Which bookings of a list are shown: what was searched, the page, a host, dates, and the order.

Dates and order are those of the index that a list is read by. All else is compared in Python, of at most so many
bookings at once: decision 0010.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Label, select

from webapp.lib.addresses import identity
from webapp.models import Booking, BookingHost
from webapp.services.bookings.orders import START

# Each as a question of its own for each row: joined, PostgreSQL would read every booking.
_SEARCHED = (
    select(Booking.guest_name + "\n" + Booking.guest_email + "\n" + Booking.title),
    select(Booking.additional_fields),
)
_PAGE, _HOSTS = select(Booking.configuration_id), select(Booking.participants)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """`search`: part of a guest's name or address, of the title or of an answer, in letters of any case.

    `page`: the id of a scheduling page. `host`: an address. `since`, `until`: the start lies in [since, until).
    `order`: of `orders.py`. `is_reversed`: the list goes the other way round.
    """

    search: str = ""
    page: str = ""
    host: str = ""
    since: int | None = None
    until: int | None = None
    order: str = START
    is_reversed: bool = False

    @property
    def compares(self) -> bool:
        """Whether rows are read and compared, so that a list is looked through in steps."""
        return bool(self.search or self.page or self.host)

    @property
    def dates(self) -> tuple[ColumnElement[bool], ...]:
        """What the index answers."""
        since = () if self.since is None else (BookingHost.starts_at >= self.since,)
        return since if self.until is None else (*since, BookingHost.starts_at < self.until)

    def has_dates_of(self, starts_at: int) -> bool:
        """The same of one booking."""
        is_early = self.since is not None and starts_at < self.since
        return not is_early and (self.until is None or starts_at < self.until)

    def columns(self, id_: Any) -> tuple[Label[Any], ...]:
        """What has to be known of a row to compare it."""
        wanted = {
            "searched": _SEARCHED[0] if self.search else None,
            "answers": _SEARCHED[1] if self.search else None,
            "page": _PAGE if self.page else None,
            "hosts": _HOSTS if self.host else None,
        }
        return tuple(
            query.where(Booking.id == id_).scalar_subquery().label(name)
            for name, query in wanted.items()
            if query is not None
        )

    def matches(self, row: Mapping[str, Any]) -> bool:
        if self.page and row["page"] != self.page:
            return False
        if self.host and identity(self.host) not in {identity(email) for email in row["hosts"]}:
            return False
        return not self.search or self.search.casefold() in _text(row).casefold()


EVERYTHING = Filter()


def _text(row: Mapping[str, Any]) -> str:
    return "\n".join([row["searched"], *(str(answer) for answer in (row["answers"] or {}).values())])
