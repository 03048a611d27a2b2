"""Between the password and the session: who gets in with a code, who does not, and how often one may try."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.builders import MAYA, NOW, PASSWORD, make_organizer
from tests.racing import race, refusals
from tests.second_factors import App, app_of
from webapp.errors import InvalidInput, NotFound, Unauthorized
from webapp.extensions import db
from webapp.models import Organizer, OutboxEntry, SignIn
from webapp.services.access import passwords, second_factors, sign_in_attempts, sign_ins
from webapp.services.access.sign_in_attempts import LASTS_SECONDS, TRIES
from webapp.services.access.sign_ins import CodeNeeded

LATER = NOW + 60


@pytest.fixture
def maya(app: Flask) -> Organizer:
    return make_organizer()


@pytest.fixture
def phone(maya: Organizer) -> App:
    return app_of(maya)


def begun() -> str:
    """The token of an attempt, after the right password."""
    with pytest.raises(CodeNeeded) as needed:
        sign_ins.sign_in(MAYA, PASSWORD, now=LATER)
    return sign_in_attempts.start(needed.value.organizer, now=LATER)


def finish(token: str, code: str, *, now: int = LATER) -> str:
    return sign_in_attempts.finish(token, code, browser="Firefox · Linux", now=now)


def test_a_code_after_the_password_signs_in(maya: Organizer, phone: App) -> None:
    token = finish(begun(), phone.code(LATER))

    entered = sign_ins.organizer_of(token, now=LATER)
    assert entered is not None
    assert (entered.email, sign_ins.listing(maya, now=LATER)[0].browser) == (MAYA, "Firefox · Linux")


def test_the_password_alone_does_not(phone: App) -> None:
    token = begun()

    assert sign_ins.organizer_of(token, now=LATER) is None
    assert db.session.scalar(select(func.count()).select_from(SignIn)) == 0


def test_a_wrong_password_is_told_before_any_code(phone: App) -> None:
    with pytest.raises(Unauthorized, match="sign_in.wrong"):
        sign_ins.sign_in(MAYA, "wrong", now=NOW)


def test_the_fifth_wrong_code_ends_the_attempt(phone: App) -> None:
    token, left = begun(), []
    for _ in range(TRIES - 1):
        with pytest.raises(InvalidInput, match="sign_in.wrong_code") as refused:
            finish(token, "000000")
        left.append(refused.value.values["left"])
    with pytest.raises(Unauthorized, match="sign_in.too_many_codes"):
        finish(token, "000000")

    assert left == [4, 3, 2, 1]
    with pytest.raises(NotFound, match="sign_in.attempt_over"):
        finish(token, phone.code(LATER))


def test_of_many_guesses_at_once_no_more_than_five_are_judged(app: Flask, phone: App) -> None:
    results = refusals(race(app, [partial(finish, begun(), "000000")] * (TRIES + 3)))

    assert sorted(results) == sorted(
        ["sign_in.wrong_code"] * (TRIES - 1) + ["sign_in.too_many_codes"] + ["sign_in.attempt_over"] * 3
    )


@pytest.mark.parametrize("attempts", ["one attempt", "two attempts"])
def test_one_code_sent_twice_at_once_signs_in_once(app: Flask, phone: App, attempts: str) -> None:
    first = begun()
    second = first if attempts == "one attempt" else begun()

    results = race(app, [partial(finish, token, phone.code(LATER)) for token in (first, second)])

    assert len(refusals(results)) == 1
    assert db.session.scalar(select(func.count()).select_from(SignIn)) == 1


def test_a_code_that_somebody_looked_at_is_refused_afterwards(phone: App) -> None:
    finish(begun(), phone.code(LATER))

    with pytest.raises(InvalidInput, match="sign_in.wrong_code"):
        finish(begun(), phone.code(LATER))


def test_a_recovery_code_signs_in_and_the_person_is_told(phone: App) -> None:
    finish(begun(), phone.recovery[3])

    newest = db.session.scalars(select(OutboxEntry).order_by(OutboxEntry.id.desc())).first()
    assert newest is not None
    assert (newest.name, newest.payload["values"]["left"]) == ("organizer_recovery_code_used", 9)


def test_an_attempt_lasts_ten_minutes(phone: App) -> None:
    token, late = begun(), LATER + LASTS_SECONDS

    assert sign_in_attempts.organizer_of(token, now=late - 1) is not None
    with pytest.raises(NotFound, match="sign_in.attempt_over"):
        finish(token, phone.code(late), now=late)


@pytest.mark.parametrize("ended_by", ["a new password", "the factor turned off"])
def test_an_attempt_ends_with_what_it_stands_on(maya: Organizer, phone: App, ended_by: str) -> None:
    token = begun()
    if ended_by == "a new password":
        here = sign_ins.start(maya, now=NOW)
        passwords.change(maya, current=PASSWORD, new="another password", token=here, now=NOW)
    else:
        second_factors.take_away(maya, now=NOW)

    with pytest.raises(NotFound, match="sign_in.attempt_over"):
        finish(token, phone.code(LATER))


def test_what_no_cookie_of_ours_holds_is_nobody(app: Flask) -> None:
    assert sign_in_attempts.organizer_of(None, now=NOW) is None
    assert sign_in_attempts.organizer_of("made up", now=NOW) is None
