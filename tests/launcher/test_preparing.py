"""What must hold before the server starts."""

import fcntl
import os
import socket
import sqlite3
from pathlib import Path

import pytest

from launcher import commands
from tests.running import (
    environment,
    refused,
)


def test_a_host_that_is_not_ours_stops_the_start_by_name(data: Path) -> None:
    assert "HOST: cannot listen on 192.0.2.1" in refused(data, HOST="192.0.2.1")


def test_a_port_that_is_taken_stops_the_start_by_name(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])

        assert f"PORT: {port} on 127.0.0.1 is taken" in refused(data, PORT=port)


def test_another_run_on_the_same_data_folder_is_refused(data: Path) -> None:
    data.mkdir()
    with (data / "run.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        assert f"OPENSLOT_DATA: another ./run is using {data}" in refused(data)


def test_a_data_folder_that_cannot_be_written_stops_the_start_by_name(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert "OPENSLOT_DATA: cannot write in" in refused(tmp_path / "file" / "data")


def test_an_old_sqlite_is_refused(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.34.1")
    monkeypatch.setattr(os, "environ", environment(data))

    with pytest.raises(SystemExit) as ended:
        commands.main([], usage="")

    assert ended.value.code == 2
    assert capsys.readouterr().err == "openslot: SQLite 3.35 or newer is needed, this is 3.34.1\n"


def test_production_on_the_data_of_a_demo_is_refused(data: Path) -> None:
    data.mkdir()
    (data / "demo.json").write_text("{}")
    production = {
        "OPENSLOT_ENV": "production",
        "SECRET_KEY": "x" * 32,
        "BASE_URL": "https://book.example.org",
    }

    assert f"OPENSLOT_DATA: {data} holds a demo (demo.json)" in refused(data, **production)
