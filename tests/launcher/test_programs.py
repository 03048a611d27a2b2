"""What other programs find in their environment."""

import subprocess
from pathlib import Path

import pytest

from config import FOR_TESTS, KNOWN, PROJECT
from launcher import programs
from tests.running import (
    environment,
)


def test_what_leads_python_elsewhere_is_not_handed_on(data: Path, tmp_path: Path) -> None:
    (tmp_path / "flask.py").write_text("raise SystemExit('led astray')")
    env = environment(data, PYTHONPATH=str(tmp_path), FLASK_APP="nowhere", FLASK_DEBUG="1")
    del env["HOME"]

    done = subprocess.run(
        (PROJECT / "run", "flask", "routes"), env=env, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert "/readyz" in done.stdout


def test_the_tests_get_no_setting_of_the_one_who_runs_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in KNOWN:
        monkeypatch.setenv(name, "postgresql://in-use")

    handed_on = programs.test_environment()

    assert KNOWN & set(handed_on) == {"OPENSLOT_ENV", *FOR_TESTS}
    assert handed_on["OPENSLOT_ENV"] == "test"
