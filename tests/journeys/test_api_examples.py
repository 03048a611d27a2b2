"""The examples of `docs/api.md` are run as they stand there, by a shell, against a real `./run`."""

import os
import re
import subprocess

from config import PROJECT
from tests.journeys.conftest import MOSTLY_ON_SQLITE, Live
from tests.waiting import HANG_SECONDS


@MOSTLY_ON_SQLITE
def test_the_examples_of_the_documentation_work(live: Live) -> None:
    page = (PROJECT / "docs" / "api.md").read_text()
    script = "set -euo pipefail\n" + "\n".join(re.findall(r"```sh\n(.*?)```", page, re.DOTALL))
    demo = str(live.data / "demo.json")

    done = subprocess.run(
        ["bash", "-c", script],
        env={**os.environ, "DEMO": demo},
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    status, the_rest = done.stdout.split("\n", 1)
    assert status == "pending"
    assert the_rest.count('"request_id"') == 3
    assert '"error"' not in the_rest
