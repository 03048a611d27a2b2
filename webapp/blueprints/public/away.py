"""What guests read on the pages of people who are away, or will be soon."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from webapp.errors import NotFound
from webapp.models import Absence, Configuration
from webapp.scheduling import DAY, DEFAULT_ZONE, day_of, first_instant
from webapp.services.calendars import absences
from webapp.services.configurations import configurations
from webapp.services.configurations.view import view_of

TOLD_DAYS_AHEAD = 14


@dataclass(frozen=True, slots=True)
class Away:
    """`first`, `last`: the days, as their midnights in UTC: they are the same days for every guest.

    `is_everybody`: whether it is about all who take turns on a page. `colleagues`: the slugs of pages that are still
    there.
    """

    first: int
    last: int
    is_everybody: bool
    messages: tuple[str, ...]
    colleagues: tuple[str, ...]


def away(configuration: Configuration, *, now: int) -> Away | None:
    """The present absence of a page's organizer, or the next one.

    Where people take turns there is nothing to say unless all of them are away: then it is the time that all are.
    """
    view = view_of(configuration)
    turns = [each.email for each in view.participants if each.availability_calendar_ids is not None]
    is_everybody = view.availability.is_round_robin
    emails = {email.lower() for email in (turns if is_everybody else [view.organizer.email])}
    found = absences.of_addresses(
        emails,
        application_id=configuration.application_id,
        since=now,
        until=now + TOLD_DAYS_AHEAD * DAY,
    )
    together = _together(list(found.values()), now=now) if emails and found.keys() == emails else ()
    if not together:
        return None
    first, last = max(each.first_date for each in together), min(each.last_date for each in together)
    return Away(
        first=first_instant(day_of(first), zone=DEFAULT_ZONE),
        last=first_instant(day_of(max(first, last)), zone=DEFAULT_ZONE),
        is_everybody=is_everybody and len(emails) > 1,
        messages=_each_once(each.message for each in together),
        colleagues=_each_once(_colleague(each.colleague, configuration) for each in together),
    )


def _together(people: Sequence[Sequence[Absence]], *, now: int) -> Sequence[Absence]:
    """The absences of all these people, one of each, that are the first to have a time in common."""
    for begin in sorted({max(now, absence.starts_at) for person in people for absence in person}):
        there = [_at(person, begin) for person in people]
        together = [absence for absence in there if absence is not None]
        if len(together) == len(people):
            return together
    return ()


def _at(person: Sequence[Absence], instant: int) -> Absence | None:
    return next((each for each in person if each.starts_at <= instant < each.ends_at), None)


def _each_once(said: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, said)))


def _colleague(slug: str, configuration: Configuration) -> str:
    if not slug:
        return ""
    try:
        configurations.id_by_slug(slug, application_id=configuration.application_id)
    except NotFound:  # it was deleted since
        return ""
    return slug
