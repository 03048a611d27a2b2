"""A folder with the real `run` and nothing to install for it."""

import shutil
from pathlib import Path

from config import PROJECT


def stand_in_project(folder: Path) -> Path:
    """Make such a folder. Returns it."""
    (folder / "tests").mkdir(parents=True)
    for name in ("run", "config.py"):
        shutil.copy(PROJECT / name, folder)
    for name in ("launcher", "webapp/lib"):
        shutil.copytree(PROJECT / name, folder / name)
    shutil.copy(PROJECT / "webapp/__init__.py", folder / "webapp")
    for name in ("requirements.txt", "requirements.lock", "tests/requirements.txt"):
        (folder / name).touch()
    return folder
