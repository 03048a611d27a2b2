"""Whatever is sent: a clear error in JSON, never a 500, never HTML, and nothing half-written."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from webapp.extensions import db
from webapp.models import Model

NOBODY = "3f0c2a5e-98f2-4a4b-9f0e-1a2b3c4d5e6f"  # fixed: it stands in the names of tests
INVALID, MISSING = (400, "invalid_request_error"), (404, "not_found_error")
TAKEN = (409, "timeslot_not_available")
BOOKINGS = "/scheduling/bookings"


@pytest.fixture
def app(postgres_app: Flask) -> Flask:
    """PostgreSQL alone, for the sake of time: of the two it is the stricter about text and numbers."""
    return postgres_app


def rows() -> dict[str, int]:
    """How many rows each table holds, less what counting calls itself writes, and the count of refusals."""
    db.session.close()
    counts = {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in Model.metadata.sorted_tables
        if table.name != "tally"
    }
    db.session.close()
    return counts
