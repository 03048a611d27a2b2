"""A real `./run`, started by a test in a data folder of its own and surely ended with the test."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from config import KNOWN, PROJECT
from launcher import installing
from tests.orphans import signalled_when_parent_dies
from tests.receivers import closed_port
from tests.waiting import HANG_SECONDS, wait_for

READY = "Openslot is ready"


class Running:
    """A `./run` in a process group of its own; what it prints is in `output()`."""

    def __init__(self, data: Path, *, settings: dict[str, str], project: Path = PROJECT) -> None:
        self.data = data
        self._log = data.parent / f"{data.name}.log"
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                (project / "run",),
                env=environment(data, **settings),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=signalled_when_parent_dies(signal.SIGTERM),
            )

    def output(self) -> str:
        return self._log.read_text()

    def demo(self) -> dict[str, Any]:
        known: dict[str, Any] = json.loads((self.data / "demo.json").read_text())
        return known

    def children(self) -> list[int]:
        """The process ids of the web server and the worker, in this order."""
        own = self.process.pid
        return [int(pid) for pid in Path(f"/proc/{own}/task/{own}/children").read_text().split()]

    def wait_until_ready(self) -> None:
        wait_for(lambda: READY in self.output() or self.process.poll() is not None, what=self.output)
        assert self.process.poll() is None, self.output()

    def wait_until_gone(self) -> None:
        """Wait for the whole group, whoever ended it."""
        self.process.wait(HANG_SECONDS)
        wait_for(lambda: not self.is_anybody_left(), what=self.output)

    def kill(self) -> None:
        """`kill -9` of everything at once."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.wait_until_gone()

    def is_anybody_left(self) -> bool:
        """Whether a process of the group is still there, the children's children too."""
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return False
        return True


@contextmanager
def running(data: Path, **settings: str) -> Iterator[Running]:
    """Start `./run`, wait until it is ready, and kill what is left of it afterwards."""
    with ready(Running(data, settings=settings)) as it:
        yield it


@contextmanager
def ready(it: Running) -> Iterator[Running]:
    """Wait until what was started is ready, and kill what is left of it afterwards."""
    try:
        it.wait_until_ready()
        yield it
    finally:
        it.kill()


def environment(data: Path, **settings: str) -> dict[str, str]:
    """The environment of a fresh shell, with these settings and no other."""
    if not installing.is_ours():
        pytest.fail("Start the tests with ./run test: ./run would make this environment anew", pytrace=False)
    ours = {*KNOWN, "OPENSLOT_SCREENSHOTS"}  # the journeys' own, and no setting of the program
    foreign = {name: value for name, value in os.environ.items() if name not in ours}
    return {**foreign, "OPENSLOT_DATA": str(data), "PORT": str(closed_port()), **settings}


def run(
    *arguments: str, project: Path = PROJECT, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """`./run` with arguments, to its end."""
    return subprocess.run((project / "run", *arguments), env=env, capture_output=True, text=True, check=False)


def refused(data: Path, *arguments: str, **settings: str) -> str:
    """The one line with which `./run` refuses to start."""
    done = run(*arguments, env=environment(data, **settings))
    assert done.returncode == 2, done
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr
