"""Write a file completely or not at all. Standard library only: `config.py` needs it before anything is installed."""

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def write_whole(path: Path, content: bytes, *, replace: bool = True) -> None:
    """Write a file that only its owner can read (0600), in a folder made with 0700 when there is none.

    A reader sees the old file or the new one and never a part of it, even after a loss of power.
    With `replace=False` an existing file stays: FileExistsError is raised.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")  # made with 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            os.replace(draft, path)
        else:
            os.link(draft, path)  # unlike a rename, a link fails when another process has just made the file
    finally:
        Path(draft).unlink(missing_ok=True)
    _sync_folder(path.parent)


def is_for_owner(path: Path) -> bool:
    """Whether nobody but its owner may do anything with a file or a folder."""
    return not stat.S_IMODE(path.stat().st_mode) & FOR_OTHERS


def keep_to_owner(path: Path) -> None:
    """Take from everybody but its owner what they may do with a file or a folder. Raises OSError."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & FOR_OTHERS:
        path.chmod(mode & ~FOR_OTHERS)


def make_for_owner(path: Path) -> None:
    """An empty file for its owner only, where there is none. Raises OSError."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _sync_folder(folder: Path) -> None:
    # The name of a file is stored in its folder, so the folder must reach the disk too.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
