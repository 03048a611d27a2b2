"""An invitation as its organizer reads it."""

from dataclasses import dataclass

from webapp.models import Invitation
from webapp.models.invitation import EXPIRED, LIVE, REVOKED, USED_UP
from webapp.words import gettext, lazy_gettext, ngettext

STATES = {
    LIVE: (lazy_gettext("Open"), "good"),
    USED_UP: (lazy_gettext("Used up"), ""),
    EXPIRED: (lazy_gettext("Expired"), ""),
    REVOKED: (lazy_gettext("Revoked"), "bad"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationRow:
    """`who`: for whom it is. `look`: the colour of its badge. `ends_at`: its last second, None without an end."""

    id: str
    who: str
    email: str
    note: str
    uses: str
    ends_at: int | None
    state: str
    look: str
    can_be_revoked: bool


def invitation_row(invitation: Invitation, *, now: int) -> InvitationRow:
    """What the list shows of an invitation."""
    name, email = invitation.name, invitation.email
    state = invitation.state(now=now)
    words, look = STATES[state]
    return InvitationRow(
        id=invitation.id,
        who=name or email or gettext("Anybody who has the link"),
        email=email if name else "",
        note=invitation.note,
        uses=_uses(invitation),
        ends_at=None if invitation.expires_at is None else invitation.expires_at - 1,
        state=str(words),
        look=look,
        can_be_revoked=state in (LIVE, USED_UP),
    )


def _uses(invitation: Invitation) -> str:
    return ngettext(
        "%(left)s of %(num)s booking left",
        "%(left)s of %(num)s bookings left",
        invitation.uses,
        left=invitation.uses_left,
    )
