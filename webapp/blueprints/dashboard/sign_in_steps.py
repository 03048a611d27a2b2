"""The steps of a sign-in: the password was right, a code is asked for where there is a second factor, then the session.

Whoever has shown who they are in another way goes straight to `entered`.
"""

from flask import g, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.dashboard import kept_forms, known_devices
from webapp.blueprints.dashboard.access import TOKEN, dashboard_path
from webapp.blueprints.dashboard.forms import SignInForm
from webapp.blueprints.dashboard.second_factor_forms import RECOVERY, AppCodeForm, RecoveryCodeForm
from webapp.lib import browsers, clock
from webapp.models import Organizer
from webapp.services.access import organizers, sign_in_attempts, sign_ins

ATTEMPT = "sign_in_attempt"  # where the cookie holds the token of a sign-in that waits for its code


def sign_in_page(form: SignInForm, *, problem: str | None = None, status: int = 200) -> ResponseReturnValue:
    """The sign-in form, filled but for the password."""
    page = render_template(
        "dashboard/sign_ins/new.html", form=form, is_new=not organizers.is_anybody_there(), problem=problem
    )
    return page, status


def ask_for_code(organizer: Organizer, form: SignInForm) -> ResponseReturnValue:
    """The password was right: from here on this browser has some minutes to send a code."""
    token = sign_in_attempts.start(organizer, now=clock.now())
    session.clear()
    g.pop("csrf_token", None)  # of the session that is gone
    session[ATTEMPT] = token
    next_path = dashboard_path(form.next.data)
    if form.kept.data:  # too much for an address
        return code_page(AppCodeForm(formdata=None, next=next_path, kept=form.kept.data))
    return redirect(url_for("dashboard.sign_in_code_new", next=next_path), 303)


def code_page(form: AppCodeForm, *, problem: str | None = None, status: int = 200) -> ResponseReturnValue:
    """The form for a code, of the kind that is asked for."""
    return render_template("dashboard/sign_ins/code.html", form=form, problem=problem), status


def code_form() -> AppCodeForm:
    """The form that was sent."""
    return RecoveryCodeForm() if request.form.get("kind") == RECOVERY else AppCodeForm()


def waiting() -> Organizer | None:
    """Who has typed the right password in this browser, and no code yet."""
    if "waiting" not in g:  # looked up once a request
        g.waiting = sign_in_attempts.organizer_of(session.get(ATTEMPT), now=clock.now())
    found: Organizer | None = g.waiting
    return found


def start_again(form: AppCodeForm, *, problem: str, status: int) -> ResponseReturnValue:
    """The sign-in form, with all that is to come back once somebody is signed in."""
    session.pop(ATTEMPT, None)
    again = SignInForm(formdata=None, next=form.next.data, kept=form.kept.data)
    return sign_in_page(again, problem=problem, status=status)


def entered(token: str, *, next_path: str | None, kept: str | None = None) -> ResponseReturnValue:
    """Sign this browser in, and lead it back to what the same person had typed, or to a page.

    `kept`: what was typed when the sign-in before had ended.
    """
    person = sign_ins.organizer_of(token, now=clock.now())
    form = kept_forms.opened(kept, organizer_id=person.id) if person else None
    if form is not None:
        answer = make_response(render_template("dashboard/sign_ins/kept.html", kept=form))
    else:
        answer = make_response(redirect(dashboard_path(next_path), 303))
    enter(token)
    if person is not None:
        known_devices.remember(answer, known_devices.account(person.email))
    return answer


def this_browser() -> str:
    """What the browser that asks is called in the list of sign-ins."""
    return browsers.named(request.user_agent.string)


def enter(token: str) -> None:
    """From here on this browser is signed in with this token."""
    session.clear()  # nothing that was planted in this browser before outlives the sign-in
    session[TOKEN] = token
    session.permanent = True
