"""Rows that have nothing to do with each other are worked on one by one."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from webapp.errors import Unavailable
from webapp.extensions import db
from webapp.services.one_by_one import total


def test_what_each_gives_is_added_up(app: Flask) -> None:
    assert total(len, ["a", "bc"], task="measure") == 3


def test_one_that_fails_is_logged_and_the_others_have_their_turn(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def divide(id_: str) -> int:
        return 6 // int(id_)

    assert total(divide, ["3", "0", "2"], task="divide by") == 5
    assert "Could not divide by 0; it is tried again next time" in caplog.text


def test_the_log_says_when_one_is_tried_again(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    total(lambda id_: 6 // int(id_), ["0"], task="divide by", again="once a day")

    assert "Could not divide by 0; it is tried again once a day" in caplog.text


def test_a_statement_that_fails_spoils_no_later_one(app: Flask) -> None:
    def select(id_: str) -> int:
        return int(db.session.scalar(text(f"SELECT {id_}")) or 0)

    with pytest.raises(DBAPIError):
        select("no_such_column")
    db.session.close()

    assert total(select, ["no_such_column", "2"], task="select") == 2


def test_nothing_more_is_tried_when_the_database_is_away(app: Flask) -> None:
    tried = []

    def fail(id_: str) -> int:
        tried.append(id_)
        raise Unavailable("server.busy")

    with pytest.raises(Unavailable):
        total(fail, ["1", "2"], task="fail at")

    assert tried == ["1"]
