"""Which of an organizer's pages count the calendars of a connected account, and where their bookings go.

An organizer's first page counts their first calendar alone; each later one begins with what the others count (`usual`).
Here the calendars of one account are counted, or counted no more, on all pages of the organizer at once, through the
judges that the editor has. Only the organizer's own entry among the people of a page is changed, and only pages on the
organizer's own dashboard are.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from webapp.errors import InvalidInput, NotFound, Outdated
from webapp.extensions import db
from webapp.models import Calendar, Configuration, Grant, Organizer
from webapp.models.calendar import PRIMARY
from webapp.services.configurations import configurations
from webapp.services.configurations.document import CALENDARS_AT_MOST

Participant = Mapping[str, Any]
TRIES = 3  # somebody may be saving the page in its editor


@dataclass(frozen=True, slots=True)
class PageCalendars:
    """A page on which an organizer takes part. Ids of calendars: `counted` as busy time, `booking` where it writes."""

    page: Configuration
    counted: frozenset[str]
    booking: str | None

    @property
    def name(self) -> str:
        return name_of(self.page)


@dataclass(frozen=True, slots=True)
class Wanted:
    """`counted`: ids of the account's calendars to count, none of its others. `booking`: the id of where bookings go;
    PRIMARY to take them out of the account; None to leave them where they are."""

    counted: tuple[str, ...]
    booking: str | None = None


@dataclass(frozen=True, slots=True)
class Usual:
    """How a document names what a page of the organizer counts, and where its bookings go."""

    counted: tuple[str, ...]
    booking: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The pages that were changed, and those that were refused, with why."""

    changed: Sequence[Configuration]
    refused: Sequence[tuple[Configuration, InvalidInput | Outdated]]


def of(organizer: Organizer) -> list[PageCalendars]:
    """What each page of the organizer counts, oldest page first. Two queries."""
    mine = _Mine(organizer)
    return [mine.calendars_of(page, entry) for page, entry in _entries(organizer, mine)]


def usual(organizer: Organizer) -> Usual:
    """What a new page of the organizer begins with: so it gives no time away at which the others are busy. Two queries.

    It counts every calendar that one of the others counts, the first calendar at first. Its bookings go where those of
    all the others go, else into the first calendar.
    """
    mine = _Mine(organizer)
    first = mine.id_of({"email": organizer.email}, PRIMARY)
    pages = [mine.calendars_of(page, entry) for page, entry in _entries(organizer, mine) if _is_judged(entry)]
    counted = {calendar_id for page in pages for calendar_id in page.counted} - {first}
    booking = {page.booking for page in pages if page.booking}
    known = [calendar for calendar in mine.calendars() if calendar.id in counted]
    into = [
        calendar.id for calendar in mine.calendars() if {calendar.id} == booking and not calendar.read_only
    ]
    return Usual(
        counted=(PRIMARY, *(calendar.id for calendar in known))[:CALENDARS_AT_MOST],
        booking=next((each for each in into if each != first), PRIMARY),
    )


def _entries(organizer: Organizer, mine: "_Mine") -> Iterator[tuple[Configuration, Participant]]:
    for page in configurations.of_organizer(organizer.id):
        if (entry := mine.entry(page)) is not None:
            yield page, entry


def _is_judged(entry: Participant) -> bool:
    return bool(entry.get("availability"))


def choose(organizer: Organizer, grant: Grant, wanted: Wanted, *, now: int) -> Outcome:
    """Count these calendars of the account on every page of the organizer. Each page is saved by itself.

    A page that says so already is left alone, and one that its judges refuse stays as it was. Raises InvalidInput with
    the path `calendars` or `booking` for a calendar that is not of the account, or takes no events.
    """
    mine = _Mine(organizer)
    theirs = {calendar.id: calendar for calendar in mine.of_grant(grant.id)}
    _check(wanted, theirs)
    changed, refused = [], []
    for page in configurations.of_organizer(organizer.id):
        try:
            if _save(page.id, mine, set(theirs), wanted, now=now):
                changed.append(page)
        except (InvalidInput, Outdated) as problem:
            refused.append((page, problem))
        except NotFound:
            continue  # deleted meanwhile
    return Outcome(changed, refused)


def name_of(page: Configuration) -> str:
    """What the page is called."""
    return str(page.document["name"])


class _Mine:
    """The organizer's accounts and calendars, and how documents name them. One query."""

    def __init__(self, organizer: Organizer) -> None:
        rows = db.session.execute(
            select(Grant, Calendar)
            .join(Calendar, Calendar.grant_id == Grant.id)
            .where(Grant.organizer_id == organizer.id)
            .order_by(Grant.created_at, Grant.id)
        ).all()
        self._rows = [(grant.id, grant.email, calendar) for grant, calendar in rows]

    def calendars(self) -> list[Calendar]:
        return [calendar for _, _, calendar in self._rows]

    def of_grant(self, grant_id: str) -> list[Calendar]:
        return [calendar for owner_id, _, calendar in self._rows if owner_id == grant_id]

    def entry(self, page: Configuration) -> Participant | None:
        """The organizer among the people of a page, if a calendar of theirs is read or written there."""
        people: list[Participant] = page.document["participants"]
        return next((each for each in people if self.is_entry(each)), None)

    def is_entry(self, participant: Participant) -> bool:
        has_calendars = participant.get("availability") or participant.get("booking")
        return bool(has_calendars) and any(self._grants_of(participant))

    def calendars_of(self, page: Configuration, entry: Participant) -> PageCalendars:
        booking = (entry.get("booking") or {}).get("calendar_id")
        booking_id = self.id_of(entry, booking) if booking else None
        named = (entry.get("availability") or {}).get("calendar_ids") or []
        counted = {self.id_of(entry, name) for name in named} | (
            {booking_id} if named and booking_id else set()
        )
        return PageCalendars(page, frozenset(counted), booking_id)

    def id_of(self, entry: Participant, name: str) -> str:
        """The id of a calendar, however a document names it; the name itself where there is none."""
        if name.lower() not in (PRIMARY, entry["email"].lower()):
            return name.lower()
        mine = self._grants_of(entry)
        firsts = (
            calendar.id for grant_id, _, calendar in self._rows if grant_id in mine and calendar.is_primary
        )
        return next(firsts, name)

    def _grants_of(self, participant: Participant) -> set[str]:
        email, named = participant["email"].lower(), participant.get("grant_id")
        return {id_ for id_, address, _ in self._rows if address == email and named in (None, id_)}


def _save(page_id: str, mine: _Mine, theirs: Collection[str], wanted: Wanted, *, now: int) -> bool:
    """Returns whether the page had to be changed. Raises what `configurations.update` raises."""
    for left in reversed(range(TRIES)):
        page = configurations.find(page_id)
        people: list[Participant] = page.document["participants"]
        after = [_changed(each, mine, theirs, wanted) if mine.is_entry(each) else each for each in people]
        if after == people:
            return False
        try:
            configurations.update(page, {"participants": after}, now=now, expected_revision=page.revision)
        except Outdated:
            if not left:
                raise
            db.session.expire_all()
        else:
            return True
    return False


def _changed(entry: Participant, mine: _Mine, theirs: Collection[str], wanted: Wanted) -> Participant:
    after = dict(entry)
    if availability := entry.get("availability"):
        before = availability["calendar_ids"]
        has = {mine.id_of(entry, name) for name in before}
        kept = [name for name in before if mine.id_of(entry, name) not in set(theirs) - set(wanted.counted)]
        added = [calendar_id for calendar_id in wanted.counted if calendar_id not in has]
        after["availability"] = {**availability, "calendar_ids": [*kept, *added] or [PRIMARY]}
    if (booking := entry.get("booking")) and wanted.booking is not None:
        now_in = mine.id_of(entry, booking["calendar_id"])
        leaves = now_in in theirs if wanted.booking == PRIMARY else now_in != wanted.booking
        if leaves:
            after["booking"] = {**booking, "calendar_id": wanted.booking}
    return after


def _check(wanted: Wanted, theirs: Mapping[str, Calendar]) -> None:
    for calendar_id in wanted.counted:
        if calendar_id not in theirs:
            raise InvalidInput("choice.unknown", field="calendars", choices=[*theirs])
    writable = [calendar.id for calendar in theirs.values() if not calendar.read_only]
    if wanted.booking not in (None, PRIMARY, *writable):
        raise InvalidInput("choice.unknown", field="booking", choices=[PRIMARY, *writable])
