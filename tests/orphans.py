"""Servers that tests start must not outlive them, even when the tests are killed without a chance to clean up."""

import ctypes
import signal
import sys
from collections.abc import Callable

SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


def signalled_when_parent_dies(number: signal.Signals) -> Callable[[], None] | None:
    """A `preexec_fn` for Popen: the kernel sends this signal when the tests are gone. Linux only, else None.

    Tests that run under nohup ignore SIGHUP. What they start does not inherit that.
    """
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl

    def before_it_starts() -> None:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        prctl(SET_PARENT_DEATH_SIGNAL, number)

    return before_it_starts
