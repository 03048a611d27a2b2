"""Workers that run while a test goes on."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from flask import Flask

from webapp.worker import Worker


@contextmanager
def running(app: Flask) -> Iterator[None]:
    """A worker in a thread of this process."""
    running_worker = Worker(app)
    thread = threading.Thread(target=running_worker.run)
    thread.start()
    try:
        yield
    finally:
        running_worker.stop()
        thread.join()


@contextmanager
def worker_process(
    app: Flask, *, mail_port: int = 1, settings: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """`flask worker` in a process of its own, on the database of this app, by the real clock."""
    environ = {
        "PATH": os.environ["PATH"],
        "OPENSLOT_ENV": "test",
        "OPENSLOT_DATA": str(app.config["OPENSLOT_DATA"]),
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "SECRET_KEY": app.config["SECRET_KEY"],
        "BASE_URL": app.config["BASE_URL"],
        "OPENSLOT_OUTBOUND_ALLOW": "127.0.0.0/8",
        "MAIL_SERVER": "127.0.0.1",
        "MAIL_PORT": str(mail_port),
        **(settings or {}),
    }
    command = (sys.executable, "-m", "flask", "--app", "webapp:create_app", "worker")
    with subprocess.Popen(command, env=environ) as process:
        try:
            yield process
        finally:
            process.terminate()
