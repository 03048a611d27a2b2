"""What only a CalDAV server does with the events of its owner: it keeps files, of which we change a part."""

import pytest

from tests.caldav_answers import event
from tests.caldav_servers import CalDavServer
from tests.providers.contract import NOON, TEN
from webapp.errors import ProviderError
from webapp.lib.external import Access, OwnEvent
from webapp.providers.caldav import PROVIDER

MOVED = OwnEvent(id="", span=(TEN, NOON))


def test_what_another_program_keeps_in_a_file_stays(
    caldav_server: CalDavServer, access: Access, calendar: str
) -> None:
    caldav_server.write(f"{calendar}u1.ics", event(extra="X-COLOR:green\r\n"))
    path = calendar.removeprefix(caldav_server.home.partition("/alice")[0])

    PROVIDER.change(access, calendar, path + "u1.ics", MOVED, etag=None)

    text = caldav_server.read(f"{calendar}u1.ics")
    assert "X-COLOR:green" in text
    assert "DTSTART:20270104T100000Z" in text


def test_a_series_is_left_as_it_is(caldav_server: CalDavServer, access: Access, calendar: str) -> None:
    series = event(extra="RRULE:FREQ=DAILY;COUNT=2\r\n")
    caldav_server.write(f"{calendar}u1.ics", series)
    path = calendar.removeprefix(caldav_server.home.partition("/alice")[0])

    with pytest.raises(ProviderError, match="provider.series_there"):
        PROVIDER.change(access, calendar, path + "u1.ics", MOVED, etag=None)
    assert "DTSTART:20270104T090000Z" in caldav_server.read(f"{calendar}u1.ics")
