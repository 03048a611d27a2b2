"""How an organizer chooses a time for a booking: free times first, then any time, with what is against it named."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request

from webapp import display
from webapp.blueprints.dashboard import dates, length_choice
from webapp.blueprints.dashboard.access import organizer
from webapp.blueprints.dashboard.presenters.explanations import Reason, told
from webapp.errors import InvalidInput
from webapp.lib import clock
from webapp.models import Booking, Configuration
from webapp.picker import LENGTH, Address, Picker, PickerContext, Wish, picker
from webapp.services.bookings import overriding
from webapp.services.configurations.view import view_of
from webapp.words import gettext

LATEST_START = 32_503_680_000  # the year 3000: dates in every zone can still be computed
ACCEPTED_AT_MOST, MARK_AT_MOST = 100, 400


@dataclass(frozen=True, slots=True)
class Chooser:
    """The organizer as the picker knows whoever chooses. `query`: the length that was chosen, on a page of several."""

    zone: str
    locale: str
    query: Mapping[str, str]
    unknown_zone: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenTime:
    """A time and all that is against it. `final`: what nobody can override. `marks`: of what an organizer accepts."""

    starts_at: int
    ends_at: int
    final: list[Reason]
    conflicts: list[Reason]
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedChoice:
    """What was typed as any time. `twice`: the starts that it means where clocks show it twice, with their offsets."""

    typed: dates.TypedTime
    date: str
    time: str
    twice: list[tuple[int, str]]
    is_skipped: bool


def chooser() -> Chooser:
    minutes = length_choice.asked()
    query = {LENGTH: str(minutes)} if minutes else {}
    return Chooser(organizer().timezone, organizer().locale, query)


def free_times(configuration: Configuration, address: Address, *, moving: Booking | None = None) -> Picker:
    """The month of free times. `address` makes the links of days and of times."""
    context = PickerContext(configuration, chooser(), clock.now(), address, address, moving=moving)
    return picker(context, Wish.of_request())


def typed(*, around: int) -> TypedChoice:
    """The form for any time, with what was typed; else with the date of `around`."""
    given, zone = dates.typed_time(), organizer().timezone
    found = given.instants(zone)
    return TypedChoice(
        typed=given,
        date=given.date[:10] or display.date_label(around, zone),
        time=given.time[:8],
        twice=[(at, display.offset(at, zone)) for at in found] if len(found) > 1 else [],
        is_skipped=given.is_complete and not found,
    )


def start_of_request() -> int | None:
    """The start that the form names; else that of the address, or what a typed date and time mean there."""
    sent = request.form if request.method == "POST" else request.args
    given = sent.get("start", "")
    if given.isascii() and given.isdigit() and len(given) <= len(str(LATEST_START)):
        return int(given) if int(given) <= LATEST_START else None
    found = dates.typed_time().instants(organizer().timezone)
    return found[0] if len(found) == 1 else None


def chosen(configuration: Configuration, start: int, *, moving: Booking | None = None) -> ChosenTime:
    """What is said before this time is taken. Raises InvalidInput for no time at all."""
    found = overriding.of_start(
        configuration, start=start, now=clock.now(), organizer=organizer(), moving=moving
    )
    return ChosenTime(
        starts_at=start,
        ends_at=start + seconds_of(configuration),
        final=told(found.final, organizer()),
        conflicts=told(found.open, organizer()),
        marks=found.marks,
    )


def chosen_of_request(configuration: Configuration, *, moving: Booking | None = None) -> ChosenTime | None:
    """The same of the time that the request names; None while there is none."""
    start = start_of_request()
    if start is None:
        return None
    try:
        return chosen(configuration, start, moving=moving)
    except InvalidInput:
        return None


def what_refused(chosen: ChosenTime, said: str) -> str:
    """What to say after a refusal: `said`, or where nothing more is known, that somebody else's calendar knows more."""
    is_known = chosen.final or not set(chosen.marks) <= accepted()
    return (
        said
        if is_known
        else gettext(
            "Something is at this time by now, in a calendar elsewhere. Please try again in a minute."
        )
    )


def seconds_of(configuration: Configuration) -> int:
    """How long a booking of the page lasts."""
    return view_of(configuration).availability.duration_minutes * 60


def accepted() -> frozenset[str]:
    """The conflicts that the form had named, and that were accepted by sending it."""
    return frozenset(mark[:MARK_AT_MOST] for mark in request.form.getlist("accepted")[:ACCEPTED_AT_MOST])
