"""A form whose forgery token ran out, or was never right: nothing changes, it is shown again, filled."""

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
    messages,
    moves,
    pages,
    passwords,
    people,
    profiles,
    working_hours,
)
from webapp.blueprints.dashboard.access import ask_to_sign_in, dashboard_path, signed_in
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.bookings import booking_page, find_booking, request_fragment
from webapp.blueprints.dashboard.editor import preview
from webapp.blueprints.dashboard.forms import PasswordForm, ReasonForm, SetupForm, SignInForm
from webapp.blueprints.dashboard.page_forms import NewPageForm
from webapp.blueprints.dashboard.people_forms import ForgottenPasswordForm, JoinForm, NewPasswordForm
from webapp.blueprints.dashboard.setups import setup_page
from webapp.blueprints.dashboard.sign_ins import sign_in_page
from webapp.errors import OpenslotError
from webapp.lib import htmx
from webapp.words import gettext, lazy_gettext

EXPIRED = lazy_gettext(
    "This page was open for too long, so nothing was changed. Please press the button again."
)


@blueprint.errorhandler(CSRFError)
def show_again(_refusal: CSRFError) -> ResponseReturnValue:
    try:
        return _shown_again()
    # What the form is about is gone, or is not for this organizer. Raised in a handler, it would be a 500.
    except (OpenslotError, HTTPException) as problem:
        return current_app.handle_user_exception(problem)


def _shown_again() -> ResponseReturnValue:
    if request.endpoint == "dashboard.sign_in_create":
        return sign_in_page(SignInForm(), problem=str(EXPIRED), status=400)
    if request.endpoint == "dashboard.setup_create":
        return setup_page(SetupForm(), problem=str(EXPIRED), status=400, **(request.view_args or {}))
    if request.endpoint == "dashboard.join_create":
        return joining.join_page(JoinForm(), problem=str(EXPIRED), status=400, **(request.view_args or {}))
    if request.endpoint == "dashboard.forgotten_password_create":
        form = ForgottenPasswordForm()
        return forgotten_passwords.forgotten_password_page(form, problem=str(EXPIRED), status=400)
    if request.endpoint == "dashboard.forgotten_password_update":
        return forgotten_passwords.new_password_page(
            NewPasswordForm(), problem=str(EXPIRED), status=400, **(request.view_args or {})
        )
    if signed_in() is None:  # the token is judged before the lock
        return ask_to_sign_in()
    if request.endpoint == "dashboard.api_key_create":
        return api_keys.form_again(str(EXPIRED))
    if request.endpoint == "dashboard.authorization_create":
        return authorizations.form_again(str(EXPIRED))
    if request.endpoint == "dashboard.page_create":
        flash(str(EXPIRED), "warning")
        return pages.new_page(NewPageForm(), status=400)
    if request.endpoint == "dashboard.invitation_create":
        return invitations.form_again(**(request.view_args or {}), problem=str(EXPIRED))
    if request.endpoint == "dashboard.calendar_create":
        return calendars.form_again(str(EXPIRED))
    if request.endpoint in ("dashboard.event_create", "dashboard.event_update"):
        return events.form_again(str(EXPIRED), **(request.view_args or {}))
    if request.endpoint == "dashboard.absence_create":
        return absences.form_again(str(EXPIRED))
    if request.endpoint == "dashboard.person_create":
        return people.form_again(str(EXPIRED))
    if request.endpoint == "dashboard.profile_update":
        return profiles.show_profile_again(str(EXPIRED))
    if request.endpoint == "dashboard.password_update":
        return passwords.password_page(PasswordForm(), problem=str(EXPIRED), status=400)
    if request.endpoint == "dashboard.page_update":
        return editors.show_again(**(request.view_args or {}), problem=str(EXPIRED))
    if request.endpoint == "dashboard.booking_move_create":
        return moves.form_again(**(request.view_args or {}), problem=str(EXPIRED), status=400)
    if request.endpoint == "dashboard.working_hours_update":
        return working_hours.form_again(str(EXPIRED))
    if request.endpoint == preview.ENDPOINT:
        return preview.unshown(
            [gettext("This page was open for too long. Press “Save” to go on.")], status=400
        )
    if request.endpoint == "dashboard.page_booking_create":
        return guest_bookings.form_again(**(request.view_args or {}), problem=str(EXPIRED), status=400)
    if request.endpoint == "dashboard.booking_bulk_create":
        return booking_lists.form_again(str(EXPIRED))
    if request.endpoint == "dashboard.booking_message_create":
        return messages.form_again(**(request.view_args or {}), problem=str(EXPIRED))
    booking_id, endpoint = (request.view_args or {}).get("booking_id"), str(request.endpoint)
    if booking_id is not None and endpoint.startswith(("dashboard.booking_no", "dashboard.booking_guest")):
        return booking_details.form_again(
            booking_id, endpoint=endpoint.partition(".")[2], problem=str(EXPIRED)
        )
    if booking_id is None:
        flash(str(EXPIRED), "warning")
        return redirect(dashboard_path(request.form.get("next")), 303)
    page = request_fragment if htmx.is_asking() else booking_page
    return page(find_booking(booking_id), form=ReasonForm(), problem=str(EXPIRED), status=400)
