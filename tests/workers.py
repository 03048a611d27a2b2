"""Workers that run while a test goes on."""

import threading
from collections.abc import Iterator
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
