"""Free slots as the contract spells them (section 7). `order` is there for a round robin alone."""

from collections.abc import Sequence
from typing import Any

import orjson

from webapp.scheduling import Offer


def availability_object(offer: Offer) -> dict[str, Any]:
    """Both keys are always there; `emails` of a slot are those who can take it."""
    return {"order": offer.order, "time_slots": orjson.Fragment(_slots_json(offer))}


def _slots_json(offer: Offer) -> bytes:
    """The slots in JSON, put together from columns: an object for each would cost more than finding the slots."""
    if not offer.starts:
        return b"[]"
    parts = [b""] * (4 * len(offer.starts))
    parts[0::4] = _heads(offer)
    parts[1::4] = _numbers(offer.starts)
    parts[2::4] = [b',"end_time":'] * len(offer.starts)
    parts[3::4] = _numbers([start + offer.duration for start in offer.starts])
    return b"[" + b"".join(parts).removeprefix(b"},") + b"}]"


def _heads(offer: Offer) -> list[bytes]:
    """What stands before each start; it closes the slot before, too."""
    if not offer.emails_by_slot:
        return [_head(offer.emails)] * len(offer.starts)
    known = {emails: _head(emails) for emails in set(offer.emails_by_slot)}
    return [known[emails] for emails in offer.emails_by_slot]


def _head(emails: Sequence[str]) -> bytes:
    return b'},{"emails":' + orjson.dumps(emails) + b',"start_time":'


def _numbers(numbers: list[int]) -> list[bytes]:
    return orjson.dumps(numbers)[1:-1].split(b",")
