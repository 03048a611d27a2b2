"""Limits as a test sets them."""

import pytest
from flask import Flask

from config import Limits
from tests.services.bookings.allowances import Set


@pytest.fixture
def set_limits(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Set:
    """Limits as named; all others are out of reach."""

    def set_them(**limits: int) -> None:
        endless = dict.fromkeys(Limits.__dataclass_fields__, 1000)
        monkeypatch.setitem(app.config, "RATELIMIT_ENABLED", True)
        monkeypatch.setitem(app.config, "OPENSLOT_LIMITS", Limits(**{**endless, **limits}))

    return set_them
