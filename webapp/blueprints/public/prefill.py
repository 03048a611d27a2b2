"""What the address of a page says of a guest already: every link carries it, and it fills in the form.

Addresses are written by hand and by other programs. What is too long, unknown or no answer is left out, and the page
is shown all the same.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from flask import request

from webapp import question_inputs as additional
from webapp import scheduling
from webapp.errors import InvalidInput
from webapp.lib import text
from webapp.models import Configuration
from webapp.picker import LENGTH, Wish
from webapp.scheduling.clock_changes import instants_of
from webapp.services.configurations import additional_fields
from webapp.services.configurations.view import AdditionalField, view_of

NAME, EMAIL, GUEST = "name", "email", "guest"
DATE, TIME = "date", "time"
# Ours in an address of these pages: a page's own field of such a key is written with `field-` before it.
OURS = frozenset(
    (
        *(NAME, EMAIL, GUEST, DATE, TIME, LENGTH, "length", "tz", "timezone", "lang", "language"),
        *("day", "month", "start", "view", "clock", "embed", "scheme", "invited", "booked"),
    )
)
EACH_AT_MOST, ALL_AT_MOST, GUESTS_AT_MOST = 500, 1500, 20
FIRST_DATE, LAST_DATE = "1970-02-01", "2999-12-01"
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)


def of_request(configuration: Configuration) -> dict[str, str]:
    """What the address says of the guest, as a query carries it: `name`, `email`, `guest`, and `field-…` by key."""
    given = request.args
    guests = ", ".join(given.getlist(GUEST)[:GUESTS_AT_MOST])
    said = {
        NAME: _or_nothing(lambda: text.clean(given.get(NAME, ""), field=NAME, at_most=text.NAME_AT_MOST)),
        EMAIL: _or_nothing(lambda: text.email(given.get(EMAIL, ""), field=EMAIL)),
        GUEST: _or_nothing(lambda: text.clean(guests, field=GUEST, at_most=EACH_AT_MOST, lines=True)),
        **{f"{additional.PREFIX}{key}": _answer(key, asked) for key, asked in _asked(configuration).items()},
    }
    kept: dict[str, str] = {}
    for name, value in said.items():
        if value and len(value) <= EACH_AT_MOST and sum(map(len, kept.values())) + len(value) <= ALL_AT_MOST:
            kept[name] = value
    return kept


def form_values(configuration: Configuration, known: Mapping[str, str]) -> dict[str, Any]:
    """What `of_request` knows, as the fields of the booking form hold it."""
    asked = _asked(configuration)
    answers = {name: value for name, value in known.items() if name.startswith(additional.PREFIX)}
    return {
        NAME: known.get(NAME, ""),
        EMAIL: known.get(EMAIL, ""),
        "guests": known.get(GUEST, ""),
        **{
            name: additional.data(asked[name.removeprefix(additional.PREFIX)], value)
            for name, value in answers.items()
        },
    }


def wish() -> Wish:
    """The day or the month that the address asks for; `date` is another word for `day`."""
    wished = Wish.of_request()
    return wished if wished.day or wished.month else Wish(day=request.args.get(DATE, ""))


def wished_start(zone: str) -> int | None:
    """The instant that `date` and `time` name in a zone; None when they name none.

    Where clocks go back, the first of the two.
    """
    clock = _CLOCK.fullmatch(request.args.get(TIME, ""))
    date = request.args.get(DATE, "")
    if clock is None or text.date_of(date) is None or not FIRST_DATE < date < LAST_DATE:
        return None
    wall = int(clock[1]) * 3600 + int(clock[2]) * 60
    return next(iter(instants_of(scheduling.day_of(date), wall=wall, zone=zone)), None)


def _asked(configuration: Configuration) -> dict[str, AdditionalField]:
    fields = view_of(configuration).scheduler.additional_fields
    return {key: asked for key, asked in fields.items() if asked.type != additional.NOT_SHOWN}


def _answer(key: str, asked: AdditionalField) -> str:
    given = request.args.get(f"{additional.PREFIX}{key}", "" if key in OURS else request.args.get(key, ""))
    if not given or len(given) > EACH_AT_MOST:
        return ""
    return _or_nothing(
        lambda: additional_fields.check({key: asked}, {key: given}, may_be_missing=True).get(key, "")
    )


def _or_nothing(check: Callable[[], str]) -> str:
    try:
        return check()
    except InvalidInput:
        return ""
