"""The forms of guests and organizers. A form makes a command for a service and does nothing else."""

from typing import Any

from wtforms import EmailField, HiddenField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired

from webapp import display, refusals
from webapp import question_inputs as additional
from webapp.blueprints.public.form_tokens import SignedToken
from webapp.blueprints.public.guests_field import GuestsField, People
from webapp.blueprints.public.traps import TrapField, check_trap
from webapp.blueprints.public.visitor import Visitor
from webapp.errors import InvalidInput
from webapp.lib.text import NAME_AT_MOST
from webapp.lib.text_form import OnceForm, TextForm
from webapp.models import Booking, Configuration
from webapp.request_source import source
from webapp.services.bookings.commands import (
    GUEST,
    ORGANIZER,
    PAGE,
    REASON_AT_MOST,
    BookSlot,
    CancelBooking,
    DecideBooking,
    Person,
    RescheduleBooking,
)
from webapp.services.bookings.new import ADDITIONAL_GUESTS_AT_MOST
from webapp.services.configurations.view import view_of
from webapp.validators import Line, Lines, email_address
from webapp.words import lazy_gettext

LATEST_START = 32_503_680_000  # the year 3000: far enough, and dates in every zone can still be computed
DIGITS = len(str(LATEST_START))
NO_TIME = lazy_gettext("Please choose a time.")
NO_NAME = lazy_gettext("Please enter your name.")
NO_EMAIL = lazy_gettext("Please enter your e-mail address.")
MAILS_OF_A_BOOKING = lazy_gettext("We send the confirmation and a calendar invitation to this address.")
MAILS_OF_A_REQUEST = lazy_gettext(
    "We send the answer to this address, with a calendar invitation if your request is accepted."
)
NO_MAILS = lazy_gettext("No e-mail is sent. The organizer sees your address.")
REASON_WITHOUT_MAILS = lazy_gettext("Optional. Your guest sees it on the page of the request.")


class PageForm(TextForm):
    """A form of a guest: it keeps its content when its forgery token does not count, and says why.

    `wait`: the sentence to show when it was sent too often.
    """

    class Meta:
        csrf_class = SignedToken

    wait: str | None = None

    @property
    def ran_out(self) -> str | None:
        """The sentence to show when the token does not count, such as after it has expired."""
        problems = self.errors.get("csrf_token")
        return str(problems[0]) if problems else None


class SlotForm(PageForm):
    """A form for a slot, with its start in Unix seconds as a hidden field."""

    start = HiddenField(validators=[DataRequired(NO_TIME)])

    def validate_start(self, field: HiddenField) -> None:
        if not self.is_instant:
            raise ValidationError(NO_TIME)

    @property
    def is_instant(self) -> bool:
        given = str(self.start.data or "")
        return given.isascii() and given.isdigit() and len(given) <= DIGITS and int(given) <= LATEST_START

    @property
    def starts_at(self) -> int:
        """The start of the slot; 0 while there is none."""
        return int(self.start.data) if self.is_instant else 0

    def day_query(self, visitor: Visitor, *, now: int) -> dict[str, str]:
        """The query that opens the times at the slot's day, in the visitor's zone; empty for a time that is over."""
        return {"day": display.date_label(self.starts_at, visitor.zone)} if self.starts_at > now else {}


class BookingForm(SlotForm, OnceForm):
    """The guest, further guests, and the answers to the additional fields. Made by `booking_form`.

    Whoever has its `form_token` may see the booking that was made with it, so it is never part of an address.
    """

    name = StringField(
        lazy_gettext("Your name"),
        [Line(NAME_AT_MOST), DataRequired(NO_NAME)],
        render_kw={"autocomplete": "name", "autocapitalize": "words", "data-missing": NO_NAME},
    )
    email = EmailField(
        lazy_gettext("E-mail"),
        [DataRequired(NO_EMAIL), email_address],
        description=MAILS_OF_A_BOOKING,
        render_kw={"autocomplete": "email", "autocapitalize": "off", "spellcheck": "false"},
    )
    homepage = TrapField(lazy_gettext("Please leave this empty"), [check_trap])
    guests = GuestsField(
        lazy_gettext("Additional guests"),
        [People(ADDITIONAL_GUESTS_AT_MOST)],
        description=lazy_gettext("Optional. Paste or type e-mail addresses, with commas between them."),
        render_kw={
            "rows": 1,
            "class_": "line",
            "autocomplete": "off",
            "inputmode": "email",
            "autocapitalize": "off",
        },
    )

    @property
    def sprung(self) -> str | None:
        """The sentence to show when a program seems to have sent it."""
        return str(self.homepage.sprung) if self.homepage.sprung else None

    @property
    def additional(self) -> list[Any]:
        """The inputs of the page's additional fields."""
        return [field for field in self if field.name.startswith(additional.PREFIX)]

    def complain(self, problem: InvalidInput) -> None:
        """Show a service's refusal beside the field that it names; beside the time if the form has no such field."""
        path, key = problem.field.partition("[")[0], problem.field.removeprefix("additional_fields.")
        named = {"guest.name": self.name, "guest.email": self.email, "additional_guests": self.guests}
        named |= {field.name: field for field in self.additional}
        field = named.get(path) or named.get(f"{additional.PREFIX}{key}") or self.start
        label = None if field is self.start else str(field.label.text)
        field.errors = [*field.errors, refusals.for_person(problem, label=label)]

    def to_command(
        self, configuration: Configuration, visitor: Visitor, *, invitation: str | None = None
    ) -> BookSlot:
        """`invitation`: the token that the guest came with."""
        return BookSlot(
            starts_at=self.starts_at,
            ends_at=self.starts_at + slot_seconds(configuration),
            guest=Person(name=self.name.data, email=self.email.data),
            timezone=visitor.zone,
            language=visitor.language,
            additional_guests=self.guests.people if self.guests is not None else (),
            additional_fields=additional.answers(self.additional),
            form_token=self.token,
            source=source(),
            invitation=invitation,
            door=PAGE,
        )


class RescheduleForm(SlotForm):
    def is_at(self, booking: Booking) -> bool:
        """Whether the booking has this time already, so that nothing is to be moved."""
        return self.is_instant and self.starts_at == booking.starts_at

    def to_command(self, configuration: Configuration, visitor: Visitor) -> RescheduleBooking:
        return RescheduleBooking(
            starts_at=self.starts_at,
            ends_at=self.starts_at + slot_seconds(configuration),
            actor=GUEST,
            door=PAGE,
            timezone=visitor.zone,
            source=source(),
        )


class CancellationForm(PageForm):
    reason = TextAreaField(
        lazy_gettext("Why are you cancelling?"),
        [Lines(REASON_AT_MOST)],
        description=lazy_gettext("Optional. The organizer will see it."),
    )

    def to_command(self) -> CancelBooking:
        return CancelBooking(reason=self.reason.data, actor=GUEST, door=PAGE)


class DecisionForm(PageForm):
    """The organizer's decision. The reason is sent to the guest when the request is declined."""

    reason = TextAreaField(
        lazy_gettext("Message to your guest if you decline"),
        [Lines(REASON_AT_MOST)],
        description=lazy_gettext("Optional. We send it to your guest."),
    )

    def to_command(self) -> DecideBooking:
        return DecideBooking(reason=self.reason.data or "", actor=ORGANIZER, door=PAGE)


def booking_form(configuration: Configuration, **values: Any) -> BookingForm:
    """The booking form of one page, with an input for each of its additional fields."""
    page = view_of(configuration)
    inputs = additional.inputs(page.scheduler.additional_fields)
    form: BookingForm = type("BookingFormOfPage", (BookingForm,), inputs)(**values)
    form.email.render_kw = {
        **(form.email.render_kw or {}),
        "data-missing": NO_EMAIL,
        "data-wrong": refusals.for_person(
            InvalidInput("email.invalid", field="email"), label=str(form.email.label.text)
        ),
    }
    if page.event_booking.needs_confirmation:
        form.email.description = MAILS_OF_A_REQUEST
    if page.event_booking.disable_emails:
        form.email.description = NO_MAILS
    if page.scheduler.hide_additional_guests:
        del form.guests
    return form


def slot_seconds(configuration: Configuration) -> int:
    """How long a slot of this configuration lasts."""
    return view_of(configuration).availability.duration_minutes * 60
