"""Put what opens something into what is being sent: a stored payload has it not, or encrypted.

The references of a booking (`models/reference.py`), and the links of an account (`services/access/account_links.py`).
"""

from typing import Any

from cryptography.fernet import InvalidToken

from webapp.extensions import db
from webapp.lib import vault
from webapp.models import Booking
from webapp.models.reference import with_references
from webapp.outbox import Claimed


def complete(claimed: Claimed) -> dict[str, Any]:
    """The payload as it is sent. It leaves no transaction open."""
    booking = db.session.get(Booking, claimed.booking_id) if claimed.booking_id else None
    db.session.close()
    payload = with_references(claimed.payload, booking) if booking else claimed.payload
    return unsealed(payload)


def unsealed(payload: dict[str, Any]) -> dict[str, Any]:
    """The payload with its encrypted links as they are. Raises ValueError where no key opens one any more."""
    sealed = payload.get("sealed_links")
    if not sealed:
        return payload
    try:
        opened = {name: vault.decrypt(token.encode()) for name, token in sealed.items()}
    except InvalidToken as problem:
        raise ValueError("its link was encrypted under a key that is gone") from problem
    return {**payload, "links": {**payload["links"], **opened}}
