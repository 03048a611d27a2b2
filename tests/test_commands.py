"""How commands end when they are refused."""

import click
import pytest
from click.testing import CliRunner, Result

from webapp.commands import Command
from webapp.errors import Unauthorized, Unavailable


def ended_by(problem: Exception) -> Result:
    @click.command(cls=Command)
    def command() -> None:
        raise problem

    return CliRunner().invoke(command)


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (Unauthorized("sign_in.wrong"), "Error: "),
        (Unavailable("server.busy"), "Error: the database is away: server.busy\n"),
    ],
)
def test_a_refusal_is_one_line(problem: Exception, line: str) -> None:
    ended = ended_by(problem)

    assert ended.exit_code == 1
    assert ended.output.startswith(line)
    assert ended.output.count("\n") == 1


def test_a_mistake_of_ours_keeps_its_trace() -> None:
    assert isinstance(ended_by(ZeroDivisionError()).exception, ZeroDivisionError)
