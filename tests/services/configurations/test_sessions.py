"""Short-lived keys to one private page."""

import pytest

from tests.builders import MINUTE, NOW, make_configuration
from webapp.errors import InvalidInput, InvalidSession, NotFound
from webapp.extensions import db
from webapp.lib import signature
from webapp.models import SchedulerSession
from webapp.services.configurations import configurations, sessions

pytestmark = pytest.mark.usefixtures("app")


def test_a_session_opens_its_page_until_its_time_is_over() -> None:
    page = make_configuration()
    session_id = sessions.create(page, minutes=5, now=NOW)

    assert sessions.configuration_id_of(session_id, now=NOW + 5 * MINUTE - 1) == page.id
    with pytest.raises(InvalidSession):
        sessions.configuration_id_of(session_id, now=NOW + 5 * MINUTE)


def test_the_row_holds_no_id_but_its_digest() -> None:
    session_id = sessions.create(make_configuration(), now=NOW)

    assert db.session.scalars(db.select(SchedulerSession.digest)).one() == signature.digest(session_id)


@pytest.mark.parametrize("minutes", [0, -1, 31])
def test_a_session_lives_one_to_thirty_minutes(minutes: int) -> None:
    with pytest.raises(InvalidInput) as refused:
        sessions.create(make_configuration(), minutes=minutes, now=NOW)

    assert (refused.value.code, refused.value.field) == ("session.too_long", "time_to_live")


def test_a_session_that_was_ended_opens_nothing() -> None:
    session_id = sessions.create(make_configuration(), now=NOW)

    sessions.destroy(session_id)

    with pytest.raises(InvalidSession):
        sessions.configuration_id_of(session_id, now=NOW)
    with pytest.raises(NotFound):
        sessions.destroy(session_id)


def test_a_page_that_is_gone_gets_no_session() -> None:
    page = make_configuration()
    configurations.destroy(page, now=NOW)

    with pytest.raises(NotFound):
        sessions.create(page, now=NOW)
