"""The one command: what it refuses, what it starts, and how all of it ends."""

import ast
import fcntl
import http.client
import importlib
import json
import os
import re
import runpy
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import urllib.parse
import urllib.request
import venv
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement

from config import FOR_TESTS, KNOWN, PROJECT
from launcher import commands, programs
from tests.running import Running, environment, ready, running
from tests.waiting import HANG_SECONDS

STAND_IN = """
import signal
from flask import Flask

app = Flask(__name__)
app.get("/readyz")(lambda: "ready")
app.cli.command("prepare")(lambda: None)
app.cli.command("worker")(signal.pause)
"""


def run(
    *arguments: str, project: Path = PROJECT, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """`./run` with arguments, to its end."""
    return subprocess.run((project / "run", *arguments), env=env, capture_output=True, text=True, check=False)


def refused(data: Path, *arguments: str, **settings: str) -> str:
    """The one line with which `./run` refuses to start."""
    done = run(*arguments, env=environment(data, **settings))
    assert done.returncode == 2, done
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.mark.parametrize("command", ["serve", "flask"])
def test_a_misspelled_setting_stops_the_start_by_name(data: Path, command: str) -> None:
    assert "OPENSLOT_DAT is not a setting" in refused(data, command, OPENSLOT_DAT="/tmp/elsewhere")


def test_listening_on_every_address_asks_for_the_public_one(data: Path) -> None:
    assert "BASE_URL must be set" in refused(data, HOST="0.0.0.0")


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


def test_an_old_python_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 12))

    with pytest.raises(SystemExit, match="Python 3.11 or newer is needed, this is 3.10"):
        runpy.run_path(str(PROJECT / "run"), run_name="__main__")


def test_an_old_python_can_read_it_to_say_so() -> None:
    ast.parse((PROJECT / "run").read_text(), feature_version=(3, 4))


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


def test_an_unknown_command_shows_the_known_ones(data: Path) -> None:
    done = subprocess.run(
        (PROJECT / "run", "fly"), env=environment(data), capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert "./run test [options]" in done.stdout


def test_one_command_serves_every_address_it_prints(served: Running) -> None:
    demo = served.demo()
    pages = {name: demo[name] for name in ("booking_page", "pending_booking_page", "dashboard_url")}

    answers = {
        name: urllib.request.urlopen(page, timeout=HANG_SECONDS).status for name, page in pages.items()
    }

    assert answers == dict.fromkeys(pages, 200)
    assert all(page in served.output() for page in pages.values())


@pytest.mark.parametrize(
    ("request_text", "status"),
    [
        (f"GET /v3/scheduling/availability?slug={'a' * 20_000} HTTP/1.1", 414),
        (f"GET /v3 HTTP/1.1\r\nX-Long: {'a' * 20_000}", 431),
        ("GET /v3 HTTP/9.9", 400),
        ("hello", 400),
    ],
)
def test_what_is_no_request_is_answered_in_json(served: Running, request_text: str, status: int) -> None:
    address = urllib.parse.urlsplit(served.demo()["base_url"])
    with socket.create_connection((address.hostname, address.port), timeout=HANG_SECONDS) as connection:
        connection.sendall(f"{request_text}\r\nHost: x\r\n\r\n".encode())
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        body = json.loads(answer.read())

    assert (answer.status, body["error"]["type"]) == (status, "invalid_request_error")
    assert body["request_id"] == answer.headers["x-request-id"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_demo_json_is_for_its_owner_only(served: Running) -> None:
    assert stat.S_IMODE((served.data / "demo.json").stat().st_mode) == 0o600


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all_of_it_cleanly(stand_in: Running, number: signal.Signals) -> None:
    stand_in.process.send_signal(number)
    stand_in.wait_until_gone()

    assert stand_in.process.returncode == 0
    assert "Traceback" not in stand_in.output()


@pytest.mark.parametrize(("which", "name"), [(0, "web server"), (1, "worker")])
def test_when_one_process_dies_the_other_is_stopped_and_a_line_says_so(
    stand_in: Running, which: int, name: str
) -> None:
    os.kill(stand_in.children()[which], signal.SIGKILL)
    stand_in.wait_until_gone()

    assert stand_in.process.returncode == 1
    assert f"the {name} ended with exit code -9" in stand_in.output()


def test_when_only_the_watcher_is_killed_its_children_end_too(stand_in: Running) -> None:
    stand_in.process.kill()

    stand_in.wait_until_gone()


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


def test_the_environment_is_made_once_and_again_when_something_changed(
    tmp_path: Path, no_pip_of_its_own: None, capsys: pytest.CaptureFixture[str]
) -> None:
    project = stand_in_project(tmp_path / "here")
    first, second = installing(project, capsys), installing(project, capsys)
    (project / "requirements.txt").write_text("# changed")
    changed = installing(project, capsys)
    moved = installing(project.rename(tmp_path / "there"), capsys)

    assert ["Making" in said for said in (first, second, changed, moved)] == [True, False, False, True]
    assert ["Installing" in said for said in (first, second, changed, moved)] == [True, False, True, True]


def test_what_cannot_be_installed_stops_the_start(
    tmp_path: Path, no_pip_of_its_own: None, capsys: pytest.CaptureFixture[str]
) -> None:
    project = stand_in_project(tmp_path / "here")
    (project / "requirements.txt").write_text("--no-index\nno-such-thing\n")

    with pytest.raises(SystemExit) as ended:
        installing(project, capsys)

    assert ended.value.code == 2
    assert capsys.readouterr().err.endswith("openslot: requirements.txt could not be installed, see above\n")


def test_the_lock_names_a_version_of_every_requirement() -> None:
    locked = {line.name: line for line in read_requirements(PROJECT / "requirements.lock")}

    for wanted in read_requirements(PROJECT / "requirements.txt"):
        (pinned,) = locked[wanted.name].specifier
        assert pinned.version in wanted.specifier, f"{wanted} is locked at {pinned}"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The real program, running."""
    with running(tmp_path_factory.mktemp("served") / "data") as it:
        yield it


@pytest.fixture
def stand_in(tmp_path: Path) -> Iterator[Running]:
    """The real `run` with a small program of a web server and a worker, quick to start."""
    project = stand_in_project(tmp_path / "project")
    for name in ("requirements.txt", "requirements.lock", "tests/requirements.txt"):
        shutil.copy(PROJECT / name, project / name)
    (project / ".venv").symlink_to(PROJECT / ".venv")
    (project / "wsgi.py").write_text(STAND_IN)
    (project / "webapp" / "web_worker.py").write_text(
        "from gunicorn.workers.gthread import ThreadWorker as WebWorker\n"
    )
    with ready(Running(tmp_path / "data", project=project, settings={})) as it:
        yield it


@pytest.fixture
def no_pip_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Environments without pip, as on a Debian without python3-venv: made in a tenth of the time."""
    make = venv.create
    monkeypatch.setattr(venv, "create", lambda folder, **how: make(folder, **{**how, "with_pip": False}))


def stand_in_project(folder: Path) -> Path:
    """A folder with the real `run` and nothing to install."""
    (folder / "tests").mkdir(parents=True)
    for name in ("run", "config.py"):
        shutil.copy(PROJECT / name, folder)
    for name in ("launcher", "webapp/lib"):
        shutil.copytree(PROJECT / name, folder / name)
    shutil.copy(PROJECT / "webapp/__init__.py", folder / "webapp")
    for name in ("requirements.txt", "requirements.lock", "tests/requirements.txt"):
        (folder / name).touch()
    return folder


def installing(project: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What is said while the packages of a project are seen to."""
    installing = module_of(project, "launcher.installing")
    installing.install(installing.RUNTIME)
    return capsys.readouterr().out


def module_of(project: Path, name: str) -> ModuleType:
    """A module as it stands in the folder of a project, beside our own of the same name."""
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
    found = [Requirement(line) for line in lines if line and not line.startswith("#")]
    for one in found:
        one.name = one.name.lower().replace("_", "-")
    return found
