"""How tests wait: for a condition and never for a time, so that a slow machine only makes them slower."""

import time
from collections.abc import Callable

import pytest

HANG_SECONDS = 240  # whatever takes this long has hung; no test comes near it, on a busy machine either
POLL_SECONDS = 0.05


def wait_for(condition: Callable[[], bool], *, what: Callable[[], object]) -> None:
    """Wait until a condition holds; fail with `what()` when that looks like never."""
    give_up_at = time.monotonic() + HANG_SECONDS
    while not condition():
        if time.monotonic() > give_up_at:
            pytest.fail(f"Waited {HANG_SECONDS} seconds in vain:\n{what()}", pytrace=False)
        time.sleep(POLL_SECONDS)
