"""Free slots as the contract spells them (section 7). `order` is there for a round robin alone."""

from collections.abc import Sequence
from typing import Any

import orjson

from webapp.scheduling import Offer

_BETWEEN = b'],"end_time":['  # two pairs, once each comma between numbers was replaced


def availability_object(offer: Offer) -> dict[str, Any]:
    """Both keys are always there; `emails` of a slot are those who can take it."""
    return {"order": offer.order, "time_slots": orjson.Fragment(_slots_json(offer))}


def _slots_json(offer: Offer) -> bytes:
    """The slots in JSON, made out of columns: an object for each would cost more than finding the slots."""
    if not offer.starts:
        return b"[]"
    pairs = [(start, start + offer.duration) for start in offer.starts]
    spans = orjson.dumps(pairs)[2:-2].replace(b",", b',"end_time":')
    if not offer.emails_by_slot:
        head = _head(offer.emails)
        return b"[" + head.removeprefix(b"},") + spans.replace(_BETWEEN, head) + b"}]"
    known = {emails: _head(emails) for emails in set(offer.emails_by_slot)}
    parts = [b""] * (2 * len(pairs))
    parts[0::2] = [known[emails] for emails in offer.emails_by_slot]
    parts[1::2] = spans.split(_BETWEEN)
    return b"[" + b"".join(parts).removeprefix(b"},") + b"}]"


def _head(emails: Sequence[str]) -> bytes:
    """What stands before each start; it closes the slot before, too."""
    return b'},{"emails":' + orjson.dumps(emails) + b',"start_time":'
