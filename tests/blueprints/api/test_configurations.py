"""Configurations over JSON: made, listed, found, changed, deleted."""

import pytest

from tests.blueprints.api.conftest import Api, data, error
from tests.builders import MAYA, NOW, document, make_booking, make_configuration
from webapp.models import Configuration, Grant
from webapp.services.configurations import sessions


def path(grant: Grant | str, configuration: Configuration | None = None) -> str:
    identifier = grant if isinstance(grant, str) else grant.id
    return f"/grants/{identifier}/scheduling/configurations" + (
        f"/{configuration.id}" if configuration else ""
    )


def test_a_new_configuration_comes_back_with_its_defaults(api: Api, grant: Grant) -> None:
    made = data(api.post(path(grant), document(scheduler={})))

    assert made["id"]
    assert made["slug"] == "intro"
    assert made["requires_session_auth"] is False
    assert made["name"] == "Maya Lindqvist"
    assert made["scheduler"]["min_booking_notice"] == 60
    assert made["scheduler"]["hide_rescheduling_options"] is False
    assert made["event_booking"]["booking_type"] == "booking"
    assert made["availability"]["round_to"] == 15


def test_a_configuration_is_found_as_it_was_made(api: Api, grant: Grant) -> None:
    made = data(api.post(path(grant), document()))

    found = data(api.get(f"{path(grant)}/{made['id']}"))

    assert found == made


@pytest.mark.parametrize("spelling", [MAYA, f"email:{MAYA}", "maya%40example.com"])
def test_a_grant_is_named_by_its_address_too(api: Api, page: Configuration, spelling: str) -> None:
    assert [row["id"] for row in data(api.get(path(spelling)))] == [page.id]


def test_a_change_leaves_what_is_not_sent_and_replaces_what_is(api: Api, page: Configuration) -> None:
    before = data(api.get(path(page.grant, page)))

    changed = data(api.put(path(page.grant, page), {"scheduler": {"min_booking_notice": 120}}))

    assert changed["participants"] == before["participants"]
    assert changed["scheduler"]["min_booking_notice"] == 120
    assert changed["scheduler"]["available_days_in_future"] == 30  # the default again: it was 60


def test_the_whole_document_may_be_sent_back_as_it_came(api: Api, page: Configuration) -> None:
    whole = data(api.get(path(page.grant, page)))

    assert data(api.put(path(page.grant, page), whole)) == whole


def test_a_slug_can_be_given_up(api: Api, page: Configuration) -> None:
    assert data(api.put(path(page.grant, page), {"slug": None}))["slug"] is None


def test_a_deleted_configuration_is_gone(api: Api, page: Configuration) -> None:
    api.delete(path(page.grant, page))

    assert error(api.get(path(page.grant, page)))[:2] == (404, "not_found_error")
    assert error(api.delete(path(page.grant, page)))[:2] == (404, "not_found_error")


def test_a_configuration_that_was_booked_can_be_deleted(api: Api, page: Configuration) -> None:
    make_booking(page)

    assert api.delete(path(page.grant, page)).status_code == 200
    assert error(api.get("/scheduling/ui-settings", configuration_id=page.id))[0] == 404


def test_a_configuration_with_a_live_session_stays(api: Api, page: Configuration) -> None:
    sessions.create(page, now=NOW)

    refused = api.delete(path(page.grant, page))

    assert error(refused)[:2] == (400, "invalid_request_error")
    assert data(api.get(path(page.grant, page)))["id"] == page.id


def test_a_list_without_a_query_gives_at_most_fifty(api: Api, grant: Grant) -> None:
    for number in range(51):
        make_configuration(grant, slug=f"page-{number}")

    first = api.get(path(grant)).get_json()

    assert len(first["data"]) == 50
    assert first["next_cursor"]


def test_select_picks_fields_of_every_row(api: Api, page: Configuration) -> None:
    assert data(api.get(path(page.grant), select="id,slug")) == [{"id": page.id, "slug": "intro"}]


def test_a_version_that_the_editor_sends_is_kept(api: Api, grant: Grant) -> None:
    assert data(api.post(path(grant), document(version="1.0.0")))["version"] == "1.0.0"
