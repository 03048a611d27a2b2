"""The few ways in which a use case can refuse, each as a code and the values that its sentence needs.

The inside raises meaning; each door (pages, dashboard, API, command line) turns it once into its own status and words:
the sentences stand in `webapp/refusals/`. Anything else that is raised is a bug and answered as one.
"""

from typing import Any


class OpenslotError(Exception):
    """A refusal. `code` names its sentence, such as `booking.over`; `values` are plain JSON values by name.

    Both are written to logs, so nothing that a guest typed may be among the values.
    """

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        return " ".join([self.code, *(f"{name}={value!r}" for name, value in self.values.items())])


class InvalidInput(OpenslotError):
    """A field that cannot be accepted. `field` is its path, such as `guest.email`."""

    def __init__(self, code: str, *, field: str, **values: Any) -> None:
        super().__init__(code, **values)
        self.field = field

    def __str__(self) -> str:
        return f"{self.field}: {super().__str__()}"


class TimeslotUnavailable(OpenslotError):
    """The slot was taken meanwhile, or never was one. `reasons` are codes for the log, never for guests."""

    def __init__(self, reasons: tuple[str, ...] = ()) -> None:
        super().__init__("timeslot.unavailable")
        self.reasons = reasons

    def __str__(self) -> str:
        return " ".join([self.code, *self.reasons])


class NotAllowedNow(OpenslotError):
    """What is there forbids it, such as the state of a booking, a notice limit, or a page that uses a calendar."""


class Outdated(OpenslotError):
    """What is to be changed is not what the caller has seen: somebody else has changed it in between."""


class TooMany(OpenslotError):
    """More than the installation lets a guest do. `seconds`: when it may be tried again, where waiting helps."""


class NotFound(OpenslotError):
    """Unknown, or not for this caller. Both give the same answer, so a stranger cannot probe what exists."""


class Unauthorized(OpenslotError):
    """A missing or wrong API key, password or sign-in."""


class NotPermitted(OpenslotError):
    """A valid API key whose scopes do not allow this."""


class InvalidSession(OpenslotError):
    """An unknown, expired or destroyed session, or a session needed and not given."""


class DeadToken(OpenslotError):
    """An access token that is unknown, has expired or was revoked. The program has to refresh it, or to sign in."""


class OAuthRefused(OpenslotError):
    """A program gets no code or no token. What stands before the dot in `code` is OAuth's own name for the error."""

    @property
    def error(self) -> str:
        """`invalid_grant` and the like: RFC 6749 sections 4.1.2.1 and 5.2."""
        return self.code.partition(".")[0]


class ChallengeFailed(OpenslotError):
    """A webhook's address could not be reached, or did not answer as it should."""


class Unavailable(OpenslotError):
    """The server is too busy to answer; trying again helps, after `seconds` where that is among the values."""


class ProviderError(OpenslotError):
    """A calendar provider could not be reached or refused."""


class DeliveryFailed(Exception):
    """A promise could not be kept this time. `retry` tells whether trying again can help.

    `may_have_arrived`: the answer was lost after everything was sent, so that nobody knows.
    """

    def __init__(self, reason: str, *, retry: bool, may_have_arrived: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry = retry
        self.may_have_arrived = may_have_arrived
