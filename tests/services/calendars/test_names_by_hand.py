"""Calendar files are called as one likes: one name, several files, and none takes the place of another."""

import pytest
from pytest_httpserver import HTTPServer
from sqlalchemy import select

from tests.builders import JONAS, NOW, make_organizer
from tests.lib.ical.files import calendar
from webapp.extensions import db
from webapp.models import Grant, Organizer
from webapp.services.calendars import connecting


@pytest.fixture(autouse=True)
def files(httpserver: HTTPServer) -> None:
    for name in ("a", "b"):
        httpserver.expect_request(f"/{name}.ics").respond_with_data(calendar(), content_type="text/calendar")


def connect(
    server: HTTPServer,
    organizer: Organizer,
    path: str,
    *,
    name: str = "Timetable",
    renews: Grant | None = None,
) -> Grant:
    settings = {"email": name, "url": server.url_for(path)}
    return connecting.connect(
        organizer.application_id, "ics", settings, now=NOW, organizer=organizer, renews=renews
    )


def names() -> list[str]:
    return sorted(db.session.scalars(select(Grant.email).where(Grant.provider == "ics")))


def test_a_second_file_of_a_name_gets_a_number(httpserver: HTTPServer, maya: Organizer) -> None:
    first = connect(httpserver, maya, "/a.ics")
    second = connect(httpserver, maya, "/b.ics")

    assert names() == ["timetable", "timetable 2"]
    assert [connecting.secret_of(each)["url"][-6:] for each in (first, second)] == ["/a.ics", "/b.ics"]


def test_the_same_file_again_is_the_same_account(httpserver: HTTPServer, maya: Organizer) -> None:
    connect(httpserver, maya, "/a.ics")
    second = connect(httpserver, maya, "/b.ics")

    assert connect(httpserver, maya, "/b.ics").id == second.id
    assert names() == ["timetable", "timetable 2"]


def test_a_name_that_somebody_else_has_can_be_used_too(httpserver: HTTPServer, maya: Organizer) -> None:
    jonas = make_organizer(JONAS)
    theirs = connect(httpserver, jonas, "/a.ics")

    mine = connect(httpserver, maya, "/a.ics")

    assert (theirs.organizer_id, mine.organizer_id) == (jonas.id, maya.id)
    assert names() == ["timetable", "timetable 2"]


def test_an_account_that_is_connected_again_gets_another_address(
    httpserver: HTTPServer, maya: Organizer
) -> None:
    first = connect(httpserver, maya, "/a.ics")

    again = connect(httpserver, maya, "/b.ics", renews=first)

    assert (again.id, connecting.secret_of(again)["url"][-6:]) == (first.id, "/b.ics")
    assert names() == ["timetable"]
