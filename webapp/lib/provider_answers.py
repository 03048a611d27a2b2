"""What an answer of a calendar provider means, or that none came: as one of the refusals in `refusals/providers.py`."""

from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Any

import orjson

from webapp.errors import ProviderError
from webapp.lib.http import HttpFailed, Reply

WAIT_AT_MOST = 24 * 3600
WAIT_OTHERWISE = 60
_CUT = 507  # also says that an answer was cut (RFC 6578, section 3.6)


def failure(problem: HttpFailed) -> ProviderError:
    """Why no answer came, as a provider's refusal."""
    match problem.reason:
        case "private_address":
            return ProviderError("provider.private_address")
        case "tls_failed":
            return ProviderError("provider.certificate")
        case "dns_lookup_failed":
            return ProviderError("provider.unknown_host")
        case "invalid_url":
            return ProviderError("provider.not_understood")
        case "response_too_large":
            return ProviderError("provider.too_large")
        case "answer_timeout" | "connection_timeout":
            return ProviderError("provider.too_slow")
    return ProviderError("provider.unreachable")


def refuse_busy(reply: Reply) -> None:
    """Raise ProviderError for an answer that says that asking later may help."""
    if reply.status == 429 or (reply.status == 503 and reply.headers.get("Retry-After")):
        raise throttled(reply)
    if reply.status >= 500 and reply.status != _CUT:
        raise ProviderError("provider.failed", status=reply.status)


def throttled(reply: Reply) -> ProviderError:
    """The refusal of a server that wants to be asked less often, with the seconds that it wants us to wait."""
    wait = reply.headers.get("Retry-After")
    return ProviderError("provider.throttled", seconds=_seconds(wait, reply.headers.get("Date")))


def json_object(body: bytes) -> dict[str, Any]:
    """The JSON object in an answer. Raises ProviderError for anything else."""
    try:
        said = orjson.loads(body)
    except orjson.JSONDecodeError as problem:
        raise ProviderError("provider.not_understood") from problem
    if not isinstance(said, dict):
        raise ProviderError("provider.not_understood")
    return said


def as_object(value: Any) -> dict[str, Any]:
    """A part of an answer that should be an object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def as_objects(value: Any) -> list[dict[str, Any]]:
    """A part of an answer that should be a list of objects: those that are in it, none for anything else."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def as_text(value: Any) -> str:
    """A part of an answer that should be a text; an empty one for anything else."""
    return value if isinstance(value, str) else ""


def as_link(value: Any) -> str | None:
    """A part of an answer that should be an address; None for anything but https."""
    return value if isinstance(value, str) and value.startswith("https://") else None


def _seconds(wait: str | None, now: str | None) -> int:
    """`Retry-After` in seconds, also when it is a date (RFC 9110, section 10.2.3): the server's own clock counts."""
    try:
        seconds = int(wait) if wait and wait.strip().isdigit() else int(_date(wait) - _date(now))
    except (TypeError, ValueError):
        seconds = WAIT_OTHERWISE
    return min(max(seconds, 1), WAIT_AT_MOST)


def _date(value: str | None) -> float:
    read = parsedate_to_datetime(value or "")
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp()
