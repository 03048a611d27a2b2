"""Files that are written whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from webapp.lib.files import is_for_owner, keep_to_owner, make_for_owner, write_whole


def test_the_content_stands_in_the_file_and_nothing_beside_it(tmp_path: Path) -> None:
    write_whole(tmp_path / "new" / "key", b"content")

    assert (tmp_path / "new" / "key").read_bytes() == b"content"
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["key"]


def test_only_the_owner_can_read_it_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_whole(tmp_path / "new" / "key", b"content")
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "new" / "key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_an_older_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"a longer content")

    write_whole(tmp_path / "key", b"new")

    assert (tmp_path / "key").read_bytes() == b"new"


def test_an_older_file_stays_when_it_may_not_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"old")

    with pytest.raises(FileExistsError):
        write_whole(tmp_path / "key", b"new", replace=False)

    assert (tmp_path / "key").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_when_writing_fails_the_older_file_is_untouched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError("no space left on device")

    (tmp_path / "key").write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="no space left"):
        write_whole(tmp_path / "key", b"new")

    assert (tmp_path / "key").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_it_is_on_the_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names_at_each_sync: list[bool] = []
    sync = os.fsync

    def watched(handle: int) -> None:
        names_at_each_sync.append((tmp_path / "key").exists())
        sync(handle)

    monkeypatch.setattr(os, "fsync", watched)

    write_whole(tmp_path / "key", b"content")

    assert names_at_each_sync == [False, True]


def test_what_others_could_do_with_a_file_is_taken_from_them(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()
    path.chmod(0o664)
    was_for_owner = is_for_owner(path)

    keep_to_owner(path)

    assert (was_for_owner, is_for_owner(path)) == (False, True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    make_for_owner(tmp_path / "file")
    (tmp_path / "file").write_text("content")

    make_for_owner(tmp_path / "file")

    assert (tmp_path / "file").read_text() == "content"
