"""The accounts that an organizer has connected, and how each stands."""

import pytest
from sqlalchemy import update

from tests.builders import DAY, NOW, make_application, make_colleague, make_organizer
from tests.fake_provider import KIND, PASSWORD, FakeServer
from webapp.errors import NotFound
from webapp.extensions import db, transaction
from webapp.models import Grant, Mirror, Organizer
from webapp.services.calendars import accounts, connecting

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def maya(fake: FakeServer) -> Organizer:
    fake.add_calendar("home")
    return make_organizer()


def connect(organizer: Organizer, email: str = "maya@else.example") -> Grant:
    settings = {"email": email, "password": PASSWORD}
    return connecting.connect(make_application().id, KIND, settings, now=NOW, organizer=organizer)


def note(**values: object) -> None:
    with transaction() as session:
        session.execute(update(Mirror).values(**values))


def test_every_account_is_there_with_its_calendars(maya: Organizer) -> None:
    connect(maya)

    [account] = accounts.of(maya)

    assert account.grant.email == "maya@else.example"
    assert [calendar.name for calendar, _ in account.calendars] == ["Work", "Home"]


def test_calendars_of_our_own_are_no_account(maya: Organizer) -> None:
    assert accounts.of(maya) == []


def test_an_account_is_right_since_its_oldest_calendar_was_read(maya: Organizer) -> None:
    connect(maya)
    note(synced_at=NOW)
    with transaction() as session:
        session.execute(update(Mirror).where(Mirror.external_id == "home").values(synced_at=NOW - 60))

    assert accounts.of(maya)[0].synced_at == NOW - 60


def test_an_account_with_a_calendar_that_was_never_read_is_not_right_yet(maya: Organizer) -> None:
    connect(maya)

    assert accounts.of(maya)[0].synced_at is None


def test_what_is_wrong_with_a_calendar_is_wrong_with_its_account(maya: Organizer) -> None:
    connect(maya)
    assert accounts.of(maya)[0].failure is None
    note(failure="provider.gone")

    assert accounts.of(maya)[0].failure == "provider.gone"


def test_the_account_of_a_colleague_is_not_found(maya: Organizer) -> None:
    jonas = make_colleague()
    grant = connect(db.session.get_one(Organizer, jonas.organizer_id), "jonas@else.example")

    with pytest.raises(NotFound):
        accounts.find(maya, grant.id)
    assert accounts.of(maya) == []


def test_an_account_is_read_as_soon_as_somebody_asks_for_it(maya: Organizer) -> None:
    grant = connect(maya)
    note(due_at=NOW + DAY)

    accounts.read_now(grant, now=NOW)

    assert set(db.session.scalars(db.select(Mirror.due_at))) == {NOW}
