"""Flask-Mail's message, mended where mail programs are strict.

Flask-Mail leaves lines as long as they come (a server refuses more than 998 bytes), says `text/calendar`
without the method (so no program offers to accept), and names its messages after localhost, for which it asks
the name server: five seconds a mail where none answers.
"""

from email.charset import BASE64, QP, Charset
from email.mime.base import MIMEBase
from email.mime.text import MIMEText
from email.policy import SMTP
from typing import Any

import flask_mail
from flask_mail import Attachment, BadHeaderError, Message

CALENDAR = "calendar"

# The id it mints is replaced by ours below; this spares the look-up of our own name.
flask_mail.make_msgid = lambda idstring=None, domain=None: ""


class Mail(Message):
    """A text in two forms, with an invitation when `ics` is given: once to be acted on, once to be saved."""

    def __init__(
        self, *, message_id: str, method: str | None = None, ics: bytes | None = None, **fields: Any
    ) -> None:
        super().__init__(extra_headers={"Auto-Submitted": "auto-generated"}, **fields)
        self.msgId = message_id
        self.method = method
        if ics is not None:
            self.alts[CALENDAR] = ics.decode()
            self.attachments.append(Attachment("invite.ics", "application/ics", ics))
        if self.has_bad_headers():
            raise BadHeaderError("a line break in a header")

    def _mimetext(self, text: str | None, subtype: str = "plain") -> MIMEText:
        charset = Charset("utf-8")
        charset.body_encoding = BASE64 if subtype == CALENDAR else QP
        part = MIMEText(text or "", subtype, charset)  # type: ignore[arg-type]  # takes a Charset as well
        if subtype == CALENDAR:
            part.set_param("method", str(self.method))
        return part

    def _message(self) -> MIMEBase:
        message: MIMEBase = super()._message()
        # Folding again would decode a long encoded name, and a comma or <...> in it would add recipients.
        message.policy = SMTP.clone(refold_source="none")
        return message
