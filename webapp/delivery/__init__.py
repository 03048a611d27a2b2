"""Deliver what the outbox promises: a module for each kind of entry.

A mail and a webhook have `deliver(claimed, *, now) -> str`, which sends the entry and returns a short text for the log
of attempts. A logo comes the other way: `fetch(claimed)` returns it. Both raise DeliveryFailed or NoLongerWanted, and
write nothing to the database: the worker records the outcome. When a failed delivery is tried again is in `retries.py`.
"""

from dataclasses import dataclass


class NoLongerWanted(Exception):
    """The receiver is gone or switched off, so there is nothing to deliver. The text says why."""


@dataclass
class NotYet(Exception):
    """What is asked for is not there yet: ask again after so many seconds."""

    what: str
    seconds: int
