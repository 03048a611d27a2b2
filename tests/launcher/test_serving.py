"""Two processes, stopped together."""

import os
import signal

import pytest

from tests.running import (
    Running,
)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all_of_it_cleanly(stand_in: Running, number: signal.Signals) -> None:
    stand_in.process.send_signal(number)
    stand_in.wait_until_gone()

    assert stand_in.process.returncode == 0
    assert "Traceback" not in stand_in.output()


@pytest.mark.parametrize(("which", "name"), [(0, "web server"), (1, "worker")])
def test_when_one_process_dies_the_other_is_stopped_and_a_line_says_so(
    stand_in: Running, which: int, name: str
) -> None:
    os.kill(stand_in.children()[which], signal.SIGKILL)
    stand_in.wait_until_gone()

    assert stand_in.process.returncode == 1
    assert f"the {name} ended with exit code -9" in stand_in.output()


def test_when_only_the_watcher_is_killed_its_children_end_too(stand_in: Running) -> None:
    stand_in.process.kill()

    stand_in.wait_until_gone()
