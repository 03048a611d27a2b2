"""Connect an account at a provider that asks its owner: to its consent page, and back with what it decided.

Who comes back must be the browser that was sent, signed in as the same organizer. What was begun is kept in its signed
cookie: the last few, because somebody may have several tabs. Each is good for one return within an hour, also when the
same address is opened twice at once: a code that is exchanged twice makes a provider take back what it gave.
"""

from typing import Any

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from webapp import providers, refusals
from webapp.blueprints.dashboard.access import organizer
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.calendars import PATH, connected
from webapp.blueprints.dashboard.presenters import calendars as presenter
from webapp.errors import InvalidInput, NotAllowedNow, NotFound, OpenslotError, ProviderError, Unavailable
from webapp.lib import clock, links, signature
from webapp.lib.oauth import client, flow
from webapp.services.calendars import accounts, connecting, consents
from webapp.words import gettext

KEPT = "consents"  # where the signed cookie holds what was begun
AT_ONCE = 3  # a cookie has room for 4 KB, and holds more than this


@blueprint.post(f"{PATH}/<kind>/consent")
def consent_create(kind: str) -> ResponseReturnValue:
    """Lead to the provider's consent page. The same account again when the form names its grant."""
    choice = presenter.chosen(kind, "")
    if choice is None or not presenter.asks_consent(kind):
        raise NotFound("grant.unknown")
    grant_id = request.form.get("again")
    email = accounts.find(organizer(), grant_id).email if grant_id else ""
    handshake = flow.new_handshake()
    begun = {
        "kind": kind,
        "organizer_id": organizer().id,
        "state": handshake.state,
        "verifier": handshake.verifier,
        "email": email,
        "begun_at": clock.now(),
    }
    session[KEPT] = [*session.get(KEPT, []), begun][-AT_ONCE:]
    provider: Any = providers.of_kind(kind)
    hint = {"login_hint": email} if email else {}
    address = flow.consent_address(
        client.app_of(kind),
        handshake,
        scopes=provider.scopes,
        redirect_uri=_way_back(kind),
        extras={**provider.consent, **hint},
    )
    # No redirect: a browser holds those of a form against our policy, and a provider has redirects of its own.
    page = render_template("dashboard/calendars/leaving.html", choice=choice, address=address)
    return page, {"Refresh": f"0; url={address}"}


@blueprint.get(f"{PATH}/<kind>/callback")
def consent_show(kind: str) -> ResponseReturnValue:
    """Connect the account with the code that the consent page has sent back, or say why there is none."""
    begun = _begun(kind)
    if begun is None:
        return _not_connected(
            gettext("This attempt has ended, or was begun in another browser. Please begin again.")
        )
    session[KEPT] = [each for each in session[KEPT] if each != begun]
    if not consents.is_first_return(begun["state"], now=clock.now()):
        return _not_connected(
            gettext(
                "You came back from there already. If the account is not listed here, please begin again."
            )
        )
    name, code = client.app_of(kind).name, request.args.get("code")
    if request.args.get("error") == "access_denied":
        return _not_connected(gettext("Nothing was connected, because you did not allow it."))
    if not code:
        return _not_connected(
            gettext("%(provider)s could not ask you. Please try again later.", provider=name)
        )
    settings = {"code": code, "code_verifier": begun["verifier"], "redirect_uri": _way_back(kind)}
    if begun["email"]:
        settings["email"] = begun["email"]
    owner = organizer()
    try:
        grant = connecting.connect(owner.application_id, kind, settings, now=clock.now(), organizer=owner)
    except (InvalidInput, NotAllowedNow, ProviderError, Unavailable) as problem:
        return _not_connected(_words_of(problem, name))
    return connected(grant)


def _begun(kind: str) -> dict[str, Any] | None:
    """What this browser has begun for this organizer and now returns from; None when it is nothing of that."""
    state, since = request.args.get("state", ""), clock.now() - consents.LIFE_SECONDS
    for begun in session.get(KEPT, []):
        is_theirs = (begun["kind"], begun["organizer_id"]) == (kind, organizer().id)
        if is_theirs and signature.equal(state, begun["state"]) and begun["begun_at"] > since:
            return dict(begun)
    return None


def _words_of(problem: OpenslotError, provider: str) -> str:
    if problem.code == "account.refused":  # its sentence is of passwords
        return gettext("%(provider)s did not let us in. Please begin again.", provider=provider)
    return refusals.for_person(problem)


def _not_connected(said: str) -> ResponseReturnValue:
    flash(said, "error")
    return redirect(url_for("dashboard.calendar_index"), 303)


def _way_back(kind: str) -> str:
    return links.absolute("dashboard.consent_show", kind=kind)
