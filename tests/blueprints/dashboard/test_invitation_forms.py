"""The form for an invitation, as it is shown first."""

from flask import Flask

from tests.builders import NOW
from webapp.blueprints.dashboard.invitation_forms import InvitationForm


def test_a_new_form_suggests_one_booking_within_a_month(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context("/"):
        form = InvitationForm()
        form.suggest(zone="Europe/Stockholm", now=NOW)

    assert (form.uses.data, form.last_day.data) == ("1", "2027-02-03")
