"""Keeping promises: one module for each kind of outbox entry, all alike.

Each has `deliver(claimed, *, now) -> str`, which sends and returns a word about it for the record. When it is tried
again after a failure stands in `retries.py`. A delivery writes nothing: the worker applies the outcome. It raises
DeliveryFailed, or NoLongerWanted.
"""


class NoLongerWanted(Exception):
    """Whoever was to be told does not want to hear it any more. The text says why."""
