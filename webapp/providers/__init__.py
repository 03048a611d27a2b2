"""Kinds of calendar provider, a module for each. To add a kind, add a file here; there is no list to extend.

Each module has its name in `KIND`, which is a grant's `provider`, and an object `PROVIDER` that follows the protocol
`Provider`. It knows nothing of bookings and writes no row: services call it and store what it returns. A provider that
cannot be reached, or refuses, raises ProviderError (`webapp/errors.py`).
"""

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from pydantic import BaseModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The account behind a grant: its address in lower case, and the settings that the grant stores."""

    email: str
    settings: dict[str, Any]


class Provider(Protocol):
    """What every kind of provider can do."""

    @property
    def settings(self) -> type[BaseModel]:
        """The shape of the `settings` in a request for a new grant."""

    @property
    def first_calendar(self) -> str:
        """The name of the calendar that every new grant has."""

    def account(self, settings: Mapping[str, Any]) -> Account:
        """The account that these settings name. Raises InvalidInput with a path such as `settings.email`."""


def kinds() -> tuple[str, ...]:
    """Every kind there is, in the order of their names."""
    return tuple(sorted(registry()))


def of_kind(kind: str) -> Provider:
    """The provider of this kind. Raises KeyError for a kind that has no module here."""
    return registry()[kind]


@cache
def registry() -> dict[str, Provider]:
    """Every provider by its kind, found by looking into this folder."""
    modules = [
        importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)
    ]
    return {module.KIND: module.PROVIDER for module in modules}
