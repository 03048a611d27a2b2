"""Write a file completely or not at all. Standard library only: `config.py` needs it before anything is installed."""

import os
import tempfile
from pathlib import Path


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


def _sync_folder(folder: Path) -> None:
    # The name of a file is stored in its folder, so the folder must reach the disk too.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
