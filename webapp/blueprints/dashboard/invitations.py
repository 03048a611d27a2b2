"""The invitations to one page: made, listed, revoked.

The link of a new one is shown once, right after it was made: afterwards only a digest of its token is known.
"""

from typing import Any

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.dashboard.access import organizer
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.configurations import find_configuration
from webapp.blueprints.dashboard.invitation_forms import InvitationForm
from webapp.blueprints.dashboard.presenters.configurations import scheduling_page
from webapp.blueprints.dashboard.presenters.invitations import invitation_row
from webapp.errors import InvalidInput
from webapp.lib import clock, links
from webapp.models import Configuration
from webapp.services.configurations import invitations
from webapp.words import gettext

PATH = "/dashboard/pages/<configuration_id>/invitations"
NEW = "new_invitation"  # the page and the token of the one that was just made
AT_MOST = 50


@blueprint.get(PATH)
def invitation_index(configuration_id: str) -> ResponseReturnValue:
    """The newest invitations, and the form for another one."""
    form = InvitationForm()
    form.suggest(zone=organizer().timezone, now=clock.now())
    return _page(find_configuration(configuration_id), form)


@blueprint.post(PATH)
def invitation_create(configuration_id: str) -> ResponseReturnValue:
    configuration, form = find_configuration(configuration_id), InvitationForm()
    if not form.validate_on_submit():
        return _page(configuration, form, status=422)
    try:
        invited = form.to_invited(zone=organizer().timezone)
        _, token = invitations.create(configuration, invited, form_token=form.token, now=clock.now())
    except InvalidInput as problem:
        form.complain(problem)
        return _page(configuration, form, status=422)
    session[NEW] = [configuration.id, token]
    return redirect(url_for("dashboard.invitation_index", configuration_id=configuration.id), 303)


@blueprint.post(f"{PATH}/<invitation_id>/revoke")
def invitation_destroy(configuration_id: str, invitation_id: str) -> ResponseReturnValue:
    """End an invitation. Bookings that it made stay."""
    configuration = find_configuration(configuration_id)
    invitation = invitations.find(invitation_id, configuration_id=configuration.id)
    invitations.revoke(invitation, now=clock.now())
    flash(gettext("The invitation is revoked. Bookings that were made with it stay."), "success")
    return redirect(url_for("dashboard.invitation_index", configuration_id=configuration.id), 303)


def form_again(configuration_id: str, *, problem: str) -> ResponseReturnValue:
    """The form with all that was typed, and why nothing was made."""
    flash(problem, "warning")
    return _page(find_configuration(configuration_id), InvitationForm(), status=400)


def _page(configuration: Configuration, form: InvitationForm, *, status: int = 200) -> ResponseReturnValue:
    now = clock.now()
    rows, older = invitations.listing(
        configuration, limit=AT_MOST, page_token=request.args.get("page_token") or None
    )
    page = render_template(
        "dashboard/invitations/index.html",
        page=scheduling_page(configuration),
        form=form,
        new_link=_new_link(configuration),
        rows=[invitation_row(row, now=now) for row in rows],
        older=older,
    )
    return page, status


def _new_link(configuration: Configuration) -> str | None:
    """The link of the invitation that was just made. It is shown this once."""
    made: Any = session.get(NEW)
    if made is None or made[0] != configuration.id:
        return None
    del session[NEW]
    return links.absolute("public.invitation_show", invitation_token=made[1])
