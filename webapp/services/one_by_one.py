"""Work on many rows that have nothing to do with each other: one that fails must not hold up the others."""

from collections.abc import Callable, Iterable

from flask import current_app

from webapp.extensions import db, refusal_of_database

NEXT_TIME = "next time"


def total(work: Callable[[str], int], ids: Iterable[str], *, task: str, again: str = NEXT_TIME) -> int:
    """The sum of what `work` returns for each id. A failure is logged as one of this `task`, and counts as 0.

    `again`: when it is tried again, as the log says it. When the database is away, that is raised: the others would
    fail as well.
    """
    return sum(_result(work, id_, task=task, again=again) for id_ in ids)


def _result(work: Callable[[str], int], id_: str, *, task: str, again: str) -> int:
    try:
        return work(id_)
    except Exception as problem:
        db.session.close()  # PostgreSQL refuses everything else in a transaction that has failed
        if refusal_of_database(problem) is not None:
            raise
        current_app.logger.error("Could not %s %s; it is tried again %s", task, id_, again, exc_info=problem)
        return 0
