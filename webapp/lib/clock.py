"""The only place that reads the clock.

Views, commands and the worker call `now()`. Everything below them takes `now` as a parameter, so that a test can
choose the time.
"""

import time


def now() -> int:
    """The present instant in whole Unix seconds."""
    return int(time.time())
