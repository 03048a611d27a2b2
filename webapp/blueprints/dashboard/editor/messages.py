"""Messages: what guests are told, where they are sent, and what they may change themselves."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import BooleanField, SelectChoice, SelectField, StringField, TextAreaField, URLField

from webapp import words
from webapp.blueprints.dashboard.editor.inputs import MinutesField
from webapp.blueprints.dashboard.editor.section import Section
from webapp.services.configurations import drafts
from webapp.services.configurations.document import LANGUAGES
from webapp.words import gettext, lazy_gettext

_REFERENCE = lazy_gettext("“:booking_ref” in it becomes the booking’s reference.")


def _languages() -> list[SelectChoice]:
    return [SelectChoice(code, str(words.locale(code).get_display_name(code))) for code in LANGUAGES]


class MessagesSection(Section):
    name = "messages"
    template = "dashboard/editor/_messages.html"
    title = lazy_gettext("Messages and rules for guests")
    places: ClassVar = {
        "policy": "scheduler.cancellation_policy",
        "confirmed_title": "scheduler.email_template.booking_confirmed.title",
        "confirmed_body": "scheduler.email_template.booking_confirmed.body",
        "redirect": "scheduler.confirmation_redirect_url",
        "cancellation_notice": "scheduler.min_cancellation_notice",
        "no_rescheduling": "scheduler.hide_rescheduling_options",
        "no_cancellation": "scheduler.hide_cancellation_options",
        "no_guests": "scheduler.hide_additional_guests",
        "hide_participants": "event_booking.hide_participants",
        "no_mails": "event_booking.disable_emails",
        "organizer_locale": "scheduler.email_template.organizer_locale",
        "rescheduling_url": "scheduler.rescheduling_url",
        "cancellation_url": "scheduler.cancellation_url",
        "confirmation_url": "scheduler.organizer_confirmation_url",
    }

    policy = TextAreaField(
        lazy_gettext("Cancellation policy"),
        description=lazy_gettext("Guests read it before they book, and in the mail that confirms it."),
    )
    confirmed_title = StringField(
        lazy_gettext("Heading of the confirmation"),
        description=lazy_gettext("The first line of the mail that tells a guest that they are booked."),
    )
    confirmed_body = TextAreaField(lazy_gettext("Text of the confirmation"))
    cancellation_notice = MinutesField(
        lazy_gettext("Guests may cancel or move a booking until"),
        description=lazy_gettext("This long before it begins. 0 means: until it begins."),
    )
    no_rescheduling = BooleanField(lazy_gettext("Guests cannot move a booking themselves"))
    no_cancellation = BooleanField(lazy_gettext("Guests cannot cancel a booking themselves"))
    no_guests = BooleanField(lazy_gettext("Guests cannot bring other people"))
    hide_participants = BooleanField(lazy_gettext("Guests do not see each other’s addresses"))
    no_mails = BooleanField(
        lazy_gettext("Send no e-mails for this page"),
        description=lazy_gettext("For pages whose messages another program sends."),
    )
    organizer_locale = SelectField(
        lazy_gettext("Language of the mails to you"),
        choices=_languages,
        validate_choice=False,
    )
    redirect = URLField(
        lazy_gettext("After booking, go to"),
        description=lazy_gettext("A web address of your own, instead of our page that says what was booked."),
    )
    rescheduling_url = URLField(lazy_gettext("Your own page to move a booking"), description=_REFERENCE)
    cancellation_url = URLField(lazy_gettext("Your own page to cancel a booking"), description=_REFERENCE)
    confirmation_url = URLField(lazy_gettext("Your own page to confirm a request"), description=_REFERENCE)

    def summary(self, document: Mapping[str, Any]) -> str:
        said = (
            gettext("no e-mails")
            if drafts.value_at(document, self.places["no_mails"])
            else gettext("e-mails"),
            gettext("with a policy") if drafts.value_at(document, self.places["policy"]) else "",
            gettext("own page after booking") if drafts.value_at(document, self.places["redirect"]) else "",
        )
        return " · ".join(filter(None, said))
