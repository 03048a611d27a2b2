"""Apple's iCloud: CalDAV at an address that is the same for everybody, with an app-specific password."""

from typing import Annotated

from pydantic import BaseModel

from webapp.lib import fields, text
from webapp.lib.caldav import addresses
from webapp.providers.caldav.presets import ICLOUD, ICLOUD_URL
from webapp.providers.caldav.provider import PASSWORD_AT_MOST, USERNAME_AT_MOST, CalDav

KIND = "icloud"


class Settings(BaseModel):
    """`username`: the e-mail address of the Apple account. `password`: an app-specific one, kept encrypted.

    `email`: needed only where another address is to be shown.
    """

    username: Annotated[str, fields.line(USERNAME_AT_MOST)] | None = None
    email: Annotated[str, fields.line(text.EMAIL_AT_MOST)] | None = None
    password: Annotated[str, fields.line(PASSWORD_AT_MOST)] | None = None


class ICloud(CalDav):
    """The provider of kind `icloud`."""

    settings = Settings

    def _address(self, given: str | None, *, domain: str) -> str:
        """Where iCloud has led us before, and its own address at first. No other server is asked."""
        is_its_own = given is not None and addresses.is_trusted(
            given, home=ICLOUD_URL, families=ICLOUD.families
        )
        return addresses.normal(given) if given is not None and is_its_own else ICLOUD_URL


PROVIDER = ICloud()
