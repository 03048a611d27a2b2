"""How often something happened: counted in our database, which all web processes share.

Flask-Limiter's own storages are memory, where each process counts alone, or another server. It counts requests before
their view runs, in a transaction of its own: a request that the view refuses is counted too. A use case counts by
`count`, in its own transaction: what is refused was not counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, request
from flask_limiter import Limiter
from limits.storage import Storage
from sqlalchemy import case, delete, select
from sqlalchemy.orm import Session

from webapp.extensions import db, insert_into, transaction
from webapp.lib import clock
from webapp.lib.networks import network_of
from webapp.models import RateLimit

KEY_AT_MOST = 255


@dataclass(frozen=True, slots=True)
class Count:
    """How often something happened in the present period, which ends at `ends_at` (Unix seconds)."""

    hits: int
    ends_at: int


def count(session: Session, amounts: Mapping[str, int], *, seconds: int, now: int) -> dict[str, Count]:
    """Add these amounts to the counts of their keys in the caller's transaction, and return what they are then.

    A key's period lasts so many seconds and begins with the first hit. One statement, which locks the rows in the order
    of their keys: nobody overwrites another's count, and who counts the same key waits for this transaction's end.
    """
    if not amounts:
        return {}
    stored = {key[:KEY_AT_MOST]: key for key in sorted(amounts)}
    added = insert_into(RateLimit).values(
        [{"key": short, "hits": amounts[key], "expires_at": now + seconds} for short, key in stored.items()]
    )
    is_over = RateLimit.expires_at <= now
    counted = added.on_conflict_do_update(
        index_elements=[RateLimit.key],
        set_={
            "hits": case((is_over, added.excluded.hits), else_=RateLimit.hits + added.excluded.hits),
            "expires_at": case((is_over, added.excluded.expires_at), else_=RateLimit.expires_at),
        },
    ).returning(RateLimit.key, RateLimit.hits, RateLimit.expires_at)
    return {stored[row.key]: Count(row.hits, row.expires_at) for row in session.execute(counted)}


class DatabaseStorage(Storage):
    """Counts per key in the table `rate_limit`. A row that has expired starts again at zero."""

    STORAGE_SCHEME = ["appdb"]  # noqa: RUF012  # the name and the shape are the library's

    @property
    def base_exceptions(self) -> type[Exception]:
        return Exception

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Add to the count and return it."""
        with transaction() as session:
            return count(session, {key: amount}, seconds=expiry, now=clock.now())[key].hits

    def get(self, key: str) -> int:
        return int(self._read(RateLimit.hits, key) or 0)

    def get_expiry(self, key: str) -> float:
        return float(self._read(RateLimit.expires_at, key) or clock.now())

    def check(self) -> bool:
        return True

    def reset(self) -> int | None:
        with transaction() as session:
            session.execute(delete(RateLimit))
        return None

    def clear(self, key: str) -> None:
        with transaction() as session:
            session.execute(delete(RateLimit).where(RateLimit.key == key[:KEY_AT_MOST]))

    def _read(self, column: Any, key: str) -> int | None:
        live = RateLimit.key == key[:KEY_AT_MOST], RateLimit.expires_at > clock.now()
        found: int | None = db.session.scalar(select(column).where(*live))
        return found


limiter = Limiter(lambda: network_of(request.remote_addr), storage_uri="appdb://")


def init_app(app: Flask) -> None:
    """Switch the limits on, unless `RATELIMIT_ENABLED` is false."""
    limiter.init_app(app)
    app.after_request(_say_when_to_come_back)


def _say_when_to_come_back(response: Response) -> Response:
    exceeded = limiter.current_limit if response.status_code == 429 else None
    if exceeded is not None and exceeded.breached:  # a refusal by a use case brings its own
        response.headers["Retry-After"] = str(max(1, int(exceeded.reset_at) - clock.now()))
    return response
