"""Find the calendars of an account, from whatever somebody types."""

from collections.abc import Callable

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.caldav_answers import answering, multistatus, response
from tests.caldav_servers import PASSWORD, USERNAME, CalDavServer
from tests.receivers import closed_port
from webapp.errors import ProviderError
from webapp.lib.caldav import discovery
from webapp.lib.caldav.client import Client, Login
from webapp.lib.caldav.discovery import Account

SignIn = Callable[[str], Client]
CALENDAR = "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype>"
INBOX = "<d:resourcetype><d:collection/><c:schedule-inbox/></d:resourcetype>"
FOLDER = "<d:resourcetype><d:collection/></d:resourcetype>"


def found(url: str, *, password: str = PASSWORD) -> Account:
    return discovery.find(Login(home=url, username=USERNAME, password=password), timeout=60)


def home_set(*hrefs: str) -> str:
    return (
        f"<c:calendar-home-set>{''.join(f'<d:href>{each}</d:href>' for each in hrefs)}</c:calendar-home-set>"
    )


def principal(href: str) -> str:
    return f"<d:current-user-principal><d:href>{href}</d:href></d:current-user-principal>"


@pytest.mark.parametrize("place", ["", "alice/", "some/page/of/it"])
def test_calendars_are_found_from_any_place_on_the_server(caldav_server: CalDavServer, place: str) -> None:
    url = caldav_server.new_calendar("Plans")

    assert url in [each.url for each in found(caldav_server.url + place).calendars]


def test_calendars_are_found_from_the_address_of_one(caldav_server: CalDavServer) -> None:
    first, second = caldav_server.new_calendar(), caldav_server.new_calendar()

    assert {first, second} <= {each.url for each in found(first).calendars}


def test_an_account_that_was_found_is_found_again_at_once(
    caldav_server: CalDavServer, sign_in: SignIn
) -> None:
    account = found(caldav_server.url)

    assert discovery.calendars(sign_in(account.url), account.url) == account.calendars


def test_a_calendar_has_its_name_and_a_list_of_tasks_is_none(radicale_server: CalDavServer) -> None:
    work = radicale_server.new_calendar("Wörk")
    tasks = radicale_server.new_calendar("Tasks", kind="VTODO")  # RFC 5545's name of a task

    names = {each.url: each.name for each in found(radicale_server.url).calendars}

    assert names[work.replace("ö", "%C3%B6")] == "Wörk"
    assert tasks not in names


def test_a_wrong_password_is_told_from_a_wrong_address(radicale_server: CalDavServer) -> None:
    with pytest.raises(ProviderError, match="provider.refused"):
        found(radicale_server.url, password="wrong")


def test_a_web_page_is_no_calendar_server(httpserver: HTTPServer) -> None:
    answering(httpserver, lambda _: Response("<html><body>Welcome</body></html>", mimetype="text/html"))

    with pytest.raises(ProviderError, match="provider.not_understood"):
        found(httpserver.url_for("/index.php"))


def test_a_server_with_a_fault_is_told_from_a_wrong_address(httpserver: HTTPServer) -> None:
    answering(httpserver, lambda _: Response(status=500))

    with pytest.raises(ProviderError, match="provider.failed"):
        found(httpserver.url_for("/"))


def test_a_server_that_is_away_is_asked_once() -> None:
    with pytest.raises(ProviderError, match="provider.unreachable"):
        found(f"http://127.0.0.1:{closed_port()}/dav/")


def nextcloud(request: Request) -> Response | str:
    """Only the well-known address leads anywhere, as on most servers where the calendar is one of several things."""
    match request.path:
        case "/.well-known/caldav":
            return Response(status=301, headers={"Location": "/remote.php/dav/"})
        case "/remote.php/dav/":
            return multistatus(response("/remote.php/dav/", FOLDER + principal("/remote.php/dav/u/alice/")))
        case "/remote.php/dav/u/alice/":
            return multistatus(
                response("/remote.php/dav/u/alice/", home_set("/remote.php/dav/calendars/alice"))
            )
        case "/remote.php/dav/calendars/alice/":
            return multistatus(
                response("/remote.php/dav/calendars/alice/", FOLDER),
                response(
                    "/remote.php/dav/calendars/alice/inbox/",
                    "<d:resourcetype><c:schedule-inbox/></d:resourcetype>",
                ),
                response("/remote.php/dav/calendars/alice/p%65rsonal", CALENDAR),
            )
    return Response("<html/>", status=405)


@pytest.mark.parametrize("place", ["/", "/index.php/apps/calendar"])
def test_the_well_known_address_leads_to_the_calendars(httpserver: HTTPServer, place: str) -> None:
    answering(httpserver, nextcloud)

    account = found(httpserver.url_for(place))

    assert account.url == httpserver.url_for("/remote.php/dav/u/alice/")
    assert [each.url for each in account.calendars] == [
        httpserver.url_for("/remote.php/dav/calendars/alice/personal/")
    ]
    assert account.calendars[0].name == "personal"


def test_an_account_may_keep_its_calendars_in_several_folders(httpserver: HTTPServer) -> None:
    def answer(request: Request) -> str:
        if request.path in ("/", discovery.WELL_KNOWN):
            return multistatus(response("/", home_set("/mine/", "/shared/")))
        return multistatus(response(f"{request.path}team/", CALENDAR))

    answering(httpserver, answer)

    assert [each.url for each in found(httpserver.url_for("/")).calendars] == [
        httpserver.url_for("/mine/team/"),
        httpserver.url_for("/shared/team/"),
    ]


def test_a_server_that_names_no_account_has_the_calendar_itself(httpserver: HTTPServer) -> None:
    answering(httpserver, lambda request: multistatus(response(request.path, CALENDAR)))
    url = httpserver.url_for("/shared/team/")

    assert [each.url for each in found(url).calendars] == [url]


def test_calendars_on_another_host_are_not_asked_with_the_password(httpserver: HTTPServer) -> None:
    answering(httpserver, lambda _: multistatus(response("/", home_set("https://evil.example/alice/"))))

    with pytest.raises(ProviderError, match="provider.elsewhere") as refused:
        found(httpserver.url_for("/"))

    assert refused.value.values == {"host": "evil.example"}


@pytest.mark.parametrize("said", [home_set("http://[broken/"), FOLDER + principal("http://[broken/")])
def test_an_address_that_makes_no_sense_is_not_understood(httpserver: HTTPServer, said: str) -> None:
    answering(httpserver, lambda _: multistatus(response("/", said)))

    with pytest.raises(ProviderError, match="provider.not_understood"):
        found(httpserver.url_for("/"))


def privileges(*names: str) -> str:
    listed = "".join(f"<d:privilege><d:{name}/></d:privilege>" for name in names)
    return f"<d:current-user-privilege-set>{listed}</d:current-user-privilege-set>"


@pytest.mark.parametrize(
    ("told", "read_only"),
    [
        ("", False),
        (privileges(), False),
        (privileges("read"), True),
        (privileges("read", "read-acl"), True),
        (privileges("read", "write"), False),
        (privileges("read", "write-content"), False),
        (privileges("all"), False),
    ],
)
def test_a_calendar_is_read_only_when_its_server_says_so(
    httpserver: HTTPServer, told: str, read_only: bool
) -> None:
    answering(httpserver, lambda _: multistatus(response("/team/", CALENDAR + told + home_set("/"))))

    assert found(httpserver.url_for("/")).calendars[0].read_only == read_only


def test_what_a_calendar_says_of_itself_is_kept(httpserver: HTTPServer) -> None:
    said = (
        "<d:displayname> Team </d:displayname><c:calendar-description>All of us</c:calendar-description>"
        "<c:calendar-timezone>BEGIN:VCALENDAR</c:calendar-timezone>"
        '<c:supported-calendar-component-set><c:comp name="VEVENT"/></c:supported-calendar-component-set>'
    )
    answering(httpserver, lambda _: multistatus(response("/team/", CALENDAR + said + home_set("/"))))

    calendar = found(httpserver.url_for("/")).calendars[0]

    assert (calendar.name, calendar.description, calendar.timezone) == (
        "Team",
        "All of us",
        "BEGIN:VCALENDAR",
    )
