"""The row of one person in the editor: who it is, which of their calendars count, and where a booking goes."""

from collections.abc import Mapping
from typing import Any

from wtforms import (
    BooleanField,
    EmailField,
    Form,
    HiddenField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.blueprints.dashboard.editor.inputs import NumberField, whole_number
from webapp.blueprints.dashboard.priorities import PRIORITIES
from webapp.models.calendar import PRIMARY
from webapp.scheduling import PRIORITY, WEIGHT
from webapp.services.configurations import drafts
from webapp.services.configurations.accounts import Account, Offered
from webapp.services.configurations.document import WEIGHT_AT_MOST
from webapp.words import gettext, lazy_gettext

Participant = dict[str, Any]
TICKS_AT_MOST = 100
_OWN_HOURS = ("availability.open_hours", "specific_time_availability", "only_specific_time_availability")


class TicksField(SelectMultipleField):
    """Any number of options, as checkboxes. The options are given later: `choices`."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, choices=[], validate_choice=False, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read no more than a page can offer."""
        super().process_formdata(valuelist[:TICKS_AT_MOST])


class _SentField(SelectField):
    """A choice that is nothing when it is not sent: what is stored at this number may be somebody else's."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, choices=[], validate_choice=False, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = valuelist[0] if valuelist else ""


class _SentNumber(NumberField):
    """A whole number that is None when it is not sent, for the same reason."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = valuelist[0].strip() if valuelist else None


class PersonForm(Form):
    """One of `participants`. `key`: the address under which the page has them, empty for somebody new.

    `number`: what the buttons of the page call the row. `place`: where it stands, which a script changes when it is
    dragged. `grant`: the account that was chosen for somebody new.
    """

    key = HiddenField()
    number = HiddenField()
    place = HiddenField()
    grant = HiddenField()
    name = StringField(lazy_gettext("Name that guests read"), render_kw={"autocomplete": "off"})
    email = EmailField(lazy_gettext("E-mail address"), render_kw={"autocomplete": "off"})
    calendars = TicksField(
        lazy_gettext("Calendars that count"),
        description=lazy_gettext(
            "Whatever is in them makes this person busy. With none, nobody asks whether this person is free."
        ),
    )
    booking = _SentField(lazy_gettext("Bookings go into"))
    follows = BooleanField(
        lazy_gettext("Only in their working hours"),
        description=lazy_gettext(
            "Otherwise at the hours that all people of the page share; where there are none, at any time."
        ),
    )

    weight = _SentNumber(
        lazy_gettext("Weight"),
        description=lazy_gettext("Somebody with 2 gets twice as many bookings as somebody with 1."),
        render_kw={"min": "1", "max": str(WEIGHT_AT_MOST)},
    )
    priority = _SentField(
        lazy_gettext("Priority"),
        description=lazy_gettext("Of those who are free, the highest priority is always taken first."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.priority.choices = [SelectChoice(value, name) for value, name in PRIORITIES.items()]
        self.stored: Participant = {}
        self.account: Account | None = None
        self.has_page_hours = False

    @property
    def address(self) -> str:
        """The e-mail as people are told apart by it."""
        return (self.email.data or "").strip().lower()

    @property
    def called(self) -> str:
        """What the page calls this person."""
        return self.name.data or self.email.data or gettext("New person")

    @property
    def is_empty(self) -> bool:
        """Whether it was added and nothing was typed."""
        return not (self.key.data or (self.name.data or "").strip() or self.address)

    @property
    def is_by_account(self) -> bool:
        """Whether they are here with an account, which may be gone: then the address is no text to change."""
        return self.account is not None or has_calendars(self.stored)

    @property
    def takes_bookings(self) -> bool:
        """Whether they can be the organizer."""
        return self.is_by_account and bool(self.booking.data)

    @property
    def has_own_hours(self) -> bool:
        return any(drafts.value_at(self.stored, path) for path in _OWN_HOURS)

    @property
    def may_follow(self) -> bool:
        """Whether the row asks for working hours. Those of the page's organizer are asked for among the hours."""
        has_hours = self.account is not None and self.account.has_hours
        return has_hours and not self.has_page_hours and not self.has_own_hours

    def know(self, stored: Participant | None, account: Account | None, *, has_page_hours: bool) -> None:
        """Take in what the page has stored of this person, and the account, and offer its calendars."""
        self.stored, self.account, self.has_page_hours = stored or {}, account, has_page_hours
        self._keep_what_was_not_asked()
        self.calendars.data = self._keys(self.calendars.data or ())
        self.booking.data = next(iter(self._keys(filter(None, [self.booking.data]))), "")
        known = {calendar.key: calendar.name for calendar in account.calendars} if account else {}
        writable = [calendar for calendar in account.calendars if not calendar.read_only] if account else []
        gone = {key: gettext("A calendar that is not there any more") for key in self.calendars.data}
        self.calendars.choices = [SelectChoice(key, name) for key, name in {**gone, **known}.items()]
        into = {calendar.key: calendar.name for calendar in writable}
        kept = {
            self.booking.data: known.get(self.booking.data, gettext("A calendar that is not there any more"))
        }
        self.booking.choices = [
            SelectChoice("", gettext("None of their calendars")),
            *(SelectChoice(key, name) for key, name in {**kept, **into}.items() if key),
        ]

    def participant(self, stored: Participant | None, *, is_organizer: bool) -> Participant:
        """What the row says, over what is `stored` of the same person, with what other sections have changed."""
        stored = stored or {}
        said = {
            **_NOBODY,
            **stored,
            "email": self.email.data or "",
            "name": self.name.data or None,
            "is_organizer": is_organizer,
            "grant_id": stored.get("grant_id") or self.grant.data or None,
        }
        if self.account is not None:
            said |= {"availability": self._availability(stored), "booking": self._booking(stored)}
        if self.may_follow:
            said["follows_working_hours"] = bool(self.follows.data and said["availability"])
        turns = self._turns(stored) if said["availability"] else None
        return said if turns == stored.get("round_robin") else {**said, "round_robin": turns}

    def _turns(self, stored: Participant) -> dict[str, Any] | None:
        """How they take turns: what is stored, where that is what was typed."""
        known: dict[str, Any] | None = stored.get("round_robin")
        typed = {"weight": _number(self.weight.data or WEIGHT), "priority": _number(self.priority.data)}
        return known if typed == (known or _AS_USUAL) else {**(known or {}), **typed}

    def _keep_what_was_not_asked(self) -> None:
        """Hold what is stored where the page asked for nothing, as with one person: it may ask the next time."""
        stored = turns_of(self.stored)
        if self.weight.data is None:
            self.weight.data = stored["weight"]
        self.priority.data = self.priority.data or stored["priority"]

    def _availability(self, stored: Participant) -> dict[str, Any] | None:
        known: dict[str, Any] = stored.get("availability") or {}
        ticked = self.calendars.data or []
        if set(ticked) == set(self._keys(known.get("calendar_ids") or ())):
            return stored.get("availability")
        return {**known, "calendar_ids": ticked} if ticked else None

    def _booking(self, stored: Participant) -> dict[str, Any] | None:
        known: dict[str, Any] = stored.get("booking") or {}
        if [self.booking.data] == self._keys([known.get("calendar_id") or ""]):
            return stored.get("booking")
        return {**known, "calendar_id": self.booking.data} if self.booking.data else None

    def _keys(self, names: Any) -> list[str]:
        return list(dict.fromkeys(self.account.key_of(name) if self.account else name for name in names))


_NOBODY: Participant = {"grant_id": None, "availability": None, "booking": None}
_AS_USUAL = {"weight": WEIGHT, "priority": PRIORITY}


def _number(typed: Any) -> Any:
    """A number, or what was typed instead of one, for the document to refuse."""
    number = whole_number(typed)
    return typed if number is None else number


def values_of(participant: Mapping[str, Any]) -> dict[str, Any]:
    """What a row holds for a stored participant."""
    return {
        "key": participant["email"].lower(),
        "name": participant.get("name"),
        "email": participant["email"],
        "calendars": drafts.value_at(participant, "availability.calendar_ids") or [],
        "booking": drafts.value_at(participant, "booking.calendar_id") or "",
        "follows": participant.get("follows_working_hours", False),
        **turns_of(participant),
    }


def turns_of(participant: Mapping[str, Any]) -> dict[str, Any]:
    """What the fields of a round robin hold for a participant."""
    turns = {**_AS_USUAL, **(participant.get("round_robin") or {})}
    return {"weight": turns["weight"], "priority": str(turns["priority"])}


def values_of_account(account: Offered, *, follows: bool) -> dict[str, Any]:
    """What a row begins with for somebody who was chosen: as somebody who makes a page begins with themselves.

    `follows`: whether they keep to their working hours.
    """
    return {
        "grant": account.grant_id,
        "name": account.name,
        "email": account.email,
        "calendars": [PRIMARY],
        "booking": PRIMARY,
        "follows": follows,
        **turns_of({}),
    }


def has_calendars(participant: Mapping[str, Any]) -> bool:
    """Whether a calendar of theirs is read or written."""
    return bool(participant.get("availability") or participant.get("booking"))
