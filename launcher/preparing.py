"""What must hold before the server starts: a free port, a data folder of our own, a migrated database."""

import errno
import fcntl
import socket
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import IO
from urllib.parse import quote

import config
from launcher.fingerprint import digest
from launcher.programs import PROJECT, PYTHON, call, child_environment, refuse

DEMO_FILE = "demo.json"
OLDEST_SQLITE = (3, 35, 0)  # the first that knows RETURNING


def check_sqlite() -> None:
    """Refuse a SQLite that is too old."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        oldest = ".".join(map(str, OLDEST_SQLITE[:2]))
        refuse(f"SQLite {oldest} or newer is needed, this is {sqlite3.sqlite_version}")


def check_port(settings: config.Settings) -> None:
    """Refuse a port that is in use, before a minute is spent on installing."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except socket.gaierror:
            refuse(f"HOST: no address is known for {settings.host}")
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                refuse(f"PORT: {settings.port} on {settings.host} is taken by another program")
            named = "HOST" if problem.errno == errno.EADDRNOTAVAIL else "PORT"
            refuse(f"{named}: cannot listen on {settings.host} port {settings.port} ({problem.strerror})")


def locked(data: Path) -> IO[str]:
    """Lock the data folder against a second `./run`. The lock ends when this process ends, in whatever way."""
    lock = (data / "run.lock").open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        refuse(f"OPENSLOT_DATA: another ./run is using {data}")
    return lock


def check_demo(settings: config.Settings) -> None:
    """Refuse production on the data of a demo: its password and its API key stand in a file and in logs."""
    if settings.environment == "production" and (settings.data / DEMO_FILE).is_file():
        refuse(
            f"OPENSLOT_DATA: {settings.data} holds a demo ({DEMO_FILE}); choose another folder and database"
        )


def prepare(settings: config.Settings) -> None:
    """Migrate the database and make the demo, unless code, settings and database are the same as last time."""
    stamp = settings.data / "prepared.stamp"
    if stamp.is_file() and stamp.read_text() == _prepared_state(settings):
        return
    stamp.unlink(missing_ok=True)
    if call([PYTHON, "-m", "flask", "prepare"], child_environment()) != 0:
        refuse("the database could not be prepared, see above")
    state = _prepared_state(settings)
    if state:
        stamp.write_text(state)


def _prepared_state(settings: config.Settings) -> str | None:
    """A fingerprint of everything that preparing depends on; None for a database that needs a driver."""
    scheme, _, file = settings.database_url.partition(":///")
    if scheme != "sqlite":
        return None
    try:
        with closing(sqlite3.connect(f"file:{quote(file)}?mode=rw", uri=True)) as database:
            revision = repr(database.execute("SELECT version_num FROM alembic_version").fetchall())
    except sqlite3.Error:
        return None
    demo = settings.data / DEMO_FILE
    demo_facts = demo.read_text() if demo.is_file() else ""
    parts = (*_code(), settings.environment, settings.base_url, file, revision, demo_facts)
    return digest(*map(str.encode, parts))


def _code() -> list[str]:
    files = (PROJECT / "webapp").rglob("*.py")
    return sorted(f"{path} {path.stat().st_mtime_ns} {path.stat().st_size}" for path in files)
