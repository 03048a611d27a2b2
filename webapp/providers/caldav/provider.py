"""The provider of kind `caldav`, on which other kinds stand that are asked in the same way."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import Annotated, Any

from pydantic import BaseModel

from webapp.errors import InvalidInput, ProviderError
from webapp.lib import fields, ical, text
from webapp.lib.caldav import addresses, client, discovery, resources
from webapp.lib.caldav.client import Client, Login
from webapp.lib.caldav.collection import Resource
from webapp.lib.caldav.resources import Wanted
from webapp.lib.deadline import Deadline
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
from webapp.providers import Account
from webapp.providers.caldav import connecting, entering, presets, reading

SECONDS = 30.0  # for a list, or a write, with all that it takes
# A server that has just been given thousands of events takes its time to sort them. Three requests go before the first
# page, and whoever reads it waits for a page for five minutes.
PART_SECONDS = 90.0
READING_SECONDS = 600.0  # for the whole of a calendar
USERNAME_AT_MOST = 254
PASSWORD_AT_MOST = 1000


class Settings(BaseModel):
    """`url`: the server, or any place on it; without one it is found by the domain of `email`.

    `username`: the same as `email` if it is left out. `email`: needed where the user name is no address. `password`:
    kept encrypted, and needed to connect.
    """

    url: Annotated[str, fields.line(text.URL_AT_MOST)] | None = None
    email: Annotated[str, fields.line(text.EMAIL_AT_MOST)] | None = None
    username: Annotated[str, fields.line(USERNAME_AT_MOST)] | None = None
    password: Annotated[str, fields.line(PASSWORD_AT_MOST)] | None = None


class CalDav:
    """Asks CalDAV servers. See `ExternalProvider`."""

    settings: type[BaseModel] = Settings
    first_calendar = "Calendar"
    proves_email = False
    writes = True
    meetings: str | None = None
    tells_whole_notes = True
    changes_one_of_series = False
    named_by_hand = False

    def account(self, settings: Mapping[str, Any]) -> Account:
        """The account that these settings name. Raises InvalidInput."""
        given = fields.checked(Settings, settings, within="settings")
        username = given.username or given.email or ""
        email = given.email or (username if "@" in username else "")
        if not email:
            raise InvalidInput("value.missing", field="settings.email")
        email = text.email(email, field="settings.email").lower()
        url = self._address(given.url, domain=email.rpartition("@")[2])
        return Account(email=email, settings={"url": url, "email": email, "username": username or email})

    def connect(self, settings: Mapping[str, Any]) -> Connected:
        """Sign in and list the calendars. Raises InvalidInput that names what is wrong, ProviderError."""
        account, password = self.account(settings), connecting.password_in(settings)
        login, domain = _login(account.settings, password), account.email.rpartition("@")[2]
        if settings.get("url"):
            found = connecting.found(login, field="settings.url")
        else:
            found = connecting.found_by_domain(login, domain, field="settings.email")
        return Connected(
            email=account.email,
            settings={**account.settings, "url": found.url},
            secret={"password": password},
            calendars=tuple(map(_calendar, found.calendars)),
        )

    def calendars(self, access: Access) -> Sequence[ExternalCalendar]:
        """Every calendar of the account that takes events."""
        with _signed_in(access, SECONDS) as asking:
            return [_calendar(each) for each in discovery.calendars(asking, access.settings["url"])]

    def changes(
        self, access: Access, calendar_id: str, *, cursor: str | None, window: Window
    ) -> Iterator[Changes]:
        """See `ExternalProvider`."""
        reads = reading.everything if cursor is None else partial(reading.since, cursor=cursor)
        with Deadline(READING_SECONDS) as whole, _signed_in(access, PART_SECONDS, each=True) as asking:
            for page in reads(asking, calendar_id, window=window, owner=access.email):
                if whole.has_passed:
                    raise ProviderError("provider.too_slow")
                yield page

    def events(
        self, access: Access, calendar_id: str, *, window: Window, timeout: float
    ) -> Sequence[ExternalEvent]:
        """What the calendar has in this window right now. One request, as long as the answer is whole."""
        with _signed_in(access, timeout) as asking:
            return reading.in_window(asking, calendar_id, window=window, owner=access.email)

    def has(self, access: Access, calendar_id: str, event_id: str) -> bool:
        """Whether the calendar has an event of this name, asked by its name alone."""
        with _signed_in(access, SECONDS) as asking:
            return resources.is_there(asking, calendar_id, event_id)

    def put(self, access: Access, calendar_id: str, event: WantedEvent, *, known: Written | None) -> Written:
        """Make the event stand like this. Raises ProviderError `provider.conflict` when its place is taken."""
        entry = ical.write(event, stamp=event.decided_at)
        with _signed_in(access, SECONDS) as asking:
            put = resources.put(asking, calendar_id, _wanted(event), entry, known=_resource(known))
        return Written(id=put.path, etag=put.etag)

    def remove(self, access: Access, calendar_id: str, event: WantedEvent, *, known: Written | None) -> None:
        """Make the event be gone."""
        with _signed_in(access, SECONDS) as asking:
            resources.remove(asking, calendar_id, _wanted(event), known=_resource(known))

    def enter(self, access: Access, calendar_id: str, event: OwnEvent) -> Written:
        """Enter a new event of the calendar's owner."""
        with _signed_in(access, SECONDS) as asking:
            return entering.enter(asking, calendar_id, event)

    def change(
        self, access: Access, calendar_id: str, event_id: str, event: OwnEvent, *, etag: str | None
    ) -> Written:
        """Change what the event says, unless it is another one by now."""
        with _signed_in(access, SECONDS) as asking:
            return entering.change(asking, calendar_id, event_id, event, etag=etag)

    def delete(self, access: Access, calendar_id: str, event_id: str, *, etag: str | None) -> None:
        """Delete the event, unless it is another one by now."""
        with _signed_in(access, SECONDS) as asking:
            entering.delete(asking, calendar_id, event_id, etag=etag)

    def link(self, access: Access, calendar_id: str, event_id: str) -> str | None:
        """A CalDAV server makes no meetings."""
        raise ProviderError("provider.no_meeting")

    def _address(self, given: str | None, *, domain: str) -> str:
        """The server that somebody named, or the one of their e-mail's domain. Raises InvalidInput."""
        if not given:
            preset = presets.of_domain(domain)
            return (preset and preset.url) or f"https://{domain}/"
        url = text.web_address(given if "://" in given else f"https://{given}", field="settings.url")
        try:
            return addresses.normal(url)
        except ValueError as problem:  # a port beyond all ports
            raise InvalidInput("web_address.invalid", field="settings.url") from problem


def _login(settings: Mapping[str, Any], password: str) -> Login:
    url = settings["url"]
    families = presets.families_of(addresses.host(url))
    return Login(home=url, username=settings["username"], password=password, families=families)


def _signed_in(access: Access, timeout: float, *, each: bool = False) -> AbstractContextManager[Client]:
    password = access.secret.get("password")
    if not isinstance(password, str):
        raise ProviderError("provider.refused")
    return client.signed_in(_login(access.settings, password), timeout=timeout, each=each)


def _calendar(listed: discovery.Listed) -> ExternalCalendar:
    return ExternalCalendar(
        id=listed.url,
        name=listed.name,
        timezone=reading.zone_of(listed.timezone),
        description=listed.description,
        read_only=listed.read_only,
    )


def _wanted(event: WantedEvent) -> Wanted:
    return Wanted(uid=event.uid, is_ours=lambda found: reading.is_event(found, event.uid))


def _resource(known: Written | None) -> Resource | None:
    return None if known is None else Resource(path=known.id, etag=known.etag)
