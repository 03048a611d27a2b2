"""Which bookings an organizer asks for: a list and its filters, as they stand in an address."""

from dataclasses import dataclass, replace
from typing import Any

from flask import request

from webapp import refusals, scheduling
from webapp.blueprints.dashboard import dates
from webapp.blueprints.dashboard.access import organizer
from webapp.errors import InvalidInput, NotFound
from webapp.lib import text
from webapp.models import Configuration
from webapp.services.bookings import lists, orders
from webapp.services.bookings.filters import Filter
from webapp.services.configurations import configurations
from webapp.services.configurations.view import view_of
from webapp.words import gettext, lazy_gettext

SEARCH = lazy_gettext("Search")
SEARCH_AT_MOST = 100
# By what stands in an address: the order, and whether it is the other way round.
ORDERS = {
    "": (orders.START, False),
    "reversed": (orders.START, True),
    "booked": (orders.BOOKED_AT, False),
    "booked-reversed": (orders.BOOKED_AT, True),
    "guest": (orders.GUEST, False),
    "guest-reversed": (orders.GUEST, True),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the filters offer: `pages` of (id, name), `people` of (address, name)."""

    pages: list[tuple[str, str]]
    people: list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuery:
    """`typed`: what the form is filled with. `query`: what every link of the list repeats.

    `complaints`: by the name of a field, what is wrong with it; such a field filters nothing.
    """

    kind: str
    only: Filter
    typed: dict[str, str]
    complaints: dict[str, str]

    @property
    def query(self) -> dict[str, str]:
        return {name: value for name, value in self.typed.items() if value}

    @property
    def is_filtered(self) -> bool:
        return replace(self.only, order=orders.START, is_reversed=False) != Filter()


def choices() -> Choices:
    """The organizer's pages, and everybody who takes part in one. One query."""
    pages = configurations.of_organizer(organizer().id)
    return Choices(
        pages=sorted(((page.id, page.name) for page in pages), key=lambda page: page[1].casefold()),
        people=sorted(_people(pages).items(), key=lambda person: person[1].casefold()),
    )


def of_request(known: Choices) -> ListQuery:
    """The list that the address or the form names. Raises NotFound for none."""
    given = request.values
    kind = given.get("kind", "upcoming")
    if kind not in lists.KINDS:
        raise NotFound("bookings.no_such_list")
    complaints: dict[str, str] = {}
    search = _search(given.get("q", ""), complaints)
    since = _day(given.get("from", ""), "from", complaints)
    until = _day(given.get("to", ""), "to", complaints)
    typed = {
        "q": search,
        "page": _known(given.get("page", ""), known.pages),
        "host": _known(given.get("host", ""), known.people),
        "from": given.get("from", "")[:10],
        "to": given.get("to", "")[:10],
        "order": given.get("order", "") if given.get("order") in ORDERS else "",
    }
    order, is_reversed = ORDERS[typed["order"]]
    only = Filter(
        search=search,
        page=typed["page"],
        host=typed["host"],
        since=None if since is None else scheduling.first_instant(since, zone=organizer().timezone),
        until=None if until is None else scheduling.first_instant(until + 1, zone=organizer().timezone),
        order=order,
        is_reversed=is_reversed,
    )
    return ListQuery(kind=kind, only=only, typed=typed, complaints=complaints)


def _search(given: str, complaints: dict[str, str]) -> str:
    try:
        return text.clean(given, field="search", at_most=SEARCH_AT_MOST)
    except InvalidInput as problem:
        complaints["q"] = refusals.for_person(problem, label=SEARCH)
        return ""


def _day(given: str, name: str, complaints: dict[str, str]) -> int | None:
    day = dates.day_of(given)
    if given and day is None:
        complaints[name] = gettext("Please enter a date.")
    return day


def _known(given: str, offered: list[tuple[str, str]]) -> str:
    return given if given in {value for value, _ in offered} else ""


def _people(pages: list[Configuration]) -> dict[str, str]:
    people: dict[str, Any] = {}
    for page in pages:
        for person in view_of(page).participants:
            people.setdefault(person.email, person.name or person.email)
    return people
