"""The forms by which an organizer connects a calendar, one for each kind, and has it counted on pages."""

from collections.abc import Sequence
from typing import Any

from wtforms import EmailField, PasswordField, SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired

from webapp import refusals
from webapp.blueprints.dashboard.editor.people_rows import TicksField
from webapp.errors import InvalidInput
from webapp.lib import text
from webapp.lib.text_form import TextForm
from webapp.models import Calendar, Mirror
from webapp.models.calendar import PRIMARY
from webapp.models.mirror import GONE
from webapp.services.configurations.counted_calendars import Wanted
from webapp.validators import Line
from webapp.words import lazy_gettext

_TYPED_BY_HAND = {"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}


class AccountForm(TextForm):
    """`names`: the fields that are settings of the kind, by the same names."""

    names: tuple[str, ...] = ()

    def to_settings(self) -> dict[str, Any]:
        """What was typed, as the kind's settings. What was left empty is left out."""
        return {name: self[name].data for name in self.names if self[name].data}

    def complain(self, problem: InvalidInput) -> None:
        """Show a refusal beside the field that it is about, else beside the first."""
        path = problem.field.removeprefix("settings.")
        field = self[path if path in self.names else self.names[0]]
        field.errors = [*field.errors, refusals.for_person(problem, label=str(field.label.text))]


class CalDavForm(AccountForm):
    names = ("url", "email", "username", "password")

    url = StringField(
        lazy_gettext("Address of the server"),
        [Line(text.URL_AT_MOST)],
        render_kw={"inputmode": "url", **_TYPED_BY_HAND},
    )
    email = EmailField(
        lazy_gettext("Your e-mail address there"),
        [Line(text.EMAIL_AT_MOST), DataRequired(lazy_gettext("Please enter your e-mail address."))],
        render_kw={"autocomplete": "email"},
    )
    username = StringField(
        lazy_gettext("User name"),
        [Line(text.EMAIL_AT_MOST)],
        description=lazy_gettext("Leave this empty if it is your e-mail address."),
        render_kw=_TYPED_BY_HAND,
    )
    password = PasswordField(
        lazy_gettext("Password or app password"),
        [DataRequired(lazy_gettext("Please enter the password."))],
        description=lazy_gettext("It is kept encrypted, and used for this calendar alone."),
        render_kw={"autocomplete": "off"},
    )


class ICloudForm(AccountForm):
    names = ("username", "password")

    username = EmailField(
        lazy_gettext("E-mail address of your Apple account"),
        [Line(text.EMAIL_AT_MOST), DataRequired(lazy_gettext("Please enter your e-mail address."))],
        render_kw={"autocomplete": "email"},
    )
    password = PasswordField(
        lazy_gettext("App-specific password"),
        [DataRequired(lazy_gettext("Please enter the password."))],
        description=lazy_gettext("It is kept encrypted, and used for this calendar alone."),
        render_kw={"autocomplete": "off"},
    )


class IcsForm(AccountForm):
    names = ("email", "url")

    email = StringField(
        lazy_gettext("Name"),
        [Line(text.EMAIL_AT_MOST), DataRequired(lazy_gettext("Please enter a name."))],
        description=lazy_gettext("What you call it, such as “Timetable”."),
        render_kw={"autocomplete": "off"},
    )
    url = StringField(
        lazy_gettext("Address of the calendar file"),
        [Line(text.URL_AT_MOST), DataRequired(lazy_gettext("Please enter the address."))],
        description=lazy_gettext("It begins with https:// or webcal:// and often ends with .ics."),
        render_kw={"inputmode": "url", **_TYPED_BY_HAND},
    )


FORMS: dict[str, type[AccountForm]] = {"caldav": CalDavForm, "icloud": ICloudForm, "ics": IcsForm}


class CountingForm(TextForm):
    """Which calendars of an account count on the organizer's pages. Its choices are given later: `know`."""

    calendars = TicksField(
        lazy_gettext("Calendars that count"),
        description=lazy_gettext(
            "What is in them is busy on your pages. Without a tick a calendar does not count."
        ),
    )
    booking = SelectField(
        lazy_gettext("Bookings go to"),
        choices=[],
        description=lazy_gettext("Bookings that are made already stay where they are."),
    )

    def know(self, calendars: Sequence[tuple[Calendar, Mirror]]) -> None:
        """Offer the calendars of an account, and only those that take events for bookings."""
        there = [calendar for calendar, mirror in calendars if mirror.failure != GONE]
        ticked = set(self.calendars.data or ())
        listed = [calendar for calendar, _ in calendars if calendar in there or calendar.id in ticked]
        self.calendars.choices = [SelectChoice(each.id, each.name) for each in listed]
        self.booking.choices = [
            SelectChoice("", lazy_gettext("Where they go now")),
            *(SelectChoice(each.id, each.name) for each in there if not each.read_only),
            SelectChoice(PRIMARY, lazy_gettext("Your calendar in Openslot")),
        ]

    def to_wanted(self) -> Wanted:
        return Wanted(counted=tuple(self.calendars.data or ()), booking=self.booking.data or None)

    def complain(self, problem: InvalidInput) -> None:
        """Show a refusal beside the field that it is about: a calendar that is not there any more."""
        field = self[problem.field]
        field.errors = [
            *field.errors,
            lazy_gettext("This calendar is not there any more. Please choose again."),
        ]
