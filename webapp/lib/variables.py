"""Turn environment variables into typed values. One that makes no sense is refused by its name.

Standard library only: `config.py` needs it before anything is installed.
"""

import ipaddress
import re
from collections.abc import Mapping


class SettingError(Exception):
    """One line that names the setting and says what it must be. It never repeats a secret."""


def choice(given: Mapping[str, str], name: str, *, default: str, among: tuple[str, ...]) -> str:
    """One of several words. Raises SettingError for another."""
    value = given.get(name, default)
    if value not in among:
        raise SettingError(f"{name} must be one of {', '.join(among)}, not {value!r}")
    return value


def number(given: Mapping[str, str], name: str, *, default: int, lowest: int, highest: int) -> int:
    """A whole number from `lowest` to `highest`, written in digits. Raises SettingError for anything else."""
    value = given.get(name, str(default))
    if not re.fullmatch("[0-9]{1,6}", value) or not lowest <= int(value) <= highest:
        raise SettingError(f"{name} must be a whole number from {lowest} to {highest}, not {value!r}")
    return int(value)


def boolean(given: Mapping[str, str], name: str, *, default: bool) -> bool:
    """A yes or a no, in one of the words people use for it. Raises SettingError for another."""
    value = given.get(name, str(default)).lower()
    if value not in ("true", "1", "yes", "on", "false", "0", "no", "off"):
        raise SettingError(f"{name} must be true or false, not {value!r}")
    return value in ("true", "1", "yes", "on")


def is_address(text: str) -> bool:
    """Whether this is an IPv4 or IPv6 address."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def is_host_name(text: str) -> bool:
    """Whether this is a host name: with a letter in it, unlike 127.1, and without a dot at its end."""
    labels = r"(?!.*\.$)(?=.*[a-z])([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.|$))+"
    return len(text) <= 253 and bool(re.fullmatch(labels, text, re.IGNORECASE))


def several(given: Mapping[str, str], name: str, *, shortest: int) -> tuple[str, ...]:
    """The values of a list with commas, each with so many letters or more. Raises SettingError."""
    values = tuple(filter(None, map(str.strip, given.get(name, "").split(","))))
    if any(len(value) < shortest for value in values):
        raise SettingError(f"{name}: each must have {shortest} letters or more")
    return values
