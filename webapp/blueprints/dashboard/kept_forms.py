"""A form that was sent after its sign-in had ended: what was typed waits in the sign-in form, and comes back.

It is encrypted there, and opened for the person who had typed it alone. It comes back by being sent once more without a
forgery token: so it is shown again as any form whose token ran out, and changes nothing by itself.
"""

import json
from dataclasses import dataclass

from cryptography.fernet import InvalidToken
from flask import request, session

from webapp.lib import vault
from webapp.services.access import sign_ins

# Each is shown again by `expired_forms.py`. No form with a password is among them.
KEPT = frozenset(
    {
        *("dashboard.page_create", "dashboard.page_update", "dashboard.invitation_create"),
        *("dashboard.profile_update", "dashboard.working_hours_update"),
        *("dashboard.event_create", "dashboard.event_update", "dashboard.absence_create"),
        *("dashboard.declination_create", "dashboard.cancellation_create", "dashboard.booking_move_create"),
        *("dashboard.booking_note_update", "dashboard.booking_guest_create", "dashboard.page_booking_create"),
    }
)
LEFT_OUT = frozenset({"csrf_token", "action"})
CHARACTERS_AT_MOST = 200_000


@dataclass(frozen=True, slots=True)
class KeptForm:
    """`path`: where it was sent to. `fields`: names and values, in order."""

    path: str
    fields: list[tuple[str, str]]


def keep() -> str | None:
    """What the present request sends, to be put into the sign-in form; None where nothing is to be kept."""
    owner = sign_ins.organizer_id_of(session.get(sign_ins.COOKIE_KEY))
    if owner is None or request.endpoint not in KEPT:
        return None
    fields = [pair for pair in request.form.items(multi=True) if pair[0] not in LEFT_OUT]
    packed = json.dumps({"owner": owner, "path": request.path, "fields": fields})
    return vault.encrypt(packed).decode() if len(packed) <= CHARACTERS_AT_MOST else None


def opened(kept: str | None, *, organizer_id: str) -> KeptForm | None:
    """What was kept, for whoever typed it; None for anybody else, and for anything that we did not keep."""
    try:
        found = json.loads(vault.decrypt((kept or "").encode()))
    except (InvalidToken, ValueError):
        return None
    if not isinstance(found, dict) or found.get("owner") != organizer_id:
        return None
    return KeptForm(found["path"], [(name, value) for name, value in found["fields"]])
