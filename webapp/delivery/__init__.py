"""Deliver what the outbox promises: a module for each kind of entry, all with the same interface.

Each has `deliver(claimed, *, now) -> str`, which sends the entry and returns a short text for the log of attempts. It
raises DeliveryFailed or NoLongerWanted, and writes nothing to the database: the worker records the outcome. When a
failed delivery is tried again is in `retries.py`.
"""


class NoLongerWanted(Exception):
    """The receiver is gone or switched off, so there is nothing to deliver. The text says why."""
