"""The only place that reads the clock.

Views, commands and the worker call `now()`. Everything below them takes `now` as a parameter, so that a test can
choose the time.
"""

import time


def now() -> int:
    """The present instant in whole Unix seconds."""
    return int(time.time())


def elapsed() -> float:
    """Seconds since some moment, on a clock that only goes forward: nobody can set it."""
    return time.monotonic()
