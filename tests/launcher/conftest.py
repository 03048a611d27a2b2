"""A data folder, and a small project that the real `run` starts quickly."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import PROJECT
from tests.launcher.stand_in import stand_in_project
from tests.running import Running, ready

STAND_IN = """
import signal
from flask import Flask

app = Flask(__name__)
app.get("/readyz")(lambda: "ready")
app.cli.command("prepare")(lambda: None)
app.cli.command("worker")(signal.pause)
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def stand_in(tmp_path: Path) -> Iterator[Running]:
    """The real `run` with a small program of a web server and a worker, quick to start."""
    project = stand_in_project(tmp_path / "project")
    for name in ("requirements.txt", "requirements.lock", "tests/requirements.txt"):
        shutil.copy(PROJECT / name, project / name)
    (project / ".venv").symlink_to(PROJECT / ".venv")
    (project / "wsgi.py").write_text(STAND_IN)
    (project / "webapp" / "web_worker.py").write_text(
        "from gunicorn.workers.gthread import ThreadWorker as WebWorker\n"
    )
    with ready(Running(tmp_path / "data", project=project, settings={})) as it:
        yield it
