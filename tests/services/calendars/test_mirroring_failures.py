"""Providers fail in every way: what was copied stays, and it is tried again."""

import pytest
from sqlalchemy import func, select

from tests.builders import DAY, HOUR, NOW
from tests.fake_provider import KIND, PASSWORD, FakeCalendar, FakeServer, meeting
from tests.mirrors import DINNER, LUNCH, mirror, sync, titles
from webapp.errors import ProviderError
from webapp.extensions import db, transaction
from webapp.models import Calendar, Grant, Mirror
from webapp.models.grant import INVALID
from webapp.services.calendars import connecting, mirroring

pytestmark = pytest.mark.usefixtures("app", "clock")


def test_pages_are_written_one_by_one(grant_elsewhere: Grant, work: FakeCalendar, fake: FakeServer) -> None:
    fake.page_size = 2
    for number in range(5):
        work.put(meeting(f"event-{number}", (NOW + number * HOUR, NOW + (number + 1) * HOUR)))
    fake.fail_after_pages = 2

    sync(grant_elsewhere)

    assert (len(titles()), mirror().whole_at, mirror().failure) == (4, None, "provider.unreachable")

    fake.fail_after_pages = None
    sync(grant_elsewhere, now=NOW + 60)

    assert (len(titles()), mirror().whole_at, mirror().failure) == (5, NOW + 60, None)


def test_a_provider_that_sends_nothing_at_all_removes_nothing(
    grant_elsewhere: Grant, work: FakeCalendar, fake: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    work.put(meeting("lunch", LUNCH))
    sync(grant_elsewhere)
    monkeypatch.setattr("tests.fake_provider.FakeProvider.changes", lambda *_, **__: iter(()))

    sync(grant_elsewhere, now=NOW + DAY)

    assert titles() == ["lunch"]


@pytest.mark.parametrize(("failures", "wait"), [(1, 60), (2, 120), (3, 240), (9, 3600)])
def test_failures_are_waited_for_longer_and_longer(
    grant_elsewhere: Grant, fake: FakeServer, failures: int, wait: int
) -> None:
    now = NOW
    for _ in range(failures):
        fake.fail("changes", ProviderError("provider.unreachable"))
        sync(grant_elsewhere, now=now)
        last, now = now, mirror().due_at

    assert (mirror().due_at - last, mirror().failures, mirror().failed_at) == (wait, failures, last)


def test_a_provider_that_asks_for_patience_gets_it_for_the_whole_account(
    grant_elsewhere: Grant, fake: FakeServer
) -> None:
    fake.add_calendar("home")
    connecting.connect(
        grant_elsewhere.application_id, KIND, {"email": grant_elsewhere.email, "password": PASSWORD}, now=NOW
    )
    fake.fail("changes", ProviderError("provider.throttled", seconds=900))

    sync(grant_elsewhere)

    assert [mirror(name).due_at for name in ("home", "work")] == [NOW + 900, NOW + 900]
    assert fake.asked["changes"] == 1


@pytest.mark.parametrize("code", ["provider.failed", "provider.forbidden", "provider.not_understood"])
def test_a_fault_in_one_calendar_does_not_hold_up_the_others(
    grant_elsewhere: Grant, fake: FakeServer, code: str
) -> None:
    fake.add_calendar("home").put(meeting("party", DINNER))
    connecting.connect(
        grant_elsewhere.application_id, KIND, {"email": grant_elsewhere.email, "password": PASSWORD}, now=NOW
    )
    fake.fail("changes", ProviderError(code))

    sync(grant_elsewhere)

    assert sorted((mirror(name).failure or "") for name in ("home", "work")) == ["", code]


def test_a_calendar_that_is_gone_does_not_hold_up_the_others(
    grant_elsewhere: Grant, fake: FakeServer
) -> None:
    fake.add_calendar("home").put(meeting("party", DINNER))
    connecting.connect(
        grant_elsewhere.application_id, KIND, {"email": grant_elsewhere.email, "password": PASSWORD}, now=NOW
    )
    del fake.calendars["work"]

    sync(grant_elsewhere)

    assert (titles(), mirror("work").failure, mirror("work").whole_at) == (["party"], "provider.gone", None)


def test_a_mistake_of_ours_is_noted_and_tried_again(grant_elsewhere: Grant, fake: FakeServer) -> None:
    fake.fail("changes", ValueError("a mistake"))

    sync(grant_elsewhere)

    assert (mirror().failure, mirror().due_at, mirror().claim) == (mirroring.UNFORESEEN, NOW + 60, None)


def test_an_account_that_lets_us_in_no_more_is_not_asked_again(
    grant_elsewhere: Grant, fake: FakeServer
) -> None:
    fake.password = "another"

    sync(grant_elsewhere)

    stored = db.session.get_one(Grant, grant_elsewhere.id, populate_existing=True)
    assert (stored.status, stored.failure, stored.failed_at) == (INVALID, "provider.refused", NOW)
    db.session.close()
    assert not sync(grant_elsewhere, now=NOW + DAY)


def test_nobody_reads_an_account_that_is_being_read(
    grant_elsewhere: Grant, fake: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside: list[bool] = []
    meet = fake.meet

    def meanwhile(method: str) -> None:
        if method == "changes" and not inside:
            inside.append(sync(grant_elsewhere))
        meet(method)

    monkeypatch.setattr(fake, "meet", meanwhile)

    assert (sync(grant_elsewhere), inside) == (True, [False])


def test_too_many_events_are_not_taken_for_free_time(
    grant_elsewhere: Grant, work: FakeCalendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mirroring, "EVENTS_AT_MOST", 1)
    work.put(meeting("lunch", LUNCH))
    work.put(meeting("dinner", DINNER))

    sync(grant_elsewhere)

    assert (mirror().failure, mirror().whole_at) == ("provider.too_large", None)


def test_a_calendar_that_is_deleted_meanwhile_is_left_alone(
    grant_elsewhere: Grant, fake: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    meet = fake.meet

    def meanwhile(method: str) -> None:
        with transaction() as session:
            for row in session.scalars(select(Mirror)).all():
                session.delete(row)
            session.flush()
            for calendar in session.scalars(
                select(Calendar).where(Calendar.grant_id == grant_elsewhere.id)
            ).all():
                session.delete(calendar)
        meet(method)

    monkeypatch.setattr(fake, "meet", meanwhile)

    assert sync(grant_elsewhere)
    assert db.session.scalar(select(func.count()).select_from(Mirror)) == 0
