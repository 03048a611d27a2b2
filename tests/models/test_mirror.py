"""Which calendars cannot be relied on."""

from typing import Any

import pytest
from sqlalchemy import select

from tests.builders import NOW, make_grant, primary_calendar
from webapp.extensions import db, transaction
from webapp.models import Calendar, Mirror
from webapp.models.mirror import GONE, is_unread

pytestmark = pytest.mark.usefixtures("app")


def unread() -> bool:
    return bool(db.session.scalars(select(Calendar.id).where(is_unread(Calendar.id))).all())


def test_a_calendar_of_our_own_needs_no_reading() -> None:
    make_grant()

    assert not unread()


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ({}, True),
        ({"whole_at": NOW}, False),
        ({"whole_at": NOW, "failure": "provider.unreachable"}, False),
        ({"failure": GONE}, True),
    ],
    ids=["never read", "read", "read, and out of reach now", "gone"],
)
def test_a_calendar_elsewhere_is_unread_until_it_was_read_as_a_whole(
    state: dict[str, Any], expected: bool
) -> None:
    calendar = primary_calendar(make_grant())
    with transaction() as session:
        session.add(Mirror(calendar_id=calendar.id, external_id="work", due_at=NOW, **state))

    assert unread() is expected
