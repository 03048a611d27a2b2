"""An invitation's link: it lets this browser in and leads on to the page, whose address holds no secret."""

from flask import redirect
from werkzeug.wrappers import Response

from webapp.blueprints.public import frames, invited, prefill, visitor
from webapp.blueprints.public.blueprint import blueprint
from webapp.lib import clock, links
from webapp.services import applications
from webapp.services.configurations import configurations, invitations


@blueprint.get("/invitations/<invitation_token>")
def invitation_show(invitation_token: str) -> Response:
    """On to the page. An invitation that opens nothing any more says why. Opening it spends nothing."""
    invitation = invitations.opened_by(invitation_token, now=clock.now())
    configuration = configurations.find(invitation.configuration_id)
    invited.remember(invitation_token)
    guest = visitor.of_request(zone=configuration.timezone, known=prefill.of_request(configuration))
    carried = {frames.INVITED: frames.seal(invitation_token)} if guest.frame.is_asked else {}
    is_found_by_slug = configuration.slug and configuration.application_id == applications.default_id()
    name = configuration.slug if is_found_by_slug else configuration.id
    return redirect(links.path("public.page_show", slug=name, **{**guest.query, **carried}), 303)
