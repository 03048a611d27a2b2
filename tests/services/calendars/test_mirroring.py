"""A copy of a calendar that is kept elsewhere becomes what its provider has. Without changes it costs one request."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.builders import DAY, HOUR, NOW, make_organizer
from tests.fake_provider import KIND, PASSWORD, ZONE, FakeCalendar, FakeServer, meeting
from tests.queries import statements
from webapp.errors import ProviderError
from webapp.extensions import db, transaction
from webapp.models import BusySpan, Calendar, Event, Grant, Mirror
from webapp.models.grant import INVALID
from webapp.services.calendars import calendars, connecting, mirroring

pytestmark = pytest.mark.usefixtures("app", "clock")

LUNCH = (NOW + HOUR, NOW + 2 * HOUR)
DINNER = (NOW + 9 * HOUR, NOW + 10 * HOUR)


@pytest.fixture
def grant(fake: FakeServer) -> Grant:
    maya = make_organizer(timezone=ZONE)
    settings = {"email": "maya@elsewhere.example", "password": PASSWORD}
    return connecting.connect(maya.application_id, KIND, settings, now=NOW, organizer=maya)


@pytest.fixture
def work(fake: FakeServer) -> FakeCalendar:
    return fake.calendars["work"]


def sync(grant: Grant, *, now: int = NOW) -> bool:
    return mirroring.sync_account(grant.id, now=now)


def mirror(external_id: str = "work") -> Mirror:
    query = select(Mirror).where(Mirror.external_id == external_id)
    found = db.session.execute(query.execution_options(populate_existing=True)).scalar_one()
    db.session.close()
    return found


def rows(*columns: Any) -> list[tuple[Any, ...]]:
    found = [tuple(row) for row in db.session.execute(select(*columns).order_by(Event.starts_at, Event.id))]
    db.session.close()
    return found


def titles() -> list[str]:
    return [title for (title,) in rows(Event.title)]


def busy() -> list[tuple[int, int]]:
    query = select(BusySpan.starts_at, BusySpan.ends_at).order_by(BusySpan.starts_at)
    found = [(starts_at, ends_at) for starts_at, ends_at in db.session.execute(query)]
    db.session.close()
    return found


def test_the_first_reading_copies_every_event(grant: Grant, work: FakeCalendar) -> None:
    work.put(meeting("lunch", LUNCH))
    work.put(meeting("dinner", DINNER, busy=False))

    assert sync(grant)

    assert (titles(), busy()) == (["lunch", "dinner"], [LUNCH])
    assert (mirror().synced_at, mirror().whole_at, mirror().due_at) == (NOW, NOW, NOW + 60)


def test_a_series_has_a_row_for_each_time(grant: Grant, work: FakeCalendar) -> None:
    work.put(meeting("standup", LUNCH, DINNER))

    sync(grant)

    assert rows(Event.provider_event_id, Event.recurrence_id, Event.ical_uid, Event.starts_at) == [
        ("standup", "00000000", "standup@elsewhere", LUNCH[0]),
        ("standup", "00000001", "standup@elsewhere", DINNER[0]),
    ]


@pytest.mark.parametrize(
    ("span", "values", "when"),
    [
        (
            (NOW, NOW + DAY),
            {"days": ("2027-01-04", "2027-01-05")},
            {"object": "date", "date": "2027-01-04"},
        ),
        (
            (NOW, NOW + 2 * DAY),
            {"days": ("2027-01-04", "2027-01-06")},
            {"object": "datespan", "start_date": "2027-01-04", "end_date": "2027-01-06"},
        ),
        ((NOW, NOW), {}, {"object": "time", "time": NOW, "timezone": None}),
        (
            LUNCH,
            {"timezone": ZONE},
            {
                "object": "timespan",
                "start_time": LUNCH[0],
                "end_time": LUNCH[1],
                "start_timezone": ZONE,
                "end_timezone": ZONE,
            },
        ),
    ],
)
def test_its_time_has_the_shape_of_the_contract(
    grant: Grant, work: FakeCalendar, span: tuple[int, int], values: dict[str, Any], when: dict[str, Any]
) -> None:
    work.put(meeting("event", span, **values))

    sync(grant)

    assert rows(Event.when) == [(when,)]


def test_changes_are_followed(grant: Grant, work: FakeCalendar) -> None:
    work.put(meeting("lunch", LUNCH))
    work.put(meeting("dinner", DINNER))
    sync(grant)
    work.put(meeting("lunch", (LUNCH[0], LUNCH[1] + HOUR), title="Long lunch"))
    work.remove("dinner")

    sync(grant, now=NOW + 60)

    assert (titles(), busy()) == (["Long lunch"], [(LUNCH[0], LUNCH[1] + HOUR)])


def test_a_changed_event_keeps_its_id(grant: Grant, work: FakeCalendar) -> None:
    work.put(meeting("lunch", LUNCH))
    sync(grant)
    before = rows(Event.id)
    work.put(meeting("lunch", DINNER))

    sync(grant, now=NOW + 60)

    assert rows(Event.id) == before


def test_an_occurrence_that_is_called_off_takes_its_time_along(grant: Grant, work: FakeCalendar) -> None:
    series = meeting("standup", LUNCH, DINNER)
    work.put(series)
    sync(grant)
    work.put(replace(series, occurrences=series.occurrences[1:]))

    sync(grant, now=NOW + 60)

    assert busy() == [DINNER]


def test_a_reading_with_nothing_new_is_one_request_and_writes_no_event(
    grant: Grant, work: FakeCalendar, fake: FakeServer
) -> None:
    work.put(meeting("lunch", LUNCH))
    sync(grant)
    fake.asked.clear()

    with statements() as seen:
        sync(grant, now=NOW + 60)

    assert fake.asked.total() == 1
    assert not [
        each for each in seen if "INTO event" in each or "UPDATE event" in each or "busy_span" in each
    ]


def test_reading_everything_again_writes_only_what_differs(grant: Grant, work: FakeCalendar) -> None:
    for number in range(5):
        work.put(meeting(f"event-{number}", (NOW + number * HOUR, NOW + (number + 1) * HOUR)))
    sync(grant)
    tomorrow = NOW + DAY

    with statements() as seen:
        sync(grant, now=tomorrow)

    assert mirror().whole_at == tomorrow
    assert not [each for each in seen if each.startswith(("INSERT", "DELETE", "UPDATE event"))]


def test_what_a_whole_reading_does_not_see_is_removed(grant: Grant, work: FakeCalendar) -> None:
    work.put(meeting("lunch", LUNCH))
    work.put(meeting("dinner", DINNER))
    sync(grant)
    work.remove("lunch")
    work.expire_cursors()  # so that the provider does not say that it is gone

    sync(grant, now=NOW + 60)

    assert titles() == ["dinner"]


def test_pages_are_written_one_by_one(grant: Grant, work: FakeCalendar, fake: FakeServer) -> None:
    fake.page_size = 2
    for number in range(5):
        work.put(meeting(f"event-{number}", (NOW + number * HOUR, NOW + (number + 1) * HOUR)))
    fake.fail_after_pages = 2

    sync(grant)

    assert (len(titles()), mirror().whole_at, mirror().failure) == (4, None, "provider.unreachable")

    fake.fail_after_pages = None
    sync(grant, now=NOW + 60)

    assert (len(titles()), mirror().whole_at, mirror().failure) == (5, NOW + 60, None)


def test_a_provider_that_sends_nothing_at_all_removes_nothing(
    grant: Grant, work: FakeCalendar, fake: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    work.put(meeting("lunch", LUNCH))
    sync(grant)
    monkeypatch.setattr("tests.fake_provider.FakeProvider.changes", lambda *_, **__: iter(()))

    sync(grant, now=NOW + DAY)

    assert titles() == ["lunch"]


@pytest.mark.parametrize(("failures", "wait"), [(1, 60), (2, 120), (3, 240), (9, 3600)])
def test_failures_are_waited_for_longer_and_longer(
    grant: Grant, fake: FakeServer, failures: int, wait: int
) -> None:
    now = NOW
    for _ in range(failures):
        fake.fail("changes", ProviderError("provider.unreachable"))
        sync(grant, now=now)
        last, now = now, mirror().due_at

    assert (mirror().due_at - last, mirror().failures, mirror().failed_at) == (wait, failures, last)


def test_a_provider_that_asks_for_patience_gets_it_for_the_whole_account(
    grant: Grant, fake: FakeServer
) -> None:
    fake.add_calendar("home")
    connecting.connect(grant.application_id, KIND, {"email": grant.email, "password": PASSWORD}, now=NOW)
    fake.fail("changes", ProviderError("provider.throttled", seconds=900))

    sync(grant)

    assert [mirror(name).due_at for name in ("home", "work")] == [NOW + 900, NOW + 900]
    assert fake.asked["changes"] == 1


def test_a_calendar_that_is_gone_does_not_hold_up_the_others(grant: Grant, fake: FakeServer) -> None:
    fake.add_calendar("home").put(meeting("party", DINNER))
    connecting.connect(grant.application_id, KIND, {"email": grant.email, "password": PASSWORD}, now=NOW)
    del fake.calendars["work"]

    sync(grant)

    assert (titles(), mirror("work").failure, mirror("work").whole_at) == (["party"], "provider.gone", None)


def test_a_mistake_of_ours_is_noted_and_tried_again(grant: Grant, fake: FakeServer) -> None:
    fake.fail("changes", ValueError("a mistake"))

    sync(grant)

    assert (mirror().failure, mirror().due_at, mirror().claim) == (mirroring.UNFORESEEN, NOW + 60, None)


def test_an_account_that_lets_us_in_no_more_is_not_asked_again(grant: Grant, fake: FakeServer) -> None:
    fake.password = "another"

    sync(grant)

    stored = db.session.get_one(Grant, grant.id, populate_existing=True)
    assert (stored.status, stored.failure, stored.failed_at) == (INVALID, "provider.refused", NOW)
    db.session.close()
    assert not sync(grant, now=NOW + DAY)


def test_nobody_reads_an_account_that_is_being_read(
    grant: Grant, fake: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside: list[bool] = []
    meet = fake.meet

    def meanwhile(method: str) -> None:
        if method == "changes" and not inside:
            inside.append(sync(grant))
        meet(method)

    monkeypatch.setattr(fake, "meet", meanwhile)

    assert (sync(grant), inside) == (True, [False])


def test_the_list_of_calendars_is_followed_every_hour(grant: Grant, fake: FakeServer) -> None:
    sync(grant)
    fake.add_calendar("home").put(meeting("party", DINNER))

    sync(grant, now=NOW + HOUR)
    sync(grant, now=NOW + HOUR + 60)

    assert titles() == ["party"]
    assert fake.asked["calendars"] == 1


def test_events_that_could_not_be_read_as_they_stand_are_counted(grant: Grant, work: FakeCalendar) -> None:
    work.put(replace(meeting("odd", LUNCH), trouble="zone_unknown"))

    sync(grant)

    assert (mirror().troubles, busy()) == (1, [LUNCH])


def test_too_many_events_are_not_taken_for_free_time(
    grant: Grant, work: FakeCalendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mirroring, "EVENTS_AT_MOST", 1)
    work.put(meeting("lunch", LUNCH))
    work.put(meeting("dinner", DINNER))

    sync(grant)

    assert (mirror().failure, mirror().whole_at) == ("provider.too_large", None)


def test_a_calendar_can_be_read_before_it_is_due(grant: Grant, work: FakeCalendar) -> None:
    sync(grant)
    work.put(meeting("lunch", LUNCH))

    assert mirroring.sync(calendars.find(grant, "primary").id, now=NOW + 1)

    assert titles() == ["lunch"]


def test_what_is_outside_the_window_is_not_copied(grant: Grant, work: FakeCalendar) -> None:
    work.put(meeting("long ago", (NOW - 40 * DAY, NOW - 39 * DAY)))
    work.put(meeting("far ahead", (NOW + 401 * DAY, NOW + 402 * DAY)))

    sync(grant)

    assert titles() == []


def test_a_calendar_that_is_deleted_meanwhile_is_left_alone(
    grant: Grant, fake: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    meet = fake.meet

    def meanwhile(method: str) -> None:
        with transaction() as session:
            for row in session.scalars(select(Mirror)).all():
                session.delete(row)
            session.flush()
            for calendar in session.scalars(select(Calendar).where(Calendar.grant_id == grant.id)).all():
                session.delete(calendar)
        meet(method)

    monkeypatch.setattr(fake, "meet", meanwhile)

    assert sync(grant)
    assert db.session.scalar(select(func.count()).select_from(Mirror)) == 0
