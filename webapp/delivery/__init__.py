"""Keeping promises: one module for each kind of outbox entry, all alike.

Each has `deliver(claimed, *, now) -> str`, which sends and returns a word about it for the record, and
RETRY_AFTER_SECONDS, the wait after the first, second, ... failure; after the last it is given up. A delivery
writes nothing: the worker applies the outcome. It raises DeliveryFailed, or NoLongerWanted.
"""


class NoLongerWanted(Exception):
    """Whoever was to be told does not want to hear it any more. The text says why."""
