"""The browser that the tests drive: which executable, and with which switches.

`./run test` runs this file, to get one when there is none; the tests only look, and say how to get one.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW_TO_GET_IT = (
    "Chromium was not found: install the package chromium, or run `.venv/bin/playwright install chromium`"
)
QUIET = (  # nothing but the page under test may cause traffic
    *("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)


def executable() -> str:
    """The path of a Chromium, for `playwright.chromium.launch(executable_path=...)`."""
    found = _find()
    if found is None:
        pytest.fail(HOW_TO_GET_IT, pytrace=False)
    return found


def launch_arguments() -> list[str]:
    """The switches for `playwright.chromium.launch(args=...)`. Chromium's sandbox refuses to run as root."""
    return [*QUIET, "--no-sandbox"] if os.getuid() == 0 else [*QUIET]


def install() -> None:
    """Get a Chromium when there is none: as root from Debian or Ubuntu, else by playwright."""
    if _find():
        return
    print("Installing Chromium for the browser tests, once ...", flush=True)
    if os.getuid() == 0 and shutil.which("apt-get"):
        for command in ("apt-get -qq update", "apt-get -qq install -y --no-install-recommends chromium"):
            subprocess.run(
                command.split(), env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, check=False
            )
    if not _find():
        subprocess.run((sys.executable, "-m", "playwright", "install", "chromium"), check=False)
    if not _find():
        print(HOW_TO_GET_IT, file=sys.stderr)


def _find() -> str | None:
    caches = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path("~/.cache/ms-playwright").expanduser())
    downloaded = sorted(caches.glob("chromium-*/chrome-linux*/chrome"), reverse=True)
    candidates = (*map(shutil.which, NAMES), *map(str, downloaded))
    return next((found for found in candidates if found and _answers(found)), None)


def _answers(executable: str) -> bool:
    # On Ubuntu without snap the program of the package is a script that only says what to install.
    return subprocess.run((executable, "--version"), capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    install()
