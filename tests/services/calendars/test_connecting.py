"""An account at a provider becomes a grant with calendars, whole or not at all."""

import threading
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.builders import JONAS, MAYA, NOW, make_application, make_grant, make_organizer
from tests.fake_provider import KIND, PASSWORD, FakeServer
from tests.waiting import HANG_SECONDS
from webapp import outbox
from webapp.errors import InvalidInput, NotAllowedNow, ProviderError, Unavailable
from webapp.extensions import db, transaction
from webapp.lib.waiting_places import AT_MOST
from webapp.models import Calendar, Grant, Mirror, Organizer, OutboxEntry
from webapp.models.grant import INVALID, VALID
from webapp.models.outbox import CALENDAR
from webapp.services.calendars import connecting, grants

pytestmark = pytest.mark.usefixtures("app")

LATER = NOW + 60
ACCOUNT = "maya@elsewhere.example"


def connect(
    *, now: int = NOW, organizer: Organizer | None = None, at: dict[str, str] | None = None, **settings: str
) -> Grant:
    given = {"email": ACCOUNT, "password": PASSWORD, **(at or {}), **settings}
    return connecting.connect(make_application().id, KIND, given, now=now, organizer=organizer)


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def stored(grant: Grant) -> Grant:
    return db.session.get_one(Grant, grant.id, populate_existing=True)


def known_of(grant: Grant) -> dict[str, Any]:
    """All that the database has of it."""
    return {column.name: getattr(stored(grant), column.name) for column in Grant.__table__.columns}


def test_an_account_gets_a_calendar_and_a_mirror_for_each_it_has(fake: FakeServer) -> None:
    fake.add_calendar("home", is_primary=True)

    grant = connect()

    rows = db.session.execute(
        select(Mirror.external_id, Calendar.name, Calendar.is_primary, Mirror.due_at)
        .join(Calendar)
        .where(Calendar.grant_id == grant.id)
        .order_by(Calendar.name)
    ).all()
    assert [tuple(row) for row in rows] == [("home", "Home", True, NOW), ("work", "Work", False, NOW)]


def test_the_secret_is_stored_encrypted_and_the_settings_without_it(fake: FakeServer) -> None:
    grant = connect()

    assert PASSWORD not in str(grant.settings)
    assert PASSWORD.encode() not in (grant.encrypted_secret or b"")
    assert connecting.access_of(grant).secret["password"] == PASSWORD


def test_it_belongs_to_the_organizer_who_connected_it(fake: FakeServer) -> None:
    maya = make_organizer()

    assert connect(organizer=maya).organizer_id == maya.id


def test_over_the_api_it_belongs_to_the_organizer_with_its_address(fake: FakeServer) -> None:
    maya = make_organizer()

    assert connect(email=MAYA).organizer_id == maya.id


def test_a_wrong_password_names_the_settings_and_stores_nothing(fake: FakeServer) -> None:
    with pytest.raises(InvalidInput, match=r"^settings: account\.refused$"):
        connect(password="guessed")

    assert (count(Grant), count(Calendar), count(Mirror)) == (0, 0, 0)


def test_a_provider_that_does_not_answer_stores_nothing(fake: FakeServer) -> None:
    fake.fail("connect", ProviderError("provider.unreachable"))

    with pytest.raises(ProviderError):
        connect()

    assert count(Grant) == 0


def test_an_account_without_calendars_is_refused(fake: FakeServer) -> None:
    fake.calendars.clear()

    with pytest.raises(InvalidInput, match=r"account\.without_calendars"):
        connect()

    assert count(Grant) == 0


def test_connecting_again_renews_the_secret_and_heals(fake: FakeServer) -> None:
    first = connect()
    with transaction() as session:
        session.get_one(Grant, first.id).status = INVALID
    fake.password = "a new one"

    again = connect(now=LATER, password="a new one")

    assert (again.id, again.status, again.failure) == (first.id, VALID, None)
    assert connecting.access_of(again).secret["password"] == "a new one"
    assert count(Calendar) == 1


def test_connecting_again_follows_the_list_of_calendars(fake: FakeServer) -> None:
    connect()
    fake.calendars.clear()
    fake.add_calendar("home")

    connect(now=LATER)

    assert list(db.session.scalars(select(Mirror.external_id))) == ["home"]


def test_the_account_of_another_organizer_is_refused(fake: FakeServer) -> None:
    connect(organizer=make_organizer())

    with pytest.raises(NotAllowedNow, match=r"account\.of_another_organizer"):
        connect(organizer=make_organizer(JONAS, name="Jonas Weber"))


def test_a_refused_organizer_changes_nothing_of_the_account(fake: FakeServer) -> None:
    maya = make_organizer()
    before = known_of(connect(organizer=maya))

    with pytest.raises(NotAllowedNow):
        connect(now=LATER, organizer=make_organizer(JONAS, name="Jonas Weber"), url="https://jonas.example/")

    assert known_of(db.session.scalars(select(Grant).where(Grant.provider == KIND)).one()) == before


THEIRS = {"url": "https://elsewhere.example/", "username": "maya"}


@pytest.mark.parametrize("other", [{"url": "https://jonas.example/"}, {"username": "jonas"}, {"url": ""}])
def test_the_account_of_a_program_is_not_taken_over_by_its_name_alone(
    fake: FakeServer, other: dict[str, str]
) -> None:
    before = known_of(connect(at=THEIRS))

    with pytest.raises(NotAllowedNow, match=r"account\.of_a_program"):
        connect(now=LATER, organizer=make_organizer(JONAS), at={**THEIRS, **other})

    assert known_of(db.session.scalars(select(Grant).where(Grant.provider == KIND)).one()) == before


def test_whoever_signs_in_where_a_program_does_gets_its_account(fake: FakeServer) -> None:
    grant = connect(at=THEIRS)
    maya = make_organizer()

    assert (connect(now=LATER, organizer=maya, at=THEIRS).id, stored(grant).organizer_id) == (
        grant.id,
        maya.id,
    )


def test_its_owner_may_connect_it_again_under_another_user_name(fake: FakeServer) -> None:
    maya = make_organizer()
    first = connect(organizer=maya, at=THEIRS)

    again = connect(now=LATER, organizer=maya, at=THEIRS, username="maya.olsson")

    assert (again.id, again.settings["username"]) == (first.id, "maya.olsson")
    assert count(Mirror) == 1


def test_few_threads_wait_for_a_provider_that_hangs(
    app: Flask, fake: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_application()
    inside, lets_go = threading.Semaphore(0), threading.Event()

    def hang(_method: str) -> None:
        inside.release()
        lets_go.wait(HANG_SECONDS)

    monkeypatch.setattr(fake, "meet", hang)

    def ask() -> None:
        with app.app_context():
            connect()

    waiting = [threading.Thread(target=ask) for _ in range(AT_MOST)]
    for thread in waiting:
        thread.start()
    try:
        for _ in waiting:
            assert inside.acquire(timeout=HANG_SECONDS)
        with pytest.raises(Unavailable, match=r"account\.others_first"):
            connect()
    finally:
        lets_go.set()
        for thread in waiting:
            thread.join()

    assert count(Grant) == 1


def test_two_that_connect_one_account_at_once_get_one_grant(app: Flask, fake: FakeServer) -> None:
    make_application()
    given: list[str] = []

    def ask() -> None:
        with app.app_context():
            given.append(connect().id)

    threads = [threading.Thread(target=ask) for _ in range(AT_MOST)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(given), len(set(given)), count(Calendar)) == (AT_MOST, 1, 1)


def test_our_own_calendars_are_not_connected(fake: FakeServer) -> None:
    with pytest.raises(TypeError):
        connecting.connect(make_application().id, "virtual-calendar", {"email": MAYA}, now=NOW)


def test_a_renewed_secret_is_stored(fake: FakeServer) -> None:
    grant = connect()
    access = connecting.access_of(grant)

    access.renew({"password": PASSWORD, "token": "token-2"})
    access.renew({"password": PASSWORD, "token": "token-3"})

    assert connecting.access_of(stored(grant)).secret["token"] == "token-3"


def test_a_secret_that_was_replaced_meanwhile_stays(fake: FakeServer) -> None:
    grant = connect()
    slow, quick = connecting.access_of(grant), connecting.access_of(grant)

    quick.renew({"password": PASSWORD, "token": "token-2"})
    slow.renew({"password": PASSWORD, "token": "token-of-the-slow"})

    assert connecting.access_of(stored(grant)).secret["token"] == "token-2"


def test_a_grant_without_a_secret_lets_nobody_in(fake: FakeServer) -> None:
    with pytest.raises(ProviderError, match=r"provider\.refused"):
        connecting.access_of(make_grant())


def test_a_grant_goes_with_its_mirrors(fake: FakeServer) -> None:
    grants.destroy(connect(), now=LATER)

    assert (count(Grant), count(Calendar), count(Mirror)) == (0, 0, 0)


def test_connecting_again_writes_at_once_what_had_to_wait(fake: FakeServer) -> None:
    grant = connect()
    with transaction() as session:
        waits: dict[str, Any] = {
            "kind": CALENDAR,
            "name": "entry",
            "payload": {},
            "booking_id": None,
            "due_at": LATER + 9,
        }
        outbox.promise(session, stream="a", destination=ACCOUNT, now=NOW, **waits)
        outbox.promise(session, stream="b", destination="jonas@elsewhere.example", now=NOW, **waits)

    connect(now=LATER)

    due = db.session.scalars(select(OutboxEntry.due_at).order_by(OutboxEntry.id)).all()
    assert (grant.email, due) == (ACCOUNT, [LATER, LATER + 9])
