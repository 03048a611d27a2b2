"""Free slots as the contract spells them (section 7). `order` is there for a round robin alone."""

from collections.abc import Sequence
from typing import Any

import orjson

from webapp.scheduling import Offer

# Marks of one byte: to replace them takes far less than to look for several. JSON never has these bytes in a text.
_END, _NEXT = b"\x01", b"\x02"
_MARKS = bytes.maketrans(b"[]", _END + _NEXT)


def availability_object(offer: Offer) -> dict[str, Any]:
    """Both keys are always there; `emails` of a slot are those who can take it."""
    return {"order": offer.order, "time_slots": orjson.Fragment(_slots_json(offer))}


def _slots_json(offer: Offer) -> bytes:
    """The slots in JSON, made out of columns: an object for each would cost more than finding the slots."""
    if not offer.starts:
        return b"[]"
    numbers: list[Any] = [None] * (2 * len(offer.starts))
    numbers[0::2] = offer.starts
    numbers[1::2] = [(start + offer.duration,) for start in offer.starts]
    marked = orjson.dumps(numbers)[1:-2].translate(_MARKS, b",")  # start, mark, end, mark, start, mark, end
    spans = marked.replace(_END, b',"end_time":')
    if not offer.emails_by_slot:
        head = _head(offer.emails)
        return b"[" + head.removeprefix(b"},") + spans.replace(_NEXT, head) + b"}]"
    known = {emails: _head(emails) for emails in set(offer.emails_by_slot)}
    parts = [b""] * len(numbers)
    parts[0::2] = [known[emails] for emails in offer.emails_by_slot]
    parts[1::2] = spans.split(_NEXT)
    return b"[" + b"".join(parts).removeprefix(b"},") + b"}]"


def _head(emails: Sequence[str]) -> bytes:
    """What stands before each start; it closes the slot before, too."""
    return b'},{"emails":' + orjson.dumps(emails) + b',"start_time":'
