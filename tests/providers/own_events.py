"""What every kind of calendar that is written to does with the events of its owner. Held like `contract.py`."""

from dataclasses import replace

from tests.providers.contract import DAY, MONDAY, NINE, NOON, TEN, TIMEOUT, WINDOW, World, code_of
from webapp.lib.external import ExternalEvent, Occurrence, OwnEvent

DENTIST = OwnEvent(
    id="11112222-3333-4444-8555-666677778888",
    title="Dentist",
    span=(NINE, TEN),
    busy=True,
    location="Main street 1",
    description="Bring the card.",
)


def there(world: World) -> ExternalEvent:
    """The only event of the calendar."""
    (event,) = world.provider.events(world.access(), world.calendar_id(), window=WINDOW, timeout=TIMEOUT)
    return event


def only(world: World) -> Occurrence:
    (occurrence,) = there(world).occurrences
    return occurrence


class OwnEvents:
    """The tests."""

    def test_an_event_that_is_entered_is_there_as_it_was_entered(self, world: World) -> None:
        written = world.provider.enter(world.access(), world.calendar_id(), DENTIST)

        assert there(world).id == written.id
        assert DENTIST.stands_in(there(world))
        assert (only(world).title, only(world).starts_at, only(world).busy) == ("Dentist", NINE, True)

    def test_an_event_that_is_entered_again_is_there_once(self, world: World) -> None:
        first = world.provider.enter(world.access(), world.calendar_id(), DENTIST)
        again = world.provider.enter(world.access(), world.calendar_id(), DENTIST)

        assert (there(world).id, again.id) == (first.id, first.id)

    def test_whole_days_are_entered_as_days(self, world: World) -> None:
        days = ("2027-01-05", "2027-01-07")
        away = replace(DENTIST, span=(MONDAY + DAY, MONDAY + 3 * DAY), days=days, busy=False)
        world.provider.enter(world.access(), world.calendar_id(), away)

        assert (only(world).days, only(world).busy) == (days, False)

    def test_only_what_is_said_is_changed(self, world: World) -> None:
        access, calendar_id = world.access(), world.calendar_id()
        written = world.provider.enter(access, calendar_id, DENTIST)
        moved = OwnEvent(id="", span=(TEN, NOON))

        world.provider.change(access, calendar_id, written.id, moved, etag=written.etag)

        assert replace(DENTIST, span=(TEN, NOON)).stands_in(there(world))

    def test_an_event_of_hours_becomes_one_of_days_and_back(self, world: World) -> None:
        access, calendar_id = world.access(), world.calendar_id()
        written = world.provider.enter(access, calendar_id, DENTIST)
        day = OwnEvent(id="", span=(MONDAY, MONDAY + DAY), days=("2027-01-04", "2027-01-05"))

        written = world.provider.change(access, calendar_id, written.id, day, etag=written.etag)
        assert only(world).days == ("2027-01-04", "2027-01-05")
        world.provider.change(access, calendar_id, written.id, OwnEvent(id="", span=(NINE, TEN)), etag=None)
        assert (only(world).days, only(world).starts_at) == (None, NINE)

    def test_a_change_that_arrived_though_its_answer_was_lost_is_made_once(self, world: World) -> None:
        access, calendar_id = world.access(), world.calendar_id()
        written = world.provider.enter(access, calendar_id, DENTIST)
        renamed = OwnEvent(id="", title="Doctor")
        world.provider.change(access, calendar_id, written.id, renamed, etag=written.etag)

        again = world.provider.change(access, calendar_id, written.id, renamed, etag=written.etag)

        assert (again.etag, only(world).title) == (there(world).etag, "Doctor")

    def test_a_change_that_somebody_made_meanwhile_is_not_overwritten(self, world: World) -> None:
        access, calendar_id = world.access(), world.calendar_id()
        written = world.provider.enter(access, calendar_id, DENTIST)
        world.provider.change(access, calendar_id, written.id, OwnEvent(id="", title="Doctor"), etag=None)
        moved = OwnEvent(id="", span=(TEN, NOON))

        assert (
            code_of(lambda: world.provider.change(access, calendar_id, written.id, moved, etag=written.etag))
            == "provider.changed_there"
        )
        assert (
            code_of(lambda: world.provider.delete(access, calendar_id, written.id, etag=written.etag))
            == "provider.changed_there"
        )
        assert (only(world).title, only(world).starts_at) == ("Doctor", NINE)

    def test_an_event_that_is_deleted_is_gone_however_often(self, world: World) -> None:
        access, calendar_id = world.access(), world.calendar_id()
        written = world.provider.enter(access, calendar_id, DENTIST)

        for _ in range(2):
            world.provider.delete(access, calendar_id, written.id, etag=written.etag)

        assert not world.provider.events(access, calendar_id, window=WINDOW, timeout=TIMEOUT)

    def test_an_event_that_is_gone_cannot_be_changed(self, world: World) -> None:
        access, calendar_id = world.access(), world.calendar_id()
        written = world.provider.enter(access, calendar_id, DENTIST)
        world.provider.delete(access, calendar_id, written.id, etag=None)

        assert (
            code_of(
                lambda: world.provider.change(access, calendar_id, written.id, DENTIST, etag=written.etag)
            )
            == "provider.event_gone"
        )
