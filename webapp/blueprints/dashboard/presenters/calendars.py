"""Connected accounts, and the providers that can be connected, as the dashboard shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from webapp import providers, refusals
from webapp.blueprints.dashboard.calendar_forms import FORMS
from webapp.lib.oauth import client
from webapp.models import Calendar, Mirror
from webapp.models.mirror import GONE
from webapp.providers.caldav.presets import PRESETS, Preset
from webapp.services.calendars.accounts import Account
from webapp.services.configurations.counted_calendars import PageCalendars
from webapp.words import gettext, lazy_gettext, ngettext

NAMES: dict[str, Any] = {
    "caldav": lazy_gettext("Another server (CalDAV)"),
    "ics": lazy_gettext("A calendar file (ICS address)"),
}
SHORT_NAMES: dict[str, Any] = {
    "caldav": lazy_gettext("CalDAV"),
    "icloud": lazy_gettext("iCloud"),
    "ics": lazy_gettext("Calendar file"),
    "google": lazy_gettext("Google"),
    "microsoft": lazy_gettext("Microsoft"),
}
CONSENT_HELP: dict[str, Any] = {
    "google": lazy_gettext(
        "Google Calendar, with your Google account. You sign in at Google; we see no password."
    ),
    "microsoft": lazy_gettext(
        "Outlook and Microsoft 365, with your Microsoft account. You sign in there; we see no password."
    ),
}
HELP: dict[str, Any] = {
    "caldav": lazy_gettext(
        "For every server that speaks CalDAV. Without an address we look for it at your e-mail’s domain."
    ),
    "ics": lazy_gettext("Only read: its events count as busy time, and bookings go to another calendar."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A provider to choose. `preset`: the key of one that is known by name, which fills in the form."""

    kind: str
    preset: str
    name: str
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRow:
    """`notes`: what is special about it. `trouble`: what is wrong, in a sentence."""

    name: str
    notes: list[str]
    trouble: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountCard:
    """`state` with its `look`; `trouble`: what is wrong, and `is_lost`: whether only connecting again helps.
    `renew`: how it is connected again, on a button.

    `pages`: how many of the organizer's pages count it; `is_uncounted`: whether none does.
    """

    id: str
    kind: str
    provider: str
    name: str
    state: str
    look: str
    trouble: str
    is_lost: bool
    renew: str
    synced_at: int | None
    calendars: list[CalendarRow]
    pages: str
    is_uncounted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingPage:
    """A page of the organizer. `says`: what it does with the account now."""

    id: str
    name: str
    says: str


def choices() -> list[Choice]:
    """Every provider that can be connected here, those with a name first."""
    known = [kind for kind in FORMS if kind in providers.kinds()]
    named = [
        Choice(kind=preset.kind, preset=preset.key, name=preset.name, help=str(preset.help))
        for preset in PRESETS
        if preset.kind in known
    ]
    consenting = [
        Choice(kind=kind, preset="", name=client.app_of(kind).name, help=str(said))
        for kind, said in CONSENT_HELP.items()
        if asks_consent(kind) and client.app_of(kind).is_set_up
    ]
    general = [
        Choice(kind=kind, preset="", name=str(NAMES[kind]), help=str(HELP[kind]))
        for kind in known
        if kind in HELP
    ]
    return [*consenting, *named, *general]


def asks_consent(kind: str) -> bool:
    """Whether the accounts of this kind are connected on a page of their provider, without a form of ours."""
    return kind in CONSENT_HELP and kind in providers.kinds()


def chosen(kind: str, preset: str) -> Choice | None:
    """The choice with this kind and preset."""
    return next((each for each in choices() if (each.kind, each.preset) == (kind, preset)), None)


def preset_of(choice: Choice) -> Preset | None:
    return next((preset for preset in PRESETS if preset.key == choice.preset), None)


def account_card(account: Account, pages: Sequence[PageCalendars]) -> AccountCard:
    """How an account stands, in words. `pages`: all pages of the organizer."""
    grant = account.grant
    state, look = _state(account)
    counting = [page for page in pages if page.counted & _ids(account)]
    return AccountCard(
        id=grant.id,
        kind=grant.provider,
        provider=_provider_name(grant.provider),
        name=grant.email,
        state=state,
        look=look,
        trouble=_sentence(grant.failure) if not account.lets_us_in else "",
        renew=gettext("Connect again")
        if asks_consent(account.grant.provider)
        else gettext("Change the password"),
        is_lost=not account.lets_us_in,
        synced_at=account.synced_at,
        calendars=[_row(calendar, mirror) for calendar, mirror in account.calendars],
        pages=_counted_by(len(counting), len(pages)),
        is_uncounted=bool(pages) and not counting,
    )


def counted(account: Account, pages: Sequence[PageCalendars]) -> dict[str, Any]:
    """What the form of counted calendars begins with: what some page counts, and all that are there if none does."""
    named = {calendar_id for page in pages for calendar_id in page.counted}
    there = [calendar.id for calendar, mirror in account.calendars if mirror.failure != GONE]
    return {
        "calendars": [each.id for each, _ in account.calendars if each.id in named] or there,
        "booking": "",
    }


def counting(account: Account, pages: Sequence[PageCalendars]) -> list[CountingPage]:
    """The organizer's pages, each with what it does with the account now."""
    return [CountingPage(id=each.page.id, name=each.name, says=_said_of(each, account)) for each in pages]


def _said_of(page: PageCalendars, account: Account) -> str:
    names = [calendar.name for calendar, _ in account.calendars if calendar.id in page.counted]
    into = [calendar.name for calendar, _ in account.calendars if calendar.id == page.booking]
    says = [
        gettext("counts %(calendars)s", calendars=", ".join(names))
        if names
        else gettext("counts none of them")
    ]
    says += [gettext("bookings go to %(calendar)s", calendar=name) for name in into]
    return " · ".join(says)


def _counted_by(count: int, of_all: int) -> str:
    if not of_all:
        return ""
    if count == of_all:
        return ngettext("Counts on your page", "Counts on all of your %(num)s pages", of_all)
    return ngettext(
        "Counts on %(count)s of %(num)s page", "Counts on %(count)s of %(num)s pages", of_all, count=count
    )


def _ids(account: Account) -> set[str]:
    return {calendar.id for calendar, _ in account.calendars}


def _state(account: Account) -> tuple[str, str]:
    if not account.lets_us_in:
        return gettext("Connect again"), "bad"
    if account.failure is not None:
        return gettext("Not up to date"), "warn"
    if account.synced_at is None:
        return gettext("Being read"), ""
    return gettext("Connected"), "good"


def _row(calendar: Calendar, mirror: Mirror) -> CalendarRow:
    notes = [gettext("only read")] if calendar.read_only else []
    if mirror.troubles:
        notes.append(
            ngettext(
                "%(num)s event could not be read and counts as busy",
                "%(num)s events could not be read and count as busy",
                mirror.troubles,
            )
        )
    return CalendarRow(
        name=calendar.name, notes=notes, trouble=_sentence(mirror.failure) if mirror.failure else ""
    )


def _sentence(code: str | None) -> str:
    return refusals.of_code(code or "") or gettext("It could not be read. We try again by ourselves.")


def _provider_name(kind: str) -> str:
    return str(SHORT_NAMES.get(kind, kind))
