"""Who may read a title or a booking's id, and who may not."""

from flask import Flask

from tests.builders import (
    JONAS,
    MAYA,
    TOMORROW_AT_TEN,
    grant_of,
    make_booking,
    make_colleague,
    make_configuration,
    make_event,
    make_organizer,
    participant,
    primary_calendar,
    timespan,
)
from tests.services.availability.reasons import explained, reason
from webapp.services.availability.explanations import Asker


def test_a_title_is_for_the_owner_of_the_calendar_alone(app: Flask) -> None:
    grant, other = grant_of(make_organizer()), make_colleague()
    make_event(primary_calendar(grant), timespan(TOMORROW_AT_TEN))
    make_event(primary_calendar(other), timespan(TOMORROW_AT_TEN), title="Job interview")
    both = [participant(), participant(JONAS, name="Jonas", organizer=False)]
    configuration = make_configuration(grant, participants=both)

    as_maya = explained(configuration, asker=Asker(grant.organizer_id))

    assert [(against.owner, against.title) for against in as_maya] == [(MAYA, "Lunch"), (JONAS, None)]


def test_a_program_of_the_application_reads_every_title(app: Flask) -> None:
    grant, other = grant_of(make_organizer()), make_colleague()
    make_event(primary_calendar(other), timespan(TOMORROW_AT_TEN), title="Job interview")
    both = [participant(), participant(JONAS, name="Jonas", organizer=False)]

    assert reason(make_configuration(grant, participants=both)).title == "Job interview"


def test_a_booking_on_somebody_elses_page_has_no_id_for_the_asker(app: Flask) -> None:
    grant, other = grant_of(make_organizer()), make_colleague()
    both = [participant(organizer=False), participant(JONAS, name="Jonas")]
    make_booking(make_configuration(other, slug="jonas", participants=both))

    found = reason(make_configuration(grant), asker=Asker(grant.organizer_id))

    assert (found.kind, found.booking) == ("booked", None)
