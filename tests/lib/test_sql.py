from flask import Flask
from sqlalchemy import select

from tests.builders import JONAS, MAYA, make_grant
from webapp.extensions import db
from webapp.lib.sql import is_one_of, texts
from webapp.models import Grant

EMAILS = select(Grant.email).where(is_one_of(Grant.email, "emails")).order_by(Grant.email)


def found(*emails: str) -> list[str]:
    return list(db.session.scalars(EMAILS, {"emails": texts(emails)}))


def test_a_column_is_one_of_a_list_of_any_length(app: Flask) -> None:
    make_grant(MAYA)
    make_grant(JONAS)

    assert found() == []
    assert found(MAYA, 'nobody"@example.com') == [MAYA]
    assert found(MAYA, JONAS, MAYA) == [JONAS, MAYA]
