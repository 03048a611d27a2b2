"""Connect an account: find its calendars, or say which of the things that somebody gave is wrong."""

from collections.abc import Mapping
from typing import Any, NoReturn

from webapp.errors import InvalidInput, ProviderError
from webapp.lib.caldav import discovery
from webapp.lib.caldav.client import Login

SECONDS = 10.0
PASSWORD = "settings.password"  # noqa: S105  # a path


def found(login: Login, *, field: str) -> discovery.Account:
    """The account of this login. `field`: the path of what the address was made of.

    Raises InvalidInput for what somebody can put right, ProviderError when the server is away.
    """
    try:
        account = discovery.find(login, timeout=SECONDS)
    except ProviderError as problem:
        _say_what_is_wrong(problem, field)
    if not account.calendars:
        raise InvalidInput("caldav.no_calendars", field=field)
    return account


def password_in(settings: Mapping[str, Any]) -> str:
    """The password that somebody gave. Raises InvalidInput when there is none."""
    given = settings.get("password")
    if not isinstance(given, str) or not given.strip():
        raise InvalidInput("value.missing", field=PASSWORD)
    return given


def _say_what_is_wrong(problem: ProviderError, field: str) -> NoReturn:
    match problem.code:
        case "provider.refused":
            raise InvalidInput("caldav.wrong_password", field=PASSWORD) from problem
        case "provider.not_understood" | "provider.gone" | "provider.too_large":
            raise InvalidInput("caldav.no_server", field=field) from problem
        case "provider.forbidden":
            raise InvalidInput("caldav.forbidden", field=field) from problem
        case "provider.private_address":
            raise InvalidInput("caldav.private_address", field=field) from problem
        case "provider.certificate":
            raise InvalidInput("caldav.certificate", field=field) from problem
        case "provider.not_secure":
            raise InvalidInput("caldav.not_secure", field=field) from problem
        case "provider.unknown_host":
            raise InvalidInput("caldav.unknown_host", field=field) from problem
        case "provider.elsewhere":
            host = problem.values["host"]
            raise InvalidInput("caldav.elsewhere", field=field, host=host) from problem
    raise problem
