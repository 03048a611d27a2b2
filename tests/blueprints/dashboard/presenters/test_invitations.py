"""An invitation as its organizer reads it."""

from typing import Any

import pytest
from flask import Flask

from tests.builders import NOW
from webapp.blueprints.dashboard.presenters.invitations import InvitationRow, invitation_row
from webapp.models import Invitation
from webapp.words import spoken_in


def row(**values: Any) -> InvitationRow:
    about = {"name": "", "email": "", "note": "", "uses": 3, "uses_left": 2, "expires_at": None}
    with spoken_in("en"):
        return invitation_row(Invitation(id="1", **{**about, **values}), now=NOW)


@pytest.mark.parametrize(
    ("name", "email", "who", "beside"),
    [
        ("Priya", "p@example.com", "Priya", "p@example.com"),
        ("", "p@example.com", "p@example.com", ""),
        ("Priya", "", "Priya", ""),
        ("", "", "Anybody who has the link", ""),
    ],
)
def test_who_is_invited(sqlite_app: Flask, name: str, email: str, who: str, beside: str) -> None:
    shown = row(name=name, email=email)

    assert (shown.who, shown.email) == (who, beside)


def test_how_many_bookings_are_left_and_until_when(sqlite_app: Flask) -> None:
    shown = row(expires_at=NOW + 60)

    assert (shown.uses, shown.ends_at) == ("2 of 3 bookings left", NOW + 59)
