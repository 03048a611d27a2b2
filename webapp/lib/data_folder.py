"""The folder of everything that is kept, and the database in it: for their owner only.

Standard library only: `config.py` needs it before anything is installed.
"""

import tempfile
from pathlib import Path

from webapp.lib import files
from webapp.lib.variables import SettingError

OUR_FILES = frozenset(("openslot.sqlite3", "secret_key", "mail", "demo.json", "prepared.stamp", "run.lock"))


def make_data_folder(data: Path) -> None:
    """Make the data folder, for its owner only; one that is there is kept to its owner.

    Raises SettingError when it cannot be written, and when it is open to others and holds other things than ours.
    """
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data):
            pass
        if not files.is_for_owner(data):
            _close_data_folder(data)
    except OSError as problem:
        raise SettingError(f"OPENSLOT_DATA: cannot write in {data} ({problem.strerror})") from problem


def _close_data_folder(data: Path) -> None:
    # Not any folder: /tmp or a home closed to others would harm more than this program.
    there = {path.name for path in data.iterdir()}
    if there and not there & OUR_FILES:
        raise SettingError(
            f"OPENSLOT_DATA: others can read {data}; choose a folder that is empty, or chmod 700 it"
        )
    files.keep_to_owner(data)


def keep_database_to_owner(database_url: str) -> None:
    """Make a SQLite database and its journals readable by their owner only. Raises SettingError."""
    scheme, _, name = database_url.partition(":///")
    database = Path(name)
    if scheme != "sqlite" or not database.parent.is_dir():
        return
    try:
        files.make_for_owner(database)  # its journals get its mode from SQLite
        for path in filter(Path.exists, (database, Path(f"{database}-wal"), Path(f"{database}-shm"))):
            files.keep_to_owner(path)
    except OSError as problem:
        raise SettingError(
            f"DATABASE_URL: cannot keep {database} to its owner ({problem.strerror})"
        ) from problem
