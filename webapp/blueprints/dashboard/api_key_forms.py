"""The form for an API key."""

from wtforms import PasswordField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length
from wtforms.widgets import DateInput

from webapp import refusals
from webapp.blueprints.dashboard.dates import end_of_day
from webapp.errors import InvalidInput
from webapp.lib.text_form import OnceForm
from webapp.services.access import scopes
from webapp.services.access.api_keys import NAME_AT_MOST
from webapp.services.access.sign_ins import PASSWORD_AT_MOST
from webapp.validators import Line
from webapp.words import lazy_gettext

NOTHING = ""
CHOICES = [
    SelectChoice(scopes.WRITE, lazy_gettext("Read and change")),
    SelectChoice(scopes.READ, lazy_gettext("Only read")),
    SelectChoice(NOTHING, lazy_gettext("Nothing")),
]


class ApiKeyForm(OnceForm):
    """What a key is for, what it may do, and until when."""

    name = StringField(
        lazy_gettext("Name"),
        [Line(NAME_AT_MOST), DataRequired(lazy_gettext("Please give the key a name."))],
        description=lazy_gettext("Which program it is for, such as “CRM”."),
        render_kw={"autocomplete": "off"},
    )
    scheduling = SelectField(lazy_gettext("Scheduling pages and bookings"), choices=CHOICES)
    calendars = SelectField(lazy_gettext("Calendars and events"), choices=CHOICES)
    accounts = SelectField(lazy_gettext("Calendar accounts and sign-in for programs"), choices=CHOICES)
    webhooks = SelectField(lazy_gettext("Webhooks"), choices=CHOICES)
    last_day = StringField(
        lazy_gettext("Last day"),
        widget=DateInput(),
        description=lazy_gettext("Leave this empty if the key should not expire."),
    )
    password = PasswordField(
        lazy_gettext("Your password"),
        [
            DataRequired(lazy_gettext("Please enter your password.")),
            Length(max=PASSWORD_AT_MOST, message=lazy_gettext("This password is too long.")),
        ],
        description=lazy_gettext("A key opens the calendars of everybody here, so we ask again."),
        render_kw={"autocomplete": "current-password"},
    )

    def scopes(self) -> list[str]:
        """What was allowed, none for everything. Raises InvalidInput where nothing is."""
        chosen = {kind: str(self[kind].data) for kind in scopes.KINDS}
        if not any(chosen.values()):
            raise InvalidInput("api_key.for_nothing", field=scopes.SCHEDULING)
        if set(chosen.values()) == {scopes.WRITE}:
            return []
        return [scopes.scope(kind, what) for kind, what in chosen.items() if what != NOTHING]

    def expires_at(self, *, zone: str) -> int | None:
        """The end of the last day in a zone, None for never. Raises InvalidInput."""
        return end_of_day(str(self.last_day.data or "").strip(), zone, field="expires_at")

    def complain(self, problem: InvalidInput) -> None:
        """Show a refusal beside its field."""
        field = self.last_day if problem.field == "expires_at" else self[problem.field]
        field.errors = [*field.errors, refusals.for_person(problem, label=str(field.label.text))]
