"""A scheduling page as it would be with a draft of its document, for whoever edits it. Nothing is stored."""

import secrets

from webapp.extensions import db
from webapp.models import Configuration
from webapp.services.configurations import configurations, followers, participants
from webapp.services.configurations.drafts import Draft
from webapp.services.configurations.view import ConfigurationView


def page_of(configuration: Configuration, draft: Draft, *, now: int) -> Configuration:
    """The page as `configurations.update` would make it of this draft. Raises InvalidInput as that does.

    It is in no session. Its revision is one that no stored page and no other draft has, so nothing that is remembered
    of the page is taken for the draft's, nor the other way round.
    """
    document = configurations.settled(draft, now)
    session, application_id = db.session(), configuration.application_id
    view = ConfigurationView(document)
    participants.check(session, view, application_id=application_id)
    configurations.check_slug(session, document["slug"], application_id, but=configuration.id)
    return Configuration(
        id=configuration.id,
        application_id=application_id,
        grant_id=configuration.grant_id,
        slug=document["slug"],
        requires_session_auth=document["requires_session_auth"],
        document=document,
        followed_hours=followers.check(session, view, application_id=application_id) or None,
        revision=-1 - secrets.randbits(62),
        created_at=configuration.created_at,
        updated_at=now,
    )
