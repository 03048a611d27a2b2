"""Events of a calendar that a provider keeps, over JSON."""

import pytest

from tests.blueprints.api.event_paths import SPAN
from tests.blueprints.api.programs import Program
from tests.builders import NOW
from tests.event_edits import calendar_of, there, work_off
from tests.fake_provider import FakeCalendar
from webapp.models import Grant


@pytest.fixture
def path(grant_elsewhere: Grant) -> str:
    return f"/grants/{grant_elsewhere.id}/events"


@pytest.fixture
def query(grant_elsewhere: Grant) -> str:
    return f"?calendar_id={calendar_of(grant_elsewhere).id}"


def test_an_event_is_entered_changed_and_deleted(
    program: Program, path: str, query: str, work: FakeCalendar
) -> None:
    made = program.post(f"{path}{query}", {"title": "Dentist", "when": SPAN})
    program.put(f"{path}/{made['id']}{query}", {"title": "Doctor"})
    for _ in range(2):
        work_off(now=NOW)
    assert [title for title, _ in there(work)] == ["Doctor"]

    program.delete(f"{path}/{made['id']}{query}")
    work_off(now=NOW)

    assert there(work) == []
    assert program.get(f"{path}{query}") == []


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"participants": [{"email": "a@example.com"}]}, "participants"),
        ({"metadata": {"key1": "a"}}, "metadata"),
        ({"recurrence": ["RRULE:FREQ=DAILY"]}, "recurrence"),
    ],
)
def test_what_the_provider_would_not_be_told_is_refused_by_its_name(
    program: Program, path: str, query: str, more: dict[str, object], field: str
) -> None:
    body = {"title": "Dentist", "when": SPAN, **more}
    status, _, said = program.refusal("POST", f"{path}{query}", body)

    assert status == 400
    assert field in said
