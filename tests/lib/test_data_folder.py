"""What is kept can be read by its owner only, even where the folder was there before."""

import stat
from pathlib import Path

import pytest

from webapp.lib.data_folder import keep_database_to_owner, make_data_folder
from webapp.lib.variables import SettingError


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder that everybody may read."""
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(0o755)
    return folder


@pytest.mark.parametrize("holds", [[], ["openslot.sqlite3", "notes.txt"], ["secret_key"]], ids=str)
def test_a_folder_of_ours_that_was_open_is_closed(data: Path, holds: list[str]) -> None:
    for name in holds:
        (data / name).touch()

    make_data_folder(data)

    assert mode(data) == 0o700


def test_an_open_folder_of_other_things_is_refused_and_stays_as_it_is(data: Path) -> None:
    (data / "family.jpg").touch()

    with pytest.raises(SettingError, match="^OPENSLOT_DATA: others can read .*chmod 700"):
        make_data_folder(data)

    assert mode(data) == 0o755


def test_a_closed_folder_of_other_things_is_taken(data: Path) -> None:
    (data / "family.jpg").touch()
    data.chmod(0o700)

    make_data_folder(data)

    assert mode(data) == 0o700


def test_a_database_is_made_for_its_owner(data: Path) -> None:
    keep_database_to_owner(f"sqlite:///{data}/a.sqlite3")

    assert mode(data / "a.sqlite3") == 0o600


def test_a_database_that_was_open_is_closed_with_its_journals(data: Path) -> None:
    paths = [data / f"a.sqlite3{suffix}" for suffix in ("", "-wal", "-shm")]
    for path in paths:
        path.touch()
        path.chmod(0o644)

    keep_database_to_owner(f"sqlite:///{data}/a.sqlite3")

    assert [mode(path) for path in paths] == [0o600] * 3


@pytest.mark.parametrize("url", ["postgresql+psycopg://db/openslot", "sqlite:////nowhere/at/all.sqlite3"])
def test_what_is_no_file_of_ours_is_left_alone(url: str) -> None:
    keep_database_to_owner(url)
