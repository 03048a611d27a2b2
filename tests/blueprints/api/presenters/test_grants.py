"""Grants going out."""

from webapp.blueprints.api.presenters.grants import grant_object
from webapp.models import Grant


def test_no_secret_of_a_grant_is_part_of_it() -> None:
    grant = Grant(
        id="g1",
        provider="virtual-calendar",
        email="a@example.com",
        status="valid",
        scope=["calendar"],
        settings={"email": "a@example.com"},
        encrypted_secret=b"geheim",
        created_at=1,
        updated_at=2,
    )

    assert grant_object(grant) == {
        "id": "g1",
        "provider": "virtual-calendar",
        "email": "a@example.com",
        "grant_status": "valid",
        "scope": ["calendar"],
        "settings": {"email": "a@example.com"},
        "created_at": 1,
        "updated_at": 2,
    }
