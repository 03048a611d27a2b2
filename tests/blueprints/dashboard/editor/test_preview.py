import pytest
from flask import Flask

from webapp.blueprints.dashboard.editor.preview import choices


@pytest.mark.parametrize(
    ("sent", "zone"),
    [
        ({}, "Europe/Stockholm"),
        ({"preview-zone": "Asia/Calcutta"}, "Asia/Kolkata"),
        ({"preview-zone": "Mars/Phobos"}, "Europe/Stockholm"),
        ({"zone": "Asia/Tokyo"}, "Europe/Stockholm"),
    ],
)
def test_the_zone_of_the_page_counts_until_a_known_one_is_chosen(
    sqlite_app: Flask, sent: dict[str, str], zone: str
) -> None:
    with sqlite_app.test_request_context(method="POST", data=sent):
        assert choices("Europe/Stockholm").guests_zone == zone


def test_the_times_are_shown_until_the_form_is_chosen(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context(method="POST", data={"preview-view": "form"}):
        assert choices("UTC").is_form
    with sqlite_app.test_request_context(method="POST", data={"preview-view": "else"}):
        assert not choices("UTC").is_form
