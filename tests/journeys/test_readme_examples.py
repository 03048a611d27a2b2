"""The examples of the README are run as they stand there, one after another, against a real `./run`."""

import re
import subprocess
import sys
from pathlib import Path

from config import PROJECT
from tests.journeys.conftest import Live
from tests.waiting import HANG_SECONDS


def test_the_examples_of_the_readme_work(live: Live, tmp_path: Path) -> None:
    (tmp_path / "instance").symlink_to(live.data)  # where the examples look for `demo.json`

    booked = run("bash", "-euo", "pipefail", "-c", example("bash"), within=tmp_path)
    booked_and_cancelled = run(sys.executable, "-c", example("python"), within=tmp_path)

    assert '"status":"booked"' in booked
    assert booked_and_cancelled.endswith(" booked\n")


def example(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", (PROJECT / "README.md").read_text(), re.DOTALL)
    return str(found)


def run(*command: str, within: Path) -> str:
    done = subprocess.run(
        command, cwd=within, capture_output=True, text=True, timeout=HANG_SECONDS, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
