"""The form for a new scheduling page: what it needs before its link can be shared, and no more."""

from flask import request, url_for
from wtforms import HiddenField, RadioField, SelectChoice, StringField
from wtforms.validators import DataRequired

from webapp import display, refusals
from webapp.blueprints.dashboard.editor.inputs import NumberField
from webapp.errors import InvalidInput
from webapp.lib import signature, text
from webapp.lib.text_form import OnceForm
from webapp.validators import Line
from webapp.words import gettext, lazy_gettext

LENGTHS = (15, 30, 45, 60)  # minutes
ANOTHER_LENGTH = "other"
MY_HOURS, OTHER_HOURS = "mine", "other"


def new_page_address() -> str:
    """Where the form for a new page is, with what makes it one form.

    The browser asks for the form anew when somebody goes back to it: then it is the same form, because it has the same
    address. Whoever is given that address makes pages of their own with it.
    """
    return url_for("dashboard.page_new", form=signature.new_token())


def _lengths() -> list[SelectChoice]:
    lengths = [SelectChoice(str(minutes), display.duration(minutes)) for minutes in LENGTHS]
    return [*lengths, SelectChoice(ANOTHER_LENGTH, gettext("Another length"))]


class NewPageForm(OnceForm):
    """`offer_hours` fills in the choices of hours, which differ from organizer to organizer.

    Its token is that of its address, if it has one.
    """

    form_token = HiddenField(default=lambda: request.args.get("form") or signature.new_token())
    name = StringField(
        lazy_gettext("Name"),
        [Line(text.NAME_AT_MOST), DataRequired(lazy_gettext("Please enter a name."))],
        description=lazy_gettext("What you meet for, such as “Intro call”."),
    )
    minutes = RadioField(lazy_gettext("Length"), choices=_lengths, default="30", validate_choice=False)
    other_minutes = NumberField(lazy_gettext("Minutes"), render_kw={"min": "1", "max": "1440"})
    hours = RadioField(lazy_gettext("Hours"), default=MY_HOURS, validate_choice=False)

    @property
    def length(self) -> str:
        """The minutes as they were chosen or typed."""
        return str((self.other_minutes if self.minutes.data == ANOTHER_LENGTH else self.minutes).data)

    def offer_hours(self, mine: str) -> None:
        """`mine`: the organizer's working hours in words."""
        self.hours.choices = [
            SelectChoice(
                MY_HOURS,
                gettext("My working hours: %(hours)s", hours=mine) if mine else gettext("My working hours"),
            ),
            SelectChoice(OTHER_HOURS, gettext("Other hours, which I choose next")),
        ]

    def complain(self, problem: InvalidInput) -> None:
        """Show a refusal beside its field."""
        other = self.minutes.data == ANOTHER_LENGTH
        field = (
            self.name
            if problem.field in ("name", "event_booking.title")
            else self.other_minutes
            if other
            else self.minutes
        )
        field.errors = [*field.errors, refusals.for_person(problem, label=str(field.label.text))]
