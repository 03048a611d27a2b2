from io import BytesIO

from flask import Flask
from wtforms import StringField

from webapp.lib.text_form import TextForm


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
