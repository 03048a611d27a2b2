"""The programs that `run` starts: where they are, and the environment variables that they get."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import config

PROJECT = config.PROJECT
VENV = (PROJECT / ".venv").resolve()
PYTHON = VENV / "bin" / "python"
# Without PYTHONDONTWRITEBYTECODE: byte code makes the next start quicker.
PYTHON_VARIABLES_HANDED_ON = ("PYTHONUNBUFFERED",)


def child_environment() -> dict[str, str]:
    """Our environment without the variables that would change what Python, Flask or gunicorn runs."""
    harmless = {
        name: value
        for name, value in os.environ.items()
        if name in PYTHON_VARIABLES_HANDED_ON
        or not name.startswith(("PYTHON", "FLASK_", "GUNICORN_CMD_", "VIRTUAL_ENV"))
    }
    path = os.pathsep.join([str(VENV / "bin"), harmless.get("PATH", os.defpath)])
    return {**harmless, "PATH": path, "PYTHONTZPATH": "", "PYTHONNOUSERSITE": "1", "FLASK_APP": "wsgi:app"}


def test_environment() -> dict[str, str]:
    """The same without our settings: tests must not use the real database or mail server."""
    foreign = config.KNOWN - config.FOR_TESTS
    harmless = {name: value for name, value in child_environment().items() if name not in foreign}
    return {**harmless, "OPENSLOT_ENV": "test"}


def pip_environment() -> dict[str, str]:
    """The same without the variables that would make pip install elsewhere than in `.venv`."""
    elsewhere = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_VIRTUALENV")
    harmless = {name: value for name, value in child_environment().items() if name not in elsewhere}
    return {**harmless, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_USER": "0"}


def become(module: list[str], environment: Mapping[str, str]) -> NoReturn:
    """Replace this process with a Python module of the environment, so that signals reach it directly."""
    os.chdir(PROJECT)
    os.execve(PYTHON, [str(PYTHON), "-m", *module], environment)


def call(command: list[str | Path], environment: Mapping[str, str], *, quiet: bool = False) -> int:
    """Run a command in the project's folder and return its exit code. `quiet`: print its output only when it fails."""
    output = subprocess.PIPE if quiet else None
    done = subprocess.run(
        command, cwd=PROJECT, env=environment, stdout=output, stderr=output, check=False, text=True
    )
    if quiet and done.returncode:
        print(done.stdout + done.stderr, file=sys.stderr)
    return done.returncode


def refuse(reason: str) -> NoReturn:
    """Stop before anything is started: print the reason and exit with code 2."""
    print(f"openslot: {reason}", file=sys.stderr)
    raise SystemExit(2)
