"""How often an address may send requests. They are counted in our database, which all web processes share.

Flask-Limiter's own storages are memory, where each process counts alone, or another server. A request is counted before
its view runs, in a transaction of its own: a request that the view refuses is counted too.
"""

from typing import Any

from flask import Flask, Response
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits.storage import Storage
from sqlalchemy import case, delete, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from webapp.extensions import db, transaction
from webapp.lib import clock
from webapp.models import RateLimit

BOOKING_WRITES = "60 per minute"
KEY_AT_MOST = 255


class DatabaseStorage(Storage):
    """Counts per key in the table `rate_limit`. A row that has expired starts again at zero."""

    STORAGE_SCHEME = ["appdb"]  # noqa: RUF012  # the name and the shape are the library's

    @property
    def base_exceptions(self) -> type[Exception]:
        return Exception

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Add to the count and return it. A single statement: two processes cannot overwrite each other's count."""
        now = clock.now()
        insert = postgres_insert if db.engine.dialect.name == "postgresql" else sqlite_insert
        is_over = RateLimit.expires_at <= now
        counted = (
            insert(RateLimit)
            .values(key=key[:KEY_AT_MOST], hits=amount, expires_at=now + expiry)
            .on_conflict_do_update(
                index_elements=[RateLimit.key],
                set_={
                    "hits": case((is_over, amount), else_=RateLimit.hits + amount),
                    "expires_at": case((is_over, now + expiry), else_=RateLimit.expires_at),
                },
            )
            .returning(RateLimit.hits)
        )
        with transaction() as session:
            return int(session.execute(counted).scalar_one())

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


limiter = Limiter(get_remote_address, storage_uri="appdb://")

# All writes of a guest share a count: a booking and its cancellation are two of the sixty.
booking_writes = limiter.shared_limit(BOOKING_WRITES, scope="booking writes")


def init_app(app: Flask) -> None:
    """Switch the limits on, unless `RATELIMIT_ENABLED` is false."""
    limiter.init_app(app)
    app.after_request(_say_when_to_come_back)


def _say_when_to_come_back(response: Response) -> Response:
    exceeded = limiter.current_limit if response.status_code == 429 else None
    if exceeded is not None:
        response.headers["Retry-After"] = str(max(1, int(exceeded.reset_at) - clock.now()))
    return response
