"""The few ways in which a use case can refuse, each with a sentence a guest may read.

The inside raises meaning; each door (pages, dashboard, API, worker) translates it once into its own
status and format. Anything else that is raised is a bug and answered as one.
"""

TIMESLOT_UNAVAILABLE = "The selected timeslot is unavailable. Please choose another time."


class OpenslotError(Exception):
    """A refusal. `sentence` may be shown to anybody."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class InvalidInput(OpenslotError):
    """A field that cannot be accepted. `field` is its path, such as `guest.email`."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class TimeslotUnavailable(OpenslotError):
    """The slot was taken meanwhile, or never was one. `reasons` are codes for the log, never for guests."""

    def __init__(self, reasons: tuple[str, ...] = ()) -> None:
        super().__init__(TIMESLOT_UNAVAILABLE)
        self.reasons = reasons


class NotAllowedNow(OpenslotError):
    """The booking's state or a notice limit forbids this."""


class NotFound(OpenslotError):
    """There is no such thing, or not for this caller: the two are never told apart."""


class Unauthorized(OpenslotError):
    """A missing or wrong API key."""


class InvalidSession(OpenslotError):
    """An unknown, expired or destroyed session, or a session needed and not given."""


class Unavailable(OpenslotError):
    """The database is too busy to answer; trying again in a moment helps."""


class ProviderError(OpenslotError):
    """A calendar provider could not be reached or refused."""


class DeliveryFailed(Exception):
    """A promise could not be kept this time. `retry` tells whether trying again can help."""

    def __init__(self, reason: str, *, retry: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry = retry
