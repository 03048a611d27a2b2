"""An invitation as a program asks for it."""

from tests.builders import NOW, PRIYA
from webapp.blueprints.api.payloads.invitations import InvitationPayload
from webapp.services.configurations.invitations import Invited


def test_all_that_is_sent_arrives() -> None:
    sent = {"uses": 3, "expires_at": str(NOW), "name": " Priya ", "email": PRIYA, "note": "After the fair"}

    assert InvitationPayload.model_validate(sent).to_invited() == Invited(
        uses=3, expires_at=NOW, name="Priya", email=PRIYA, note="After the fair"
    )


def test_null_and_an_empty_text_count_as_not_sent() -> None:
    sent = {"expires_at": None, "name": "", "email": "", "note": None}

    assert InvitationPayload.model_validate(sent).to_invited() == Invited()
