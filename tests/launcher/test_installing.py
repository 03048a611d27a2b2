"""The environment in `.venv`: made once, and again when something changed."""

import importlib
import re
import sys
import venv
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement

from config import PROJECT
from tests.launcher.stand_in import stand_in_project


def test_the_environment_is_made_once_and_again_when_something_changed(
    tmp_path: Path, no_pip_of_its_own: None, capsys: pytest.CaptureFixture[str]
) -> None:
    project = stand_in_project(tmp_path / "here")
    first, second = installing(project, capsys), installing(project, capsys)
    (project / "requirements.txt").write_text("# changed")
    changed = installing(project, capsys)
    moved = installing(project.rename(tmp_path / "there"), capsys)

    assert ["Making" in output for output in (first, second, changed, moved)] == [True, False, False, True]
    assert ["Installing" in output for output in (first, second, changed, moved)] == [True, False, True, True]


def test_what_cannot_be_installed_stops_the_start(
    tmp_path: Path, no_pip_of_its_own: None, capsys: pytest.CaptureFixture[str]
) -> None:
    project = stand_in_project(tmp_path / "here")
    (project / "requirements.txt").write_text("--no-index\nno-such-thing\n")

    with pytest.raises(SystemExit) as ended:
        installing(project, capsys)

    assert ended.value.code == 2
    assert capsys.readouterr().err.endswith("openslot: requirements.txt could not be installed, see above\n")


def test_what_is_optional_may_be_missing_and_going_on_without_it_is_said(
    tmp_path: Path, no_pip_of_its_own: None, capsys: pytest.CaptureFixture[str]
) -> None:
    project = stand_in_project(tmp_path / "here")
    (project / "requirements.txt").write_text("--no-index\nno-such-thing>=1  # optional: no wheel\n")
    module = module_of(project, "launcher.installing")

    module.install(module.RUNTIME)

    assert capsys.readouterr().err.endswith("going on without no-such-thing>=1: see docs/operating.md\n")
    assert "Installing" not in installing(project, capsys)


def test_the_lock_names_a_version_of_every_requirement() -> None:
    locked = {
        requirement.name: requirement for requirement in read_requirements(PROJECT / "requirements.lock")
    }

    for requirement in read_requirements(PROJECT / "requirements.txt"):
        (pinned,) = locked[requirement.name].specifier
        assert pinned.version in requirement.specifier, f"{requirement} is locked at {pinned}"


@pytest.fixture
def no_pip_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Environments without pip, as on a Debian without python3-venv: made in a tenth of the time."""
    make = venv.create
    monkeypatch.setattr(venv, "create", lambda folder, **how: make(folder, **{**how, "with_pip": False}))


def installing(project: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What is printed while the requirements of a project are installed."""
    installing = module_of(project, "launcher.installing")
    installing.install(installing.RUNTIME)
    return capsys.readouterr().out


def module_of(project: Path, name: str) -> ModuleType:
    """A module imported from a project's folder, while our own module of the same name stays imported."""
    is_theirs = re.compile(r"(config|launcher)\b").match
    ours = {known: sys.modules.pop(known) for known in list(sys.modules) if is_theirs(known)}
    sys.path.insert(0, str(project))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(project))
        for known in filter(is_theirs, list(sys.modules)):
            del sys.modules[known]
        sys.modules.update(ours)


def read_requirements(path: Path) -> list[Requirement]:
    """The requirements of a file, by their normal names."""
    lines = [line.strip() for line in path.read_text().splitlines()]
    found = [Requirement(line.partition(" #")[0]) for line in lines if line and line[0] not in "#-"]
    for requirement in found:
        requirement.name = requirement.name.lower().replace("_", "-")
    return found
