"""What an operator reads when a command refuses: one line of English."""

import pytest
from flask import Flask

from tests.builders import make_organizer


def created(app: Flask, email: str, password: str) -> str:
    arguments = ["create-organizer", email, "--name", "Maya", "--password", password]
    answer = app.test_cli_runner().invoke(args=arguments)
    assert answer.exit_code == 1
    return answer.output


@pytest.mark.parametrize(
    ("email", "password", "said"),
    [
        ("maya", "long enough", "Error: `email` must be a valid e-mail address.\n"),
        ("maya@example.org", "short", "Error: The password must have at least 8 characters.\n"),
    ],
)
def test_a_refused_organizer_is_explained_in_one_line(
    sqlite_app: Flask, email: str, password: str, said: str
) -> None:
    assert created(sqlite_app, email, password) == said


def test_a_second_organizer_with_one_address_is_refused(sqlite_app: Flask) -> None:
    there = make_organizer()

    said = created(sqlite_app, there.email, "long enough")

    assert said == "Error: There is already an organizer with this address.\n"
