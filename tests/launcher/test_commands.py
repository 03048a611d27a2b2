"""What each command of `run` does."""

import subprocess
from pathlib import Path

import pytest

from config import PROJECT
from tests.running import (
    environment,
    refused,
)


@pytest.mark.parametrize("command", ["serve", "flask"])
def test_a_misspelled_setting_stops_the_start_by_name(data: Path, command: str) -> None:
    assert "OPENSLOT_DAT is not a setting" in refused(data, command, OPENSLOT_DAT="/tmp/elsewhere")


def test_listening_on_every_address_asks_for_the_public_one(data: Path) -> None:
    assert "BASE_URL must be set" in refused(data, HOST="0.0.0.0")


def test_an_unknown_command_shows_the_known_ones(data: Path) -> None:
    done = subprocess.run(
        (PROJECT / "run", "fly"), env=environment(data), capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert "./run test [options]" in done.stdout
