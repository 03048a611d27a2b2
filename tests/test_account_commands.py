"""The command for somebody who has lost phone and recovery codes."""

from flask import Flask

from tests.builders import MAYA, NOW, PASSWORD, make_organizer
from tests.second_factors import app_of
from webapp.services.access import sign_ins


def test_somebody_who_lost_everything_signs_in_with_the_password_alone(
    sqlite_app: Flask, clock: object
) -> None:
    app_of(make_organizer())
    command = ["turn-off-second-factor", MAYA]

    done, again = (sqlite_app.test_cli_runner().invoke(args=command) for _ in range(2))

    assert (done.exit_code, done.output) == (0, f"{MAYA} signs in with the password alone now.\n")
    assert (again.exit_code, again.output) == (1, "Error: This account has no second factor.\n")
    assert sign_ins.sign_in(MAYA, PASSWORD, now=NOW)


def test_a_wrong_address_is_told(sqlite_app: Flask) -> None:
    answer = sqlite_app.test_cli_runner().invoke(args=["turn-off-second-factor", "nobody@example.com"])

    assert (answer.exit_code, "There is no organizer" in answer.output) == (1, True)
