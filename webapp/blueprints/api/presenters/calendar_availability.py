"""Free slots as the contract spells them (section 7). `order` is there for a round robin alone."""

from typing import Any

from webapp.scheduling import Offer


def availability_object(offer: Offer) -> dict[str, Any]:
    """Both keys are always there; `emails` of a slot are those who can take it."""
    return {
        "order": offer.order,
        "time_slots": [
            {"emails": emails, "start_time": starts_at, "end_time": ends_at}
            for starts_at, ends_at, emails in offer.slots()
        ],
    }
