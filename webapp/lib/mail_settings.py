"""Where mails leave this installation, as its operator has set it.

Standard library only: `config.py` needs it before anything is installed.
"""

import re
from collections.abc import Mapping
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

from webapp.lib import variables
from webapp.lib.variables import SettingError

NAMES = frozenset(
    [
        "MAIL_SERVER",
        "MAIL_PORT",
        "MAIL_USERNAME",
        "MAIL_PASSWORD",
        "MAIL_USE_TLS",
        "MAIL_USE_SSL",
        "MAIL_DEFAULT_SENDER",
    ]
)
_USELESS_ALONE = ("MAIL_PORT", "MAIL_USERNAME", "MAIL_PASSWORD")


def read(given: Mapping[str, str], *, base_url: str) -> dict[str, Any]:
    """The settings by their names in lower case. Raises SettingError for one that makes no sense."""
    for name in _USELESS_ALONE:
        if name in given and "MAIL_SERVER" not in given:
            raise SettingError(f"{name} is set, but MAIL_SERVER is not: no mail would be sent")
    if ("MAIL_USERNAME" in given) != ("MAIL_PASSWORD" in given):
        raise SettingError("MAIL_USERNAME and MAIL_PASSWORD must be set together")
    use_tls = variables.boolean(given, "MAIL_USE_TLS", default=False)
    use_ssl = variables.boolean(given, "MAIL_USE_SSL", default=False)
    if use_tls and use_ssl:
        raise SettingError("MAIL_USE_TLS and MAIL_USE_SSL cannot both be true")
    server = given.get("MAIL_SERVER")
    if server and not (variables.is_address(server) or variables.is_host_name(server)):
        raise SettingError(f"MAIL_SERVER must be a host name or an address, not {server!r}")
    return {
        "mail_server": server,
        "mail_port": variables.number(given, "MAIL_PORT", default=25, lowest=1, highest=65535),
        "mail_username": given.get("MAIL_USERNAME"),
        "mail_password": given.get("MAIL_PASSWORD"),
        "mail_use_tls": use_tls,
        "mail_use_ssl": use_ssl,
        "mail_default_sender": _sender(given, base_url=base_url),
    }


def _sender(given: Mapping[str, str], *, base_url: str) -> str:
    domain = urlsplit(base_url).hostname or ""
    domain = "localhost" if variables.is_address(domain) else domain
    value = given.get("MAIL_DEFAULT_SENDER", f"Openslot <openslot@{domain}>")
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", parseaddr(value)[1]) or re.search(r"[\r\n]", value):
        raise SettingError(f"MAIL_DEFAULT_SENDER must be such as Openslot <book@example.com>, not {value!r}")
    return value
