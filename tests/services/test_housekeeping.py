"""What may be forgotten, and what must not."""

import pytest

from tests.builders import NOW
from webapp.extensions import db, transaction
from webapp.models import RateLimit
from webapp.services import housekeeping

pytestmark = pytest.mark.usefixtures("app")


def test_what_expired_is_forgotten_and_nothing_else() -> None:
    with transaction() as session:
        session.add(RateLimit(key="expired", hits=1, expires_at=NOW))
        session.add(RateLimit(key="live", hits=1, expires_at=NOW + 1))

    with transaction() as session:
        housekeeping.forget_expired(session, now=NOW)

    assert db.session.scalars(db.select(RateLimit.key)).all() == ["live"]
