import pytest
from argon2 import PasswordHasher, Type, extract_parameters
from flask import Flask
from sqlalchemy import func, select

from tests.builders import DAY, JONAS, MAYA, MINUTE, NOW, PASSWORD, make_organizer
from webapp.errors import Unauthorized
from webapp.extensions import db
from webapp.lib import signature
from webapp.models import SignIn
from webapp.services.access import organizers, sign_ins


def the_row() -> SignIn:
    db.session.close()
    return db.session.scalars(select(SignIn)).one()


def test_the_right_password_gives_a_token_that_opens_the_dashboard(app: Flask) -> None:
    maya = make_organizer()

    token = sign_ins.sign_in(MAYA, PASSWORD, now=NOW)

    found = sign_ins.organizer_of(token, now=NOW)
    assert found is not None
    assert found.id == maya.id


def test_the_case_of_the_address_and_spaces_around_it_do_not_matter(app: Flask) -> None:
    make_organizer()

    token = sign_ins.sign_in(f" {MAYA.upper()} ", PASSWORD, now=NOW)

    assert sign_ins.organizer_of(token, now=NOW) is not None


def test_the_row_keeps_no_token_but_its_sha256(app: Flask) -> None:
    make_organizer()

    token = sign_ins.sign_in(MAYA, PASSWORD, now=NOW)

    assert the_row().digest == signature.digest(token)


def test_every_sign_in_has_a_token_of_its_own(app: Flask) -> None:
    make_organizer()

    tokens = {sign_ins.sign_in(MAYA, PASSWORD, now=NOW) for _ in range(2)}

    assert len(tokens) == 2


@pytest.mark.parametrize("email", [MAYA, "nobody@example.com"])
def test_a_wrong_password_and_an_unknown_address_are_refused_in_the_same_way(app: Flask, email: str) -> None:
    make_organizer()

    with pytest.raises(Unauthorized) as refusal:
        sign_ins.sign_in(email, "wrong", now=NOW)

    assert (refusal.value.code, refusal.value.values) == ("sign_in.wrong", {})


@pytest.fixture
def checked_hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    checked: list[str] = []
    check = PasswordHasher.verify

    def counting(hasher: PasswordHasher, hash: str, password: str) -> bool:
        checked.append(hash)
        return check(hasher, hash, password)

    monkeypatch.setattr(PasswordHasher, "verify", counting)
    return checked


@pytest.mark.parametrize("email", [MAYA, "nobody@example.com"])
def test_an_unknown_address_costs_as_many_hashes_as_a_known_one(
    app: Flask, checked_hashes: list[str], email: str
) -> None:
    make_organizer()

    with pytest.raises(Unauthorized):
        sign_ins.sign_in(email, "wrong", now=NOW)

    assert len(checked_hashes) == 1


def test_a_password_may_be_typed_with_composed_or_decomposed_letters(app: Flask) -> None:
    password = "M\u00fcnchen im M\u00e4rz"
    organizers.create(MAYA, name="Maya Lindqvist", timezone="UTC", password=password, now=NOW)

    assert sign_ins.sign_in(MAYA, "Mu\u0308nchen im Ma\u0308rz", now=NOW)


def test_a_hash_costs_what_owasp_asks_at_least() -> None:
    cost = extract_parameters(sign_ins.hash_password("anything"))

    assert (cost.type, cost.time_cost, cost.memory_cost) == (Type.ID, 2, 19 * 1024)


@pytest.mark.parametrize("token", ["made-up", "", None, 5])
def test_an_unknown_token_opens_nothing(app: Flask, token: object) -> None:
    make_organizer()

    assert sign_ins.organizer_of(token, now=NOW) is None


def test_a_sign_in_ends_after_thirty_days(app: Flask) -> None:
    make_organizer()
    token = sign_ins.sign_in(MAYA, PASSWORD, now=NOW)

    assert sign_ins.organizer_of(token, now=NOW + 30 * DAY) is None


def test_signing_out_ends_this_sign_in_and_no_other(app: Flask) -> None:
    make_organizer()
    laptop, phone = (sign_ins.sign_in(MAYA, PASSWORD, now=NOW) for _ in range(2))

    sign_ins.sign_out(laptop, now=NOW)

    assert sign_ins.organizer_of(laptop, now=NOW) is None
    assert sign_ins.organizer_of(phone, now=NOW) is not None


def test_signing_out_everywhere_ends_all_sign_ins_of_this_organizer_only(app: Flask) -> None:
    maya = make_organizer()
    make_organizer(JONAS, name="Jonas Weber")
    laptop, phone = (sign_ins.sign_in(MAYA, PASSWORD, now=NOW) for _ in range(2))
    of_jonas = sign_ins.sign_in(JONAS, PASSWORD, now=NOW)

    sign_ins.sign_out_everywhere(maya, now=NOW)

    assert sign_ins.organizer_of(laptop, now=NOW) is None
    assert sign_ins.organizer_of(phone, now=NOW) is None
    assert sign_ins.organizer_of(of_jonas, now=NOW) is not None


@pytest.mark.parametrize(
    "used_after, noted_after",
    [(4 * MINUTE, 0), (5 * MINUTE, 5 * MINUTE)],
    ids=["within five minutes", "after five minutes"],
)
def test_the_last_use_is_noted_at_most_once_in_five_minutes(
    app: Flask, used_after: int, noted_after: int
) -> None:
    make_organizer()
    token = sign_ins.sign_in(MAYA, PASSWORD, now=NOW)

    sign_ins.organizer_of(token, now=NOW + used_after)

    assert the_row().last_used_at == NOW + noted_after


def test_the_list_shows_live_sign_ins_with_the_last_used_first(app: Flask) -> None:
    maya = make_organizer()
    laptop, phone, sold = (sign_ins.sign_in(MAYA, PASSWORD, now=NOW + at) for at in (0, 1, 2))
    sign_ins.sign_out(sold, now=NOW + 3)

    listed = sign_ins.listing(maya, now=NOW + 4)

    assert [found.digest for found in listed] == [signature.digest(phone), signature.digest(laptop)]


def test_signing_in_sweeps_up_sign_ins_that_expired(app: Flask) -> None:
    make_organizer()
    sign_ins.sign_in(MAYA, PASSWORD, now=NOW)

    sign_ins.sign_in(MAYA, PASSWORD, now=NOW + 31 * DAY)

    assert db.session.scalar(select(func.count(SignIn.id))) == 1


def test_it_is_known_whose_sign_in_it_was_after_it_ended(app: Flask) -> None:
    maya = make_organizer()
    token = sign_ins.start(maya, now=NOW)
    sign_ins.sign_out(token, now=NOW)

    assert sign_ins.organizer_id_of(token) == maya.id
    assert sign_ins.organizer_of(token, now=NOW) is None
    assert (sign_ins.organizer_id_of("made-up"), sign_ins.organizer_id_of(None)) == (None, None)
