"""The second factor: turned on with an app, used code by code, turned off."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.builders import JONAS, NOW, make_organizer
from tests.racing import race, refusals
from tests.second_factors import App, app_of
from webapp.errors import InvalidInput, NotAllowedNow
from webapp.extensions import db, transaction
from webapp.lib import totp
from webapp.models import Organizer, OutboxEntry, RecoveryCode, SecondFactor
from webapp.services.access import second_factors
from webapp.services.access.second_factors import HOW_MANY_CODES, SETUP_LASTS_SECONDS

LATER = NOW + 60


@pytest.fixture
def maya(app: Flask) -> Organizer:
    return make_organizer()


@pytest.fixture
def phone(maya: Organizer) -> App:
    return app_of(maya)


def promised() -> list[str]:
    return list(db.session.scalars(select(OutboxEntry.name).order_by(OutboxEntry.id)))


def spend(maya: Organizer, code: str, *, now: int = LATER) -> bool:
    factor = second_factors.of(maya)
    proof = second_factors.judge(factor, code, now=now) if factor else None
    with transaction() as session:
        return proof is not None and second_factors.use(session, proof)


def test_it_is_on_after_the_first_code_and_the_person_is_told(maya: Organizer) -> None:
    setup = second_factors.prepare(maya, now=NOW)
    assert second_factors.of(maya) is None

    with pytest.raises(InvalidInput, match="second_factor.wrong"):
        second_factors.turn_on(maya, setup, "123", now=NOW)
    assert second_factors.of(maya) is None

    secret = second_factors.secret_in(setup, maya, now=NOW)
    codes = second_factors.turn_on(maya, setup, totp.code_at(NOW // 30, secret=secret), now=NOW)

    assert len(set(codes)) == HOW_MANY_CODES
    assert promised() == ["organizer_second_factor_on"]


def test_neither_the_secret_nor_a_recovery_code_stands_in_the_database(phone: App) -> None:
    factor = db.session.scalars(select(SecondFactor)).one()
    digests = db.session.scalars(select(RecoveryCode.digest)).all()

    assert phone.secret.encode() not in factor.encrypted_secret
    assert not set(digests) & {*phone.recovery, *(code.replace("-", "") for code in phone.recovery)}


def test_a_secret_is_for_one_person_for_an_hour(maya: Organizer) -> None:
    setup, jonas = second_factors.prepare(maya, now=NOW), make_organizer(JONAS, name="Jonas")

    for who, now in ((jonas, NOW), (maya, NOW + SETUP_LASTS_SECONDS)):
        with pytest.raises(InvalidInput, match="second_factor.setup_over"):
            second_factors.secret_in(setup, who, now=now)
    with pytest.raises(InvalidInput, match="second_factor.setup_over"):
        second_factors.secret_in("é", maya, now=NOW)


def test_a_code_counts_once_and_none_before_it_counts_any_more(maya: Organizer, phone: App) -> None:
    newest, before = phone.code(LATER), phone.code(LATER - 30)

    assert [spend(maya, code) for code in (newest, newest, before)] == [True, False, False]


def test_the_code_that_turned_it_on_is_used_up(maya: Organizer, phone: App) -> None:
    assert not spend(maya, phone.code(NOW), now=NOW)


def test_a_recovery_code_counts_once(maya: Organizer, phone: App) -> None:
    code = phone.recovery[0]

    assert [spend(maya, code.upper()), spend(maya, code)] == [True, False]
    factor = second_factors.of(maya)
    assert factor is not None
    assert second_factors.codes_left(factor.id) == HOW_MANY_CODES - 1


@pytest.mark.parametrize("kind", ["app", "recovery"])
def test_of_two_who_send_a_code_at_once_one_gets_through(
    app: Flask, maya: Organizer, phone: App, kind: str
) -> None:
    code = phone.code(LATER) if kind == "app" else phone.recovery[0]

    assert sorted(race(app, [partial(spend, maya, code)] * 2)) == [False, True]  # type: ignore[type-var]


def test_of_two_who_turn_it_on_at_once_one_wins(app: Flask, maya: Organizer) -> None:
    results = race(app, [partial(app_of, maya)] * 2)

    assert refusals(results) == ["second_factor.on_already"]
    assert db.session.scalar(select(func.count()).select_from(RecoveryCode)) == HOW_MANY_CODES


@pytest.mark.parametrize("kind", ["app", "recovery"])
def test_it_is_turned_off_with_a_code_and_the_person_is_told(maya: Organizer, phone: App, kind: str) -> None:
    with pytest.raises(InvalidInput, match="second_factor.wrong"):
        second_factors.turn_off(maya, "000 000", now=LATER)
    assert second_factors.of(maya) is not None

    second_factors.turn_off(maya, phone.code(LATER) if kind == "app" else phone.recovery[0], now=LATER)

    assert second_factors.of(maya) is None
    assert promised()[-1] == "organizer_second_factor_off"
    assert db.session.scalar(select(func.count()).select_from(RecoveryCode)) == 0


def test_what_is_off_cannot_be_turned_off_again_or_get_codes(maya: Organizer) -> None:
    for action in (
        lambda: second_factors.turn_off(maya, "123456", now=NOW),
        lambda: second_factors.take_away(maya, now=NOW),
        lambda: second_factors.renew_codes(maya, now=NOW),
    ):
        with pytest.raises(NotAllowedNow, match="second_factor.off"):
            action()


def test_new_recovery_codes_end_the_earlier_ones(app: Flask, maya: Organizer, phone: App) -> None:
    race(app, [partial(second_factors.renew_codes, maya, now=NOW)] * 2)
    codes = second_factors.renew_codes(maya, now=NOW)

    assert db.session.scalar(select(func.count()).select_from(RecoveryCode)) == HOW_MANY_CODES
    assert [spend(maya, code) for code in (phone.recovery[0], codes[0])] == [False, True]


def test_recovery_codes_are_left_when_the_key_of_the_secret_is_gone(
    app: Flask, maya: Organizer, phone: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SECRET_KEY", "another key of the tests")

    assert [spend(maya, code) for code in (phone.code(LATER), phone.recovery[0])] == [False, True]
