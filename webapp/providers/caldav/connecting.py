"""Connect an account: find its calendars, or say which of the things that somebody gave is wrong."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NoReturn

from webapp.errors import InvalidInput, ProviderError
from webapp.lib import service_records
from webapp.lib.caldav import discovery
from webapp.lib.caldav.client import Login

SECONDS = 10.0
# Nothing is at the domain itself, but it may name a server in DNS.
_ASK_DNS = frozenset(("caldav.no_server", "caldav.unknown_host", "provider.unreachable"))
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


def found_by_domain(login: Login, domain: str, *, field: str) -> discovery.Account:
    """The account of a login that names no server: at the domain of its e-mail address, else where DNS says.

    A server outside of the domain gets no password, because nobody vouches for what DNS says (RFC 6764 section 8): it
    is named in the refusal, for somebody to judge. Raises as `found` does.
    """
    try:
        return found(login, field=field)
    except (InvalidInput, ProviderError) as problem:
        if problem.code not in _ASK_DNS:
            raise
        servers = service_records.caldav_servers(domain)
        for server in servers:
            if server.host == domain or server.host.endswith(f".{domain}"):
                return found(replace(login, home=server.url), field=field)
        if servers:
            raise InvalidInput("caldav.named_elsewhere", field=field, address=servers[0].url) from problem
        raise


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
