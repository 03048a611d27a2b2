"""The environment in `.venv`: made once, and again when the requirements, the Python or the place changed."""

import fcntl
import importlib.util
import os
import shutil
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher.fingerprint import digest
from launcher.programs import PROJECT, PYTHON, VENV, call, pip_environment, refuse

PLACE_STAMP = VENV / "openslot-place.stamp"
LOCK = PROJECT / "requirements.lock"
RUNTIME = PROJECT / "requirements.txt"
TESTS = PROJECT / "tests" / "requirements.txt"


def install(requirements: Path) -> None:
    """See to it that the environment has what a file of requirements asks for. No network when it has."""
    with _one_at_a_time():
        _make_environment()
        stamp = VENV / f"openslot-{requirements.parent.name if requirements == TESTS else 'runtime'}.stamp"
        wanted = digest(*(file.read_bytes() for file in (RUNTIME, LOCK, requirements)))
        if stamp.is_file() and stamp.read_text() == wanted:
            return
        name = requirements.relative_to(PROJECT)
        print(f"Installing {name}, once: this takes a minute at most ...", flush=True)
        if not _is_installed_in_some_way(requirements):
            refuse(f"{name} could not be installed, see above")
        stamp.write_text(wanted)


def is_ours() -> bool:
    """Whether `.venv` was made here, by this Python."""
    return PLACE_STAMP.is_file() and PLACE_STAMP.read_text() == _place()


def _is_installed_in_some_way(requirements: Path) -> bool:
    # The lock names versions that were tried together; another Python may need others, within the bounds.
    for constraints in (["-c", str(LOCK)], []):
        for installer in _installers():
            if call([*installer, "-r", requirements, *constraints], pip_environment(), quiet=True) == 0:
                return True
            command = " ".join(map(str, installer))
            print(f"openslot: {command} failed, trying the next way", file=sys.stderr)
    return False


def _installers() -> list[list[str | Path]]:
    """The ways to install that this machine has, the quickest first."""
    found: list[list[str | Path]] = []
    if shutil.which("uv"):
        found.append(["uv", "pip", "install", "--quiet", "--python", PYTHON])
    if (VENV / "bin" / "pip").exists():
        found.append([PYTHON, "-m", "pip", "install", "--quiet"])
    elif importlib.util.find_spec("pip"):
        found.append([sys.executable, "-m", "pip", "--python", PYTHON, "install", "--quiet"])
    if not found:
        refuse("pip is missing; on Debian or Ubuntu: apt-get install -y python3-venv")
    return found


def _make_environment() -> None:
    if is_ours():
        return
    print("Making the environment in .venv ...", flush=True)
    venv.create(VENV, clear=True, symlinks=True, with_pip=importlib.util.find_spec("ensurepip") is not None)
    PLACE_STAMP.write_text(_place())


def _place() -> str:
    """A fingerprint of this Python and of where `.venv` is."""
    interpreter = os.path.realpath(getattr(sys, "_base_executable", sys.executable))
    return digest(interpreter.encode(), sys.version.encode(), os.fsencode(VENV))


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Of two first starts at once, let the second find the work of the first."""
    folder = os.open(PROJECT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
