"""By which invitations this browser came in. The session cookie, which is signed, remembers the last of them.

The token stands in one address only, the link itself, which leads on at once: what a guest passes on, bookmarks or
sends along as a Referer afterwards is the plain address of the page. Inside another website there is no cookie; what
the addresses carry there counts for nothing elsewhere (`frames.py`).
"""

from flask import session

from webapp.blueprints.public import frames
from webapp.models import Configuration, Invitation
from webapp.services.configurations import invitations

TOKENS = "invited_with"
REMEMBERED = 5


def remember(token: str) -> None:
    """This browser came by this invitation."""
    session[TOKENS] = [*(known for known in session.get(TOKENS, []) if known != token), token][-REMEMBERED:]


def token_for(configuration: Configuration) -> tuple[str, Invitation] | None:
    """The newest remembered token that is of this page, with its invitation, whatever its state; None without one."""
    of_page = (
        (token, invitation)
        for token, invitation in invitations.by_tokens(_tokens()).items()
        if invitation.configuration_id == configuration.id
    )
    return next(of_page, None)


def _tokens() -> list[str]:
    carried = frames.unsealed()
    return [*session.get(TOKENS, []), *([carried] if carried else [])]
