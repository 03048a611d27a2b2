"""What administrators did, for administrators."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from webapp.blueprints.dashboard.access import administrator
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.services import audit
from webapp.words import lazy_gettext

# What somebody did, in words. What it was done to stands beside it.
ACTS = {
    audit.INVITED: lazy_gettext("invited somebody"),
    audit.INVITATION_REVOKED: lazy_gettext("revoked an invitation"),
    audit.MADE_ADMINISTRATOR: lazy_gettext("made somebody an administrator"),
    audit.MADE_ORGANIZER: lazy_gettext("took the role of administrator from somebody"),
    audit.DEACTIVATED: lazy_gettext("deactivated an account"),
    audit.ACTIVATED: lazy_gettext("activated an account"),
    audit.PASSWORD_LINK_SENT: lazy_gettext("sent somebody a link to a new password"),
    audit.SECOND_FACTOR_OFF: lazy_gettext("turned two-step sign-in off for somebody"),
    audit.KEY_MADE: lazy_gettext("made an API key"),
    audit.KEY_REVOKED: lazy_gettext("revoked an API key"),
    audit.WEBHOOK_MADE: lazy_gettext("made a webhook"),
    audit.WEBHOOK_CHANGED: lazy_gettext("changed, paused or resumed a webhook"),
    audit.WEBHOOK_SECRET_REPLACED: lazy_gettext("replaced the secret of a webhook"),
    audit.WEBHOOK_DELETED: lazy_gettext("deleted a webhook"),
}


@blueprint.get("/dashboard/settings/activity")
def administrator_act_index() -> ResponseReturnValue:
    """The newest acts, a page at a time."""
    acts, cursor = audit.page(administrator().application_id, cursor=request.args.get("cursor"))
    return render_template("dashboard/people/acts.html", acts=acts, words=ACTS, cursor=cursor)
