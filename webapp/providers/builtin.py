"""Our own calendars. They are rows in the database, so no other server is involved.

The contract calls this kind `virtual-calendar`: an account for anything that has no calendar elsewhere, such as a
room or a desk (wire contract section 11).
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel

from webapp.lib import fields, text
from webapp.providers import Account

KIND = "virtual-calendar"


class Settings(BaseModel):
    """`email` may be any text: it is the account's name, and no mail is sent to it."""

    email: Annotated[str, fields.line(text.EMAIL_AT_MOST)]


class BuiltIn:
    """The provider of kind `virtual-calendar`."""

    settings = Settings
    first_calendar = "Calendar"
    proves_email = True  # only programs and commands make them

    def account(self, settings: Mapping[str, Any]) -> Account:
        """The account of this name. Raises InvalidInput."""
        given = fields.checked(Settings, settings, within="settings")
        # Some letters become two in lower case, so the length is checked again.
        email = text.clean(
            given.email.lower(), field="settings.email", at_most=text.EMAIL_AT_MOST, required=True
        )
        return Account(email=email, settings={"email": email})


PROVIDER = BuiltIn()
