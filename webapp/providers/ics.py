"""A calendar file at an address (an ICS feed): read only, and only for its busy time.

Schools, airlines, rosters and most calendars can give such an address. It has one calendar and no account; who has the
address may read the file, so it is kept like a password. The file is always read whole.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, NoReturn

import orjson
from pydantic import BaseModel

from webapp.errors import InvalidInput, ProviderError
from webapp.lib import feeds, fields, ical, text
from webapp.lib.external import (
    Access,
    Changes,
    Connected,
    ExternalCalendar,
    ExternalEvent,
    OwnEvent,
    WantedEvent,
    Window,
    Written,
)
from webapp.lib.feeds import Feed, Version
from webapp.providers import Account
from webapp.scheduling import DAY

KIND = "ics"
SECONDS = 30.0
CALENDAR_ID = "feed"
PAGE = 500
URL = "settings.url"

# Some servers write the moment of the request into every event.
_OF_THE_REQUEST = re.compile(rb"^(?:DTSTAMP|CREATED|LAST-MODIFIED)[;:].*$", re.MULTILINE)


class Settings(BaseModel):
    """`url`: the address of the file; it is kept encrypted, and needed to connect.

    `email`: what the account is called, such as `Timetable`. Events that the owner of this address declined are free.
    """

    email: Annotated[str, fields.line(text.EMAIL_AT_MOST)]
    url: Annotated[str, fields.line(text.URL_AT_MOST)] | None = None


class Ics:
    """The provider of kind `ics`. See `ExternalProvider`."""

    settings: type[BaseModel] = Settings
    first_calendar = "Calendar"
    proves_email = False
    writes = False
    meetings: str | None = None
    tells_whole_notes = True
    changes_one_of_series = False
    named_by_hand = True

    def account(self, settings: Mapping[str, Any]) -> Account:
        """The account of this name. Raises InvalidInput."""
        given = fields.checked(Settings, settings, within="settings")
        email = text.clean(
            given.email.lower(), field="settings.email", at_most=text.EMAIL_AT_MOST, required=True
        )
        return Account(email=email, settings={"email": email})

    def connect(self, settings: Mapping[str, Any]) -> Connected:
        """Fetch the file and see whether it is a calendar. Raises InvalidInput that names what is wrong."""
        account, url = self.account(settings), _address(settings)
        try:
            calendar = _calendar(_whole(url, SECONDS), named=account.email)
        except ProviderError as problem:
            _say_what_is_wrong(problem)
        return Connected(
            email=account.email, settings=account.settings, secret={"url": url}, calendars=(calendar,)
        )

    def calendars(self, access: Access) -> Sequence[ExternalCalendar]:
        """The one calendar of the file."""
        return [_calendar(_whole(_url(access), SECONDS), named=access.email)]

    def changes(
        self, access: Access, calendar_id: str, *, cursor: str | None, window: Window
    ) -> Iterator[Changes]:
        """Everything, when anything has changed. A cursor of another address or window is none."""
        url = _url(access, calendar_id)
        known = _Cursor.read(cursor, url, window)
        feed = feeds.fetch(url, timeout=SECONDS, known=known.version if known else None)
        if feed is None:
            yield Changes(cursor=cursor)
            return
        now = _Cursor.of(feed, url, window)
        if known is not None and known.content == now.content:
            yield Changes(cursor=now.text())
            return
        events = ical.read(feed.body, window=window, owner=access.email)
        for at in range(0, len(events), PAGE) or (0,):
            is_last = at + PAGE >= len(events)
            page = tuple(events[at : at + PAGE])
            yield Changes(events=page, is_whole=True, cursor=now.text() if is_last else None)

    def events(
        self, access: Access, calendar_id: str, *, window: Window, timeout: float
    ) -> Sequence[ExternalEvent]:
        """What the file says about this window right now."""
        return ical.read(_whole(_url(access, calendar_id), timeout).body, window=window, owner=access.email)

    def has(self, access: Access, calendar_id: str, event_id: str) -> bool:
        """A file is asked for nothing alone. Raises ProviderError."""
        raise ProviderError("provider.read_only")

    def put(self, access: Access, calendar_id: str, event: WantedEvent, *, known: Written | None) -> Written:
        """Nothing can be written to a file. Raises ProviderError."""
        raise ProviderError("provider.read_only")

    def remove(self, access: Access, calendar_id: str, event: WantedEvent, *, known: Written | None) -> None:
        """Nothing can be written to a file. Raises ProviderError."""
        raise ProviderError("provider.read_only")

    def enter(self, access: Access, calendar_id: str, event: OwnEvent) -> Written:
        """A calendar at an address cannot be written to."""
        raise ProviderError("provider.read_only")

    def change(
        self, access: Access, calendar_id: str, event_id: str, event: OwnEvent, *, etag: str | None
    ) -> Written:
        """It cannot be written to."""
        raise ProviderError("provider.read_only")

    def delete(self, access: Access, calendar_id: str, event_id: str, *, etag: str | None) -> None:
        """It cannot be written to."""
        raise ProviderError("provider.read_only")

    def link(self, access: Access, calendar_id: str, event_id: str) -> str | None:
        """A file has no meetings of ours. Raises ProviderError."""
        raise ProviderError("provider.no_meeting")


class _Cursor:
    """What was read last. `place`: of which address and window; `content`: of what was in it."""

    def __init__(self, place: str, content: str, version: Version) -> None:
        self.place, self.content, self.version = place, content, version

    @classmethod
    def of(cls, feed: Feed, url: str, window: Window) -> "_Cursor":
        content = hashlib.sha256(_OF_THE_REQUEST.sub(b"", feed.body)).hexdigest()
        return cls(_place(url, window), content, feed.version)

    @classmethod
    def read(cls, cursor: str | None, url: str, window: Window) -> "_Cursor | None":
        try:
            place, content, etag, modified = orjson.loads(cursor or "null")
        except (TypeError, ValueError):
            return None
        known = cls(place, content, Version(etag=etag, modified=modified))
        return known if place == _place(url, window) else None

    def text(self) -> str:
        return orjson.dumps([self.place, self.content, self.version.etag, self.version.modified]).decode()


def _place(url: str, window: Window) -> str:
    said = f"{url}\n{window.since // DAY}\n{window.until // DAY}\n{window.timezone}"
    return hashlib.sha256(said.encode()).hexdigest()


def _address(settings: Mapping[str, Any]) -> str:
    """The address that somebody gave. `webcal` is what calendars call https. Raises InvalidInput."""
    given = fields.checked(Settings, settings, within="settings").url or ""
    if not given:
        raise InvalidInput("value.missing", field=URL)
    scheme, separator, rest = given.partition("://")
    if scheme.lower() in ("webcal", "webcals"):
        given = f"https{separator}{rest}"
    return text.web_address(given, field=URL)


def _url(access: Access, calendar_id: str = CALENDAR_ID) -> str:
    url = access.secret.get("url")
    if not isinstance(url, str):
        raise ProviderError("provider.refused")
    if calendar_id != CALENDAR_ID:
        raise ProviderError("provider.gone")
    return url


def _whole(url: str, timeout: float) -> Feed:
    feed = feeds.fetch(url, timeout=timeout)
    if feed is None:  # nothing is known, so that nothing can be unchanged
        raise ProviderError("provider.failed", status=304)
    return feed


def _calendar(feed: Feed, *, named: str) -> ExternalCalendar:
    about = ical.about(feed.body)
    return ExternalCalendar(
        id=CALENDAR_ID,
        name=about.name or named,
        timezone=about.timezone,
        description=about.description,
        is_primary=True,
        read_only=True,
    )


def _say_what_is_wrong(problem: ProviderError) -> NoReturn:
    match problem.code:
        case "provider.refused":
            raise InvalidInput("ics.asks_for_password", field=URL) from problem
        case "provider.gone":
            raise InvalidInput("ics.nothing_there", field=URL) from problem
        case "provider.no_calendar" | "provider.unreadable" | "provider.not_understood":
            raise InvalidInput("ics.no_calendar", field=URL) from problem
        case "provider.too_large":
            raise InvalidInput("ics.too_large", field=URL) from problem
        case "provider.private_address":
            raise InvalidInput("ics.private_address", field=URL) from problem
        case "provider.certificate":
            raise InvalidInput("ics.certificate", field=URL) from problem
        case "provider.unknown_host":
            raise InvalidInput("ics.unknown_host", field=URL) from problem
        case "provider.downgraded":
            raise InvalidInput("ics.downgraded", field=URL) from problem
    raise problem


PROVIDER = Ics()
