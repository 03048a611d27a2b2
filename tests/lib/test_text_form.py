from io import BytesIO

from flask import Flask
from wtforms import StringField

from webapp.lib import signature
from webapp.lib.text_form import OnceForm, TextForm


class NameForm(TextForm):
    name = StringField("Name")


def test_a_file_in_place_of_a_text_counts_as_not_sent(sqlite_app: Flask) -> None:
    sent = {"name": (BytesIO(b"Priya"), "priya.txt"), "other": "x"}

    with sqlite_app.test_request_context("/", method="POST", data=sent):
        form = NameForm()

    assert not form.name.data


def test_a_number_in_json_counts_as_not_sent(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context("/", method="POST", json={"name": 5}):
        form = NameForm()

    assert not form.name.data


def test_every_new_form_that_counts_once_has_a_token_of_its_own(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context("/"):
        first, second = OnceForm().token, OnceForm().token

    assert first is not None
    assert first != second


def test_a_form_keeps_its_token_when_it_is_sent(sqlite_app: Flask) -> None:
    token = signature.new_token()

    with sqlite_app.test_request_context("/", method="POST", data={"form_token": token}):
        assert OnceForm().token == token


def test_a_token_that_we_did_not_make_is_none(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context("/", method="POST", data={"form_token": "made up"}):
        assert OnceForm().token is None
