"""Every way in which the database can be away for a while, told apart from what is wrong with our own statements.

The errors of both drivers are read here and nowhere else, whether SQLAlchemy has wrapped them or not.
"""

from sqlite3 import Error as SQLiteError
from typing import Any

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

# Primary result codes: https://www.sqlite.org/rescode.html
SQLITE_AWAY = {
    5: "busy: another connection writes",
    6: "locked: the same within the process",
    7: "no memory",
    10: "reading or writing the file failed",
    13: "the disk is full",
    14: "the file cannot be opened",
    15: "the lock could not be negotiated",
}
SQLITE_READONLY = 8

# Classes and codes: https://www.postgresql.org/docs/current/errcodes-appendix.html
POSTGRES_AWAY = (
    "08",  # the connection failed
    "53",  # no disk, no memory, too many connections
    "57P",  # shutting down, crashed, starting, idle for too long
    "57014",  # a statement took longer than the server allows
    "55P03",  # a lock took longer than the server allows
    "58",  # the operating system failed below the server
)
POSTGRES_READONLY = "25006"
POSTGRES_REPEAT = ("40001", "40P01")  # a serialisation failure, a deadlock


def is_unavailable(problem: BaseException, *, writing: bool) -> bool:
    """Whether the database cannot answer now, and may answer the same request later.

    It cannot be reached, has no free connection, is starting or stopping, is locked, or is full. With `writing` also:
    it takes no writes. Without, a refused write is a mistake of ours: it was tried outside of a transaction.
    """
    if isinstance(problem, PoolTimeout):
        return True
    error = _of_driver(problem)
    if isinstance(error, SQLiteError):
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        return code in SQLITE_AWAY or (writing and code == SQLITE_READONLY)
    sqlstate = getattr(error, "sqlstate", None)
    if sqlstate is None:  # the driver speaks, for it has no server
        return isinstance(problem, OperationalError)
    return sqlstate.startswith(POSTGRES_AWAY) or (writing and sqlstate == POSTGRES_READONLY)


def is_to_be_repeated(problem: BaseException) -> bool:
    """Whether PostgreSQL gave this transaction up in favour of another one: the same may succeed at once."""
    return getattr(_of_driver(problem), "sqlstate", None) in POSTGRES_REPEAT


def in_one_line(problem: BaseException) -> str:
    """What the driver said, for logs and operators. `problem` may be a refusal that was raised from its error."""
    return " ".join(str(_of_driver(problem.__cause__ or problem)).split())


def _of_driver(problem: BaseException) -> Any:
    return problem.orig if isinstance(problem, DBAPIError) else problem
