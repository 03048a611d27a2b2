"""The environment in `.venv`. It is made again when the requirements, the Python or the folder have changed."""

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
OPTIONAL = "# optional"  # in a line of requirements.txt: the program runs without it
REQUIRED = VENV / "openslot-required.txt"
LOCK = PROJECT / "requirements.lock"
RUNTIME = PROJECT / "requirements.txt"
TESTS = PROJECT / "tests" / "requirements.txt"


def install(requirements: Path) -> None:
    """Install a file of requirements. When the environment has it already, the network is not used."""
    with _one_at_a_time():
        _make_environment()
        stamp = VENV / f"openslot-{requirements.parent.name if requirements == TESTS else 'runtime'}.stamp"
        fingerprint = digest(*(file.read_bytes() for file in (RUNTIME, LOCK, requirements)))
        if stamp.is_file() and stamp.read_text() == fingerprint:
            return
        name = requirements.relative_to(PROJECT)
        print(f"Installing {name}, once: this takes a minute or two ...", flush=True)
        if not _is_installed_in_some_way(requirements) and not _is_installed_but_for_what_is_optional(
            requirements
        ):
            refuse(f"{name} could not be installed, see above")
        stamp.write_text(fingerprint)


def is_ours() -> bool:
    """Whether `.venv` was made here, by this Python."""
    return PLACE_STAMP.is_file() and PLACE_STAMP.read_text() == _place()


def _is_installed_in_some_way(requirements: Path) -> bool:
    # The lock has versions that were tested together. Another Python may need others: then requirements.txt decides.
    for constraints in (["-c", str(LOCK)], []):
        for installer in _installers():
            if call([*installer, "-r", requirements, *constraints], pip_environment(), quiet=True) == 0:
                return True
            command = " ".join(map(str, installer))
            print(f"openslot: {command} failed, trying the next way", file=sys.stderr)
    return False


def _is_installed_but_for_what_is_optional(requirements: Path) -> bool:
    lines = [line for file in {RUNTIME, requirements} for line in file.read_text().splitlines()]
    left_out = [line.partition(OPTIONAL)[0].partition(";")[0].strip() for line in lines if OPTIONAL in line]
    if not left_out:
        return False
    REQUIRED.write_text(
        "\n".join(line for line in lines if OPTIONAL not in line and not line.startswith("-r "))
    )
    if not _is_installed_in_some_way(REQUIRED):
        return False
    print(f"openslot: going on without {', '.join(left_out)}: see docs/operating.md", file=sys.stderr)
    return True


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
    """When two starts install at the same time, the second waits and finds the work of the first."""
    folder = os.open(PROJECT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
