"""A new password, by whoever knows the present one."""

from functools import partial

import pytest
from flask import Flask

from tests.builders import MAYA, NOW, PASSWORD, make_organizer
from tests.racing import race, refusals
from webapp.errors import InvalidInput, Unauthorized
from webapp.models import Organizer
from webapp.services.access import organizers, passwords, sign_ins

pytestmark = pytest.mark.usefixtures("app", "quick_hashes")
NEW = "another horse battery"


def change(maya: Organizer, *, current: str = PASSWORD, new: str = NEW, token: str = "") -> None:
    passwords.change(maya, current=current, new=new, token=token, now=NOW)


def test_the_new_password_signs_in_and_the_old_one_no_more() -> None:
    change(make_organizer())

    assert sign_ins.sign_in(MAYA, NEW, now=NOW)
    with pytest.raises(Unauthorized):
        sign_ins.sign_in(MAYA, PASSWORD, now=NOW)


def test_all_other_sign_ins_end_and_this_one_stays() -> None:
    maya = make_organizer()
    here, elsewhere = (sign_ins.sign_in(MAYA, PASSWORD, now=NOW) for _ in range(2))

    change(maya, token=here)

    assert sign_ins.organizer_of(here, now=NOW) is not None
    assert sign_ins.organizer_of(elsewhere, now=NOW) is None


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"current": "wrong"}, "current", "password.wrong"),
        ({"current": "x" * 201}, "current", "password.wrong"),
        ({"new": "short"}, "new", "password.too_short"),
        ({"new": "x" * 201}, "new", "text.too_long"),
    ],
)
def test_what_is_refused_changes_nothing(given: dict[str, str], field: str, code: str) -> None:
    maya = make_organizer()
    elsewhere = sign_ins.sign_in(MAYA, PASSWORD, now=NOW)

    with pytest.raises(InvalidInput) as refused:
        change(maya, **given)

    assert (refused.value.field, refused.value.code) == (field, code)
    assert sign_ins.organizer_of(elsewhere, now=NOW) is not None
    assert sign_ins.sign_in(MAYA, PASSWORD, now=NOW)


def test_of_two_changes_at_once_one_wins(app: Flask) -> None:
    maya = make_organizer()
    chosen = ["first password", "second password"]

    results = race(app, [partial(change, maya, new=new) for new in chosen])

    assert refusals(results) == ["password.wrong"]
    winner = chosen[results.index(None)]
    assert sign_ins.is_password(winner, of=organizers.find(MAYA))
