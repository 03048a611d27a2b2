"""The form for an invitation."""

from wtforms import EmailField, StringField
from wtforms.validators import Optional
from wtforms.widgets import DateInput

from webapp import display, refusals
from webapp.blueprints.dashboard.dates import end_of_day
from webapp.blueprints.dashboard.editor.inputs import NumberField
from webapp.errors import InvalidInput
from webapp.lib import text
from webapp.lib.text_form import OnceForm
from webapp.scheduling import DAY
from webapp.services.configurations.invitations import NOTE_AT_MOST, USES_AT_MOST, Invited
from webapp.validators import Line, email_address
from webapp.words import lazy_gettext

DAYS_AHEAD = 30
DIGITS_AT_MOST = 6


class InvitationForm(OnceForm):
    """Who is invited, how often they may book, and until when."""

    name = StringField(
        lazy_gettext("Name"),
        [Line(text.NAME_AT_MOST)],
        description=lazy_gettext("Optional. Your guest finds it in the form and can change it."),
        render_kw={"autocomplete": "off"},
    )
    email = EmailField(
        lazy_gettext("E-mail address"),
        [Optional(), email_address],
        description=lazy_gettext("Optional. No mail is sent: you pass the link on yourself."),
        render_kw={"autocomplete": "off"},
    )
    uses = NumberField(
        lazy_gettext("How many bookings"),
        default="1",
        render_kw={"min": "1", "max": str(USES_AT_MOST), "class": "short"},
    )
    last_day = StringField(
        lazy_gettext("Last day"),
        widget=DateInput(),
        description=lazy_gettext("Leave this empty if the link should not expire."),
    )
    note = StringField(
        lazy_gettext("Note"),
        [Line(NOTE_AT_MOST)],
        description=lazy_gettext("Optional. Only you see it."),
    )

    def suggest(self, *, zone: str, now: int) -> None:
        """Fill in the last day of a new form."""
        self.last_day.data = display.date_label(now + DAYS_AHEAD * DAY, zone)

    def to_invited(self, *, zone: str) -> Invited:
        """`zone`: whose day the last day is. Raises InvalidInput."""
        return Invited(
            uses=_number(str(self.uses.data or "")),
            expires_at=end_of_day(str(self.last_day.data or "").strip(), zone, field="expires_at"),
            name=self.name.data or "",
            email=self.email.data or "",
            note=self.note.data or "",
        )

    def complain(self, problem: InvalidInput) -> None:
        """Show a refusal beside its field."""
        named = {"expires_at": self.last_day, "uses": self.uses, "email": self.email, "note": self.note}
        field = named.get(problem.field, self.name)
        field.errors = [*field.errors, refusals.for_person(problem, label=str(field.label.text))]


def _number(typed: str) -> int:
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= DIGITS_AT_MOST
    return int(typed) if is_number else 0  # which the service refuses
