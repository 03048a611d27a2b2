"""The browser that the tests drive: which executable, and with which switches.

`./run test` sees to it that one is there; this file only finds it, and says how to get it when it is missing.
"""

import os
import shutil
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
    """The path of a Chromium: one on the PATH, else the newest that playwright has downloaded."""
    for found in (*map(shutil.which, NAMES), *map(str, downloaded())):
        if found:
            return found
    pytest.fail(HOW_TO_GET_IT, pytrace=False)


def launch_arguments() -> list[str]:
    """The switches for `playwright.chromium.launch(args=...)`. Chromium's sandbox refuses to run as root."""
    return [*QUIET, "--no-sandbox"] if os.getuid() == 0 else [*QUIET]


def downloaded() -> list[Path]:
    """The executables in playwright's own folder, newest first."""
    caches = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path("~/.cache/ms-playwright").expanduser())
    return sorted(caches.glob("chromium-*/chrome-linux*/chrome"), key=lambda path: path.parts, reverse=True)
