"""The link that makes the first organizer."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import DAY, MAYA, NOW, PASSWORD, grant_of, make_organizer
from tests.racing import race, refusals
from webapp.errors import InvalidInput, NotAllowedNow, NotFound
from webapp.extensions import db
from webapp.models import Organizer, SetupLink
from webapp.services.access import organizers, setup_links, sign_ins

pytestmark = pytest.mark.usefixtures("app", "quick_hashes")


def use(token: str, *, email: str = MAYA, password: str = PASSWORD, now: int = NOW) -> Organizer:
    return setup_links.use(
        token, email=email, name="Maya Lindqvist", timezone="Europe/Stockholm", password=password, now=now
    )


def test_it_makes_an_administrator_with_a_calendar_who_can_sign_in() -> None:
    maya = use(setup_links.renew(now=NOW))

    assert maya.is_admin
    assert grant_of(maya).email == MAYA
    assert sign_ins.sign_in(MAYA, PASSWORD, now=NOW)


def test_the_token_is_not_stored() -> None:
    token = setup_links.renew(now=NOW)

    stored = db.session.scalars(select(SetupLink)).one()

    assert token not in (stored.id, stored.digest)


def test_it_cannot_be_used_twice() -> None:
    token = setup_links.renew(now=NOW)
    use(token)
    organizers.remove(MAYA, now=NOW)

    with pytest.raises(NotFound):
        use(token)


@pytest.mark.parametrize(("age", "is_open"), [(DAY - 1, True), (DAY, False)])
def test_it_can_be_used_for_a_day(age: int, is_open: bool) -> None:
    token = setup_links.renew(now=NOW)

    if is_open:
        assert use(token, now=NOW + age).is_admin
    else:
        with pytest.raises(NotFound):
            use(token, now=NOW + age)


def test_a_new_link_ends_the_earlier_one() -> None:
    earlier, newer = setup_links.renew(now=NOW), setup_links.renew(now=NOW)

    with pytest.raises(NotFound):
        setup_links.check(earlier, now=NOW)
    setup_links.check(newer, now=NOW)


def test_a_made_up_link_opens_nothing() -> None:
    setup_links.renew(now=NOW)

    with pytest.raises(NotFound):
        setup_links.check("made up", now=NOW)


def test_once_somebody_can_sign_in_no_link_is_made_and_none_can_be_used() -> None:
    token = setup_links.renew(now=NOW)
    make_organizer()

    with pytest.raises(NotAllowedNow):
        setup_links.renew(now=NOW)
    with pytest.raises(NotAllowedNow):
        use(token, email="eve@example.com")


def test_a_refused_form_does_not_use_the_link_up() -> None:
    token = setup_links.renew(now=NOW)

    with pytest.raises(InvalidInput):
        use(token, password="short")

    assert use(token).is_admin


def test_of_people_with_the_same_link_at_once_one_wins(app: Flask) -> None:
    token = setup_links.renew(now=NOW)

    results = race(app, [partial(use, token, email=f"person{number}@example.com") for number in range(4)])

    assert len(refusals(results)) == 3
    assert set(refusals(results)) <= {"setup.done", "setup.link_over"}
    assert len(organizers.listing()) == 1


def test_a_link_that_is_made_while_another_is_used_makes_no_second_administrator(app: Flask) -> None:
    token = setup_links.renew(now=NOW)

    made, renewed = race(app, [partial(use, token), partial(setup_links.renew, now=NOW)])

    if isinstance(renewed, str) and not isinstance(made, Organizer):
        use(renewed)
    elif isinstance(renewed, str):
        with pytest.raises(NotAllowedNow):
            use(renewed, email="eve@example.com")
    assert len(organizers.listing()) == 1
