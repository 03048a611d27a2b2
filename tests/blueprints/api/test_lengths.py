"""Several lengths of one page over JSON: asked for, explained, booked, moved, and kept on the way through an SDK."""

import nylas
import pytest

from tests.blueprints.api.conftest import EXPLAIN, WINDOW, Api, data, error
from tests.builders import NOW, PRIYA, TOMORROW_AT_TEN, availability, make_configuration, reread
from webapp.models import Configuration, Grant
from webapp.services.configurations import sessions

SLOTS, BOOKINGS = "/scheduling/availability", "/scheduling/bookings"
MINUTE = 60


@pytest.fixture
def page_of_lengths(grant: Grant) -> Configuration:
    return make_configuration(grant, availability=availability(duration_options=[15, 60]))


def lengths_of(slots: list[dict[str, int]]) -> set[int]:
    return {(slot["end_time"] - slot["start_time"]) // MINUTE for slot in slots}


@pytest.mark.parametrize(("query", "minutes"), [({}, 30), ({"duration_minutes": 15}, 15)])
def test_a_guest_asks_for_a_length(
    anonymous: Api, page_of_lengths: Configuration, query: dict[str, int], minutes: int
) -> None:
    shown = data(anonymous.get(SLOTS, configuration_id=page_of_lengths.id, **WINDOW, **query))

    assert lengths_of(shown["time_slots"]) == {minutes}


def test_a_session_asks_for_a_length(anonymous: Api, page_of_lengths: Configuration) -> None:
    session_id = sessions.create(page_of_lengths, now=NOW)

    shown = data(anonymous.as_bearer(session_id).get(SLOTS, **WINDOW, duration_minutes=60))

    assert lengths_of(shown["time_slots"]) == {60}


def test_a_length_is_explained(api: Api, page_of_lengths: Configuration) -> None:
    shown = data(api.get(EXPLAIN, configuration_id=page_of_lengths.id, **WINDOW, duration_minutes=60))

    assert lengths_of(shown["starts"]) == {60}


@pytest.mark.parametrize("path", [SLOTS, EXPLAIN])
@pytest.mark.parametrize("minutes", [45, 0, -1, 1441, "long"])
def test_a_length_that_is_not_offered_is_a_400_by_its_name(
    api: Api, page_of_lengths: Configuration, path: str, minutes: object
) -> None:
    status, _, message = error(
        api.get(path, configuration_id=page_of_lengths.id, **WINDOW, duration_minutes=minutes)
    )

    assert (status, "duration_minutes" in message) == (400, True)


@pytest.mark.parametrize(("minutes", "status"), [(15, 200), (60, 200), (45, 400)])
def test_the_end_of_a_booking_chooses_its_length(
    anonymous: Api, page_of_lengths: Configuration, minutes: int, status: int
) -> None:
    wish = {
        "start_time": TOMORROW_AT_TEN,
        "end_time": TOMORROW_AT_TEN + minutes * MINUTE,
        "guest": {"name": "Priya Raman", "email": PRIYA},
    }

    answer = anonymous.post(BOOKINGS, wish, configuration_id=page_of_lengths.id)

    assert answer.status_code == status
    assert status == 200 or "`end_time`" in error(answer)[2]


def test_the_lengths_stay_when_a_document_is_sent_back(api: Api, page_of_lengths: Configuration) -> None:
    path = f"/grants/{page_of_lengths.grant_id}/scheduling/configurations/{page_of_lengths.id}"
    whole = data(api.get(path))

    assert data(api.put(path, whole)) == whole
    assert whole["availability"]["duration_options"] == [15, 60]


def test_a_page_of_one_length_does_not_speak_of_others(api: Api, page: Configuration) -> None:
    path = f"/grants/{page.grant_id}/scheduling/configurations/{page.id}"

    assert "duration_options" not in data(api.get(path))["availability"]


def test_the_vendors_sdk_reads_a_page_with_keys_that_it_does_not_know(
    sdk: nylas.Client, page_of_lengths: Configuration
) -> None:
    theirs, grant = sdk.scheduler.configurations, page_of_lengths.grant_id
    found = theirs.find(grant, page_of_lengths.id).data

    changed = theirs.update(grant, page_of_lengths.id, {"slug": "renamed"}).data

    assert (found.availability.duration_minutes, changed.slug) == (30, "renamed")
    kept = reread(page_of_lengths).document["availability"]
    assert kept["duration_options"] == [15, 60]
