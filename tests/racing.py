"""Attempts that begin at the same moment, in real threads."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from flask import Flask

from webapp.errors import OpenslotError
from webapp.extensions import db


def race(app: Flask, attempts: Sequence[Callable[[], object]]) -> list[object]:
    """Start all attempts at the same moment, each in a thread with a context of its own; their results or refusals."""
    db.session.close()  # on SQLite an open read would go on seeing the time before the race
    barrier = threading.Barrier(len(attempts))

    def run(attempt: Callable[[], object]) -> object:
        with app.app_context():
            barrier.wait()
            try:
                return attempt()
            except OpenslotError as refusal:
                return refusal

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(run, attempts))


def refusals(results: list[object]) -> list[str]:
    return [result.code for result in results if isinstance(result, OpenslotError)]
