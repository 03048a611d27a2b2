"""A form whose forgery token ran out, or was never right: nothing changes, it is shown again, filled."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import current_app, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from webapp.blueprints.dashboard import (
    absences,
    api_keys,
    authorizations,
    booking_details,
    booking_lists,
    calendars,
    editors,
    events,
    forgotten_passwords,
    guest_bookings,
    invitations,
    joining,
    mail,
    messages,
    moves,
    pages,
    passwords,
    people,
    person_accounts,
    profiles,
    second_factors,
    sign_in_codes,
    webhook_deliveries,
    webhooks,
    working_hours,
)
from webapp.blueprints.dashboard.access import PUBLIC_ENDPOINTS, ask_to_sign_in, dashboard_path, signed_in
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.booking_details import AddedGuestForm, NoteForm
from webapp.blueprints.dashboard.bookings import booking_page, find_booking, request_fragment
from webapp.blueprints.dashboard.editor import preview
from webapp.blueprints.dashboard.forms import PasswordForm, ReasonForm, SetupForm, SignInForm
from webapp.blueprints.dashboard.page_forms import NewPageForm
from webapp.blueprints.dashboard.people_forms import ForgottenPasswordForm, JoinForm, NewPasswordForm
from webapp.blueprints.dashboard.setups import setup_page
from webapp.blueprints.dashboard.sign_in_steps import sign_in_page
from webapp.errors import OpenslotError
from webapp.lib import htmx
from webapp.lib.text_form import TextForm
from webapp.words import gettext, lazy_gettext

Again = Callable[..., ResponseReturnValue]

EXPIRED = lazy_gettext(
    "This page was open for too long, so nothing was changed. Please press the button again."
)


@blueprint.errorhandler(CSRFError)
def show_again(_refusal: CSRFError) -> ResponseReturnValue:
    try:
        return _shown_again(str(request.endpoint))
    # What the form is about is gone, or is not for this organizer. Raised in a handler, it would be a 500.
    except (OpenslotError, HTTPException) as problem:
        return current_app.handle_user_exception(problem)


def _shown_again(endpoint: str) -> ResponseReturnValue:
    if endpoint not in PUBLIC_ENDPOINTS and signed_in() is None:  # the token is judged before the lock
        return ask_to_sign_in()
    again: Again = FORMS.get(endpoint, _where_it_was)
    return again(**(request.view_args or {}), problem=str(EXPIRED))


def _filled(page: Again, form: type[TextForm]) -> Again:
    """A page that is given its form."""
    return lambda **more: page(form(), **more, status=400)


def _new_page(*, problem: str) -> ResponseReturnValue:
    flash(problem, "warning")
    return pages.new_page(NewPageForm(), status=400)


def _preview(**_named: Any) -> ResponseReturnValue:
    return preview.unshown([gettext("This page was open for too long. Press “Save” to go on.")], status=400)


def _where_it_was(*, problem: str, booking_id: str | None = None, **_named: Any) -> ResponseReturnValue:
    """The booking with its buttons; for a button about anything else the page on which it was pressed."""
    if booking_id is None:
        flash(problem, "warning")
        return redirect(dashboard_path(request.form.get("next")), 303)
    page = request_fragment if htmx.is_asking() else booking_page
    return page(find_booking(booking_id), form=ReasonForm(), problem=problem, status=400)


_second_factor = partial(second_factors.second_factor_page, status=400)

# By the endpoint that a form is sent to. Each is called with what its address names, and with the problem.
FORMS: dict[str, Again] = {
    "dashboard.absence_create": absences.form_again,
    "dashboard.api_key_create": api_keys.form_again,
    "dashboard.authorization_create": authorizations.form_again,
    "dashboard.booking_bulk_create": booking_lists.form_again,
    "dashboard.booking_guest_create": partial(booking_details.form_again, guest=AddedGuestForm),
    "dashboard.booking_guest_destroy": booking_details.form_again,
    "dashboard.booking_message_create": messages.form_again,
    "dashboard.booking_move_create": partial(moves.form_again, status=400),
    "dashboard.booking_no_show_create": booking_details.form_again,
    "dashboard.booking_no_show_destroy": booking_details.form_again,
    "dashboard.booking_note_update": partial(booking_details.form_again, note=NoteForm),
    "dashboard.calendar_create": calendars.form_again,
    "dashboard.event_create": events.form_again,
    "dashboard.event_update": events.form_again,
    "dashboard.forgotten_password_create": _filled(
        forgotten_passwords.forgotten_password_page, ForgottenPasswordForm
    ),
    "dashboard.forgotten_password_update": _filled(forgotten_passwords.new_password_page, NewPasswordForm),
    "dashboard.invitation_create": invitations.form_again,
    "dashboard.join_create": _filled(joining.join_page, JoinForm),
    "dashboard.mail_test_create": mail.form_again,
    "dashboard.page_booking_create": partial(guest_bookings.form_again, status=400),
    "dashboard.page_create": _new_page,
    "dashboard.page_update": editors.show_again,
    "dashboard.password_update": _filled(passwords.password_page, PasswordForm),
    "dashboard.person_create": people.form_again,
    "dashboard.person_second_factor_destroy": person_accounts.form_again,
    "dashboard.profile_update": profiles.show_profile_again,
    "dashboard.recovery_code_create": _second_factor,
    "dashboard.second_factor_create": second_factors.turn_on_again,
    "dashboard.second_factor_destroy": _second_factor,
    "dashboard.second_factor_new": _second_factor,
    "dashboard.setup_create": _filled(setup_page, SetupForm),
    "dashboard.sign_in_code_create": sign_in_codes.code_form_again,
    "dashboard.sign_in_create": _filled(sign_in_page, SignInForm),
    "dashboard.webhook_create": webhooks.form_again,
    "dashboard.webhook_delivery_create": webhook_deliveries.form_again,
    "dashboard.webhook_delivery_create_all": webhook_deliveries.form_again,
    "dashboard.webhook_secret_create": webhook_deliveries.secret_form_again,
    "dashboard.webhook_test_create": webhook_deliveries.form_again,
    "dashboard.webhook_update": webhooks.form_again,
    "dashboard.working_hours_update": working_hours.form_again,
    preview.ENDPOINT: _preview,
}
