"""Who may see the dashboard: every route of this blueprint is locked, but for signing in, the first start and mailed
links.

The lock is one hook on the blueprint and not a mark on each view, so that a new view cannot forget it.
"""

import re
from http import HTTPStatus
from typing import Any

from flask import abort, current_app, flash, g, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from webapp import words
from webapp.blueprints.dashboard import kept_forms
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.editor import preview
from webapp.blueprints.dashboard.forms import SignInForm
from webapp.lib import clock, htmx
from webapp.models import Organizer
from webapp.reading_habits import browser_locale
from webapp.services.access import sign_ins
from webapp.services.bookings import hosts
from webapp.services.bookings.hosts import Decider
from webapp.words import gettext

PUBLIC_ENDPOINTS = frozenset(
    {
        *("dashboard.sign_in_new", "dashboard.sign_in_create"),
        *("dashboard.sign_in_code_new", "dashboard.sign_in_code_create"),
        *("dashboard.setup_new", "dashboard.setup_create"),
        *("dashboard.join_new", "dashboard.join_create"),
        *("dashboard.forgotten_password_new", "dashboard.forgotten_password_create"),
        *("dashboard.forgotten_password_edit", "dashboard.forgotten_password_update"),
    }
)
TOKEN = sign_ins.COOKIE_KEY
# No backslash and no control character: browsers read those as the beginning of another host.
_DASHBOARD_PATH = re.compile(r"/dashboard(?:[/?][\x21-\x5b\x5d-\x7e]*)?")


@blueprint.url_value_preprocessor
def speak_to_the_reader(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Answer in the organizer's language; in the browser's while nobody is signed in.

    Here and not before the request: the forgery check comes in between, and its refusal is a page as well.
    """
    reader = signed_in()
    words.speak(reader.locale if reader else browser_locale())


@blueprint.before_request
def require_sign_in() -> ResponseReturnValue | None:
    if request.endpoint in PUBLIC_ENDPOINTS or signed_in() is not None:
        return None
    return ask_to_sign_in()


@blueprint.after_request
def keep_private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.vary.update(("Cookie", "HX-Request"))
    return response


@blueprint.context_processor
def frame() -> dict[str, Any]:
    """What the frame of every page reads: who is signed in, and whether there is an endpoint of a name."""
    return {"organizer": signed_in(), "has_endpoint": current_app.view_functions.__contains__}


def ask_to_sign_in() -> ResponseReturnValue:
    """Redirect to the sign-in page, and from there back to the requested page. What was typed goes with it."""
    if request.endpoint == preview.ENDPOINT:
        said = gettext(
            "You are no longer signed in. Please sign in again in another tab: what you typed stays here."
        )
        return preview.unshown([said], status=401)
    page = request.full_path.rstrip("?") if request.method == "GET" else request.form.get("next")
    if request.method != "GET" and not htmx.is_asking() and (kept := kept_forms.keep()):
        problem = gettext(
            "You are no longer signed in, so nothing was changed. Please sign in again: what you typed is kept."
        )
        form = SignInForm(formdata=None, next=dashboard_path(page), kept=kept)
        return render_template("dashboard/sign_ins/new.html", form=form, problem=problem), 401
    hint = request.args.get("login_hint")  # of a program that sent the organizer here
    address = url_for("dashboard.sign_in_new", next=dashboard_path(page), login_hint=hint)
    if request.method != "GET":
        flash(
            gettext("You are no longer signed in, so nothing was changed. Please sign in again."), "warning"
        )
    return htmx.see_other(address)


def signed_in() -> Organizer | None:
    """The organizer who is signed in with this browser, if any. Looked up once a request."""
    if "organizer" not in g:
        g.organizer = None  # before looking: if that fails, the page that says so must not look again
        g.organizer = sign_ins.organizer_of(session.get(TOKEN), now=clock.now())
    organizer: Organizer | None = g.organizer
    return organizer


def organizer() -> Organizer:
    """The organizer who is signed in. For views that need a sign-in only."""
    found = signed_in()
    assert found is not None, "a view of the dashboard ran without a sign-in"  # noqa: S101
    return found


def administrator() -> Organizer:
    """The organizer who is signed in, if an administrator. For everybody else there is no such page."""
    found = organizer()
    if not found.is_admin:
        abort(HTTPStatus.NOT_FOUND)
    return found


def decider() -> Decider:
    """The same person, as somebody who decides about bookings. Looked up once a request."""
    if "decider" not in g:
        g.decider = hosts.decider(organizer())
    found: Decider = g.decider
    return found


def dashboard_path(path: str | None) -> str:
    """This path if it is a page of the dashboard, else the dashboard's first page."""
    if path and _DASHBOARD_PATH.fullmatch(path):
        return path
    return url_for("dashboard.index")
