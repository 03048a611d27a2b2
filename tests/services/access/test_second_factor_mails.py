"""What somebody is told about their second factor, read as it arrives."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from jinja2 import StrictUndefined

from tests.builders import NOW, make_organizer
from webapp.delivery.rendering import render
from webapp.extensions import db, transaction
from webapp.models import Organizer, OutboxEntry
from webapp.services.access import second_factor_mails
from webapp.services.access.second_factor_mails import OFF, ON, RECOVERY_CODE_USED


@pytest.fixture
def app(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """A mail that asks for more than was promised is an error."""
    monkeypatch.setattr(sqlite_app.jinja_env, "undefined", StrictUndefined)
    sqlite_app.jinja_env.cache.clear()  # type: ignore[union-attr]
    yield sqlite_app
    sqlite_app.jinja_env.cache.clear()  # type: ignore[union-attr]


@pytest.fixture
def told(app: Flask) -> Callable[..., str]:
    """Promises a mail and reads its subject and its plain text."""
    maya: Organizer = make_organizer()

    def tell(name: str, **values: object) -> str:
        with transaction() as session:
            second_factor_mails.tell(session, name, maya, now=NOW, **values)
        entry = db.session.scalars(db.select(OutboxEntry)).one()
        rendered = render(entry.name, entry.payload)
        assert "https://book.example.org/dashboard/settings/two-steps" in rendered.html
        return f"{rendered.subject}\n{rendered.text}"

    return tell


def test_turned_on(told: Callable[..., str]) -> None:
    assert "tell whoever runs Openslot" in told(ON)


@pytest.mark.parametrize(("by", "said"), [("Jonas", "Jonas turned it off."), ("", "Whoever runs Openslot")])
def test_turned_off_and_by_whom(told: Callable[..., str], by: str, said: str) -> None:
    text = told(OFF, by=by)

    assert text.startswith("Two-step sign-in is off\n")
    assert said in text


def test_a_recovery_code_was_used_and_how_many_are_left(told: Callable[..., str]) -> None:
    assert "1 recovery code is left." in told(RECOVERY_CODE_USED, left=1)
