"""Calendars over JSON and with the SDK (wire contract section 11)."""

import nylas
import pytest

from tests.blueprints.api.programs import Program
from tests.builders import make_grant

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def path(app: object) -> str:
    return f"/grants/{make_grant().id}/calendars"


def test_the_sdk_creates_finds_changes_lists_and_deletes_a_calendar(sdk: nylas.Client) -> None:
    grant = make_grant()

    made = sdk.calendars.create(
        grant.id, {"name": "Work", "timezone": "Europe/Berlin", "metadata": {"key1": "a"}}
    ).data
    found = sdk.calendars.find(grant.id, made.id).data
    changed = sdk.calendars.update(grant.id, made.id, {"name": "Office"}).data
    listed = sdk.calendars.list(grant.id, {"limit": 1})
    sdk.calendars.destroy(grant.id, made.id)

    assert (found.name, found.timezone, found.metadata, found.read_only) == (
        "Work",
        "Europe/Berlin",
        {"key1": "a"},
        False,
    )
    assert (changed.name, changed.timezone) == ("Office", "Europe/Berlin")
    assert (listed.data[0].is_primary, listed.next_cursor is not None) == (True, True)
    assert len(sdk.calendars.list(grant.id).data) == 1


def test_the_sdk_lists_by_metadata(sdk: nylas.Client) -> None:
    grant = make_grant()
    sdk.calendars.create(grant.id, {"name": "Work", "metadata": {"key1": "a"}})

    found = sdk.calendars.list(grant.id, {"metadata_pair": {"key1": "a"}}).data

    assert [calendar.name for calendar in found] == ["Work"]


def test_primary_is_an_id(program: Program, path: str) -> None:
    assert program.get(f"{path}/primary")["is_primary"] is True


def test_only_selected_fields_are_answered(program: Program, path: str) -> None:
    assert program.get(f"{path}?select=id,name")[0].keys() == {"id", "name"}


def test_what_is_not_sent_stays_and_a_null_empties(program: Program, path: str) -> None:
    made = program.post(path, {"name": "Work", "description": "Mine", "location": "Here"})

    changed = program.put(f"{path}/{made['id']}", {"description": None})

    assert (changed["name"], changed["description"], changed["location"]) == ("Work", "", "Here")


def test_metadata_is_replaced_as_a_whole(program: Program, path: str) -> None:
    made = program.post(path, {"name": "Work", "metadata": {"key1": "a", "key2": "b"}})

    assert program.put(f"{path}/{made['id']}", {"metadata": {"key1": "c"}})["metadata"] == {"key1": "c"}


def test_a_deletion_answers_with_a_request_id(program: Program, path: str) -> None:
    made = program.post(path, {"name": "Work"})

    assert program.delete(f"{path}/{made['id']}").keys() == {"request_id"}


def test_the_primary_calendar_is_not_deleted(program: Program, path: str) -> None:
    assert program.refusal("DELETE", f"{path}/primary")[:2] == (400, "invalid_request_error")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": ""},
        {"name": "  "},
        {"name": None},
        {"name": 7},
        {"name": "a\x00b"},
        {"name": "a\nb"},
        {"name": "x" * 301},
        {"name": "Work", "timezone": "Mars/Phobos"},
        {"name": "Work", "timezone": "localtime"},
        {"name": "Work", "location": "x" * 301},
        {"name": "Work", "description": ["x"]},
        {"name": "Work", "metadata": {"a key": "x"}},
        {"name": "Work", "metadata": {'"': "x"}},
        {"name": "Work", "metadata": {"key1": 7}},
        {"name": "Work", "metadata": {"key1": "x" * 501}},
        {"name": "Work", "metadata": {f"key{at}": "x" for at in range(51)}},
        [],
        None,
    ],
)
def test_a_calendar_that_makes_no_sense_is_refused(program: Program, path: str, body: object) -> None:
    assert program.refusal("POST", path, body)[:2] == (400, "invalid_request_error")


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"\xff\xfe", b'{"name": NaN}', b"[" * 5000, b'{"name": "\\ud800"}']
)
def test_a_body_that_is_no_json_is_refused(program: Program, path: str, raw: bytes) -> None:
    answer = program.call("POST", path, None, data=raw, content_type="application/json")

    assert answer.status_code == 400


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=-1", "page_token=x", "page_token=%00", "metadata_pair=x", "metadata_pair=a%22:b"],
)
def test_a_query_that_makes_no_sense_is_refused(program: Program, path: str, query: str) -> None:
    assert program.refusal("GET", f"{path}?{query}")[0] == 400


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
@pytest.mark.parametrize("calendar", ["x", "%00", "3f0c2a5e-98f2-4a4b-9f0e-1a2b3c4d5e6f"])
def test_an_unknown_calendar_is_404(program: Program, path: str, method: str, calendar: str) -> None:
    assert program.refusal(method, f"{path}/{calendar}", {})[:2] == (404, "not_found_error")
