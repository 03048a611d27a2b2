import pytest
from flask import Flask

from webapp.blueprints.dashboard.presenters.open_hours import days_in_words, in_words

WORKDAYS = {"days": [1, 2, 3, 4, 5], "start": "9:00", "end": "17:00"}


@pytest.mark.parametrize(
    ("rows", "locale", "said"),
    [
        ([WORKDAYS], "en", "Mon – Fri, 9:00 AM – 5:00 PM"),
        ([WORKDAYS], "de", "Mo – Fr, 09:00 – 17:00"),
        ([{**WORKDAYS, "days": [0, 6, 1]}], "en", "Mon, Sat – Sun, 9:00 AM – 5:00 PM"),
        ([{**WORKDAYS, "days": [3], "end": "24:00"}], "de", "Mi, 09:00 – 00:00"),
        (
            [WORKDAYS, {"days": [6], "start": "10:00", "end": "12:00"}],
            "en",
            "Mon – Fri, 9:00 AM – 5:00 PM; Sat, 10:00 AM – 12:00 PM",
        ),
        ([], "en", ""),
    ],
)
def test_open_hours_are_said_by_runs_of_days(
    sqlite_app: Flask, rows: list[dict[str, object]], locale: str, said: str
) -> None:
    with sqlite_app.app_context():
        assert in_words(rows, locale).replace("\u00a0", " ") == said


@pytest.mark.parametrize(("days", "said"), [([1, 2, 3], "Mon – Wed"), ([5, 0, 1], "Mon, Fri, Sun"), ([], "")])
def test_days_alone_are_said_by_their_runs(sqlite_app: Flask, days: list[int], said: str) -> None:
    with sqlite_app.app_context():
        assert days_in_words(days) == said
