"""Flask-Mail's message, corrected where mail servers and mail programs are strict.

Flask-Mail does not break long lines, and a server refuses more than 998 bytes. It writes `text/calendar` without the
method, so that no mail program offers to accept the invitation. And it looks up the name of this machine for each
Message-ID, which takes five seconds a mail where no name server answers.
"""

from email.charset import BASE64, QP, Charset
from email.mime.base import MIMEBase
from email.mime.text import MIMEText
from email.policy import SMTP
from typing import Any

import flask_mail
from flask_mail import Attachment, BadHeaderError, Message

CALENDAR = "calendar"

# Our own Message-ID replaces the one that Flask-Mail makes, so the look-up can be left out.
flask_mail.make_msgid = lambda idstring=None, domain=None: ""


class Mail(Message):
    """A mail as plain text and HTML. With `ics` it has the invitation twice: to be answered, and as a file to save."""

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
        # Folding the headers again would decode a long name. A comma or <...> in it would then add recipients.
        message.policy = SMTP.clone(refold_source="none")
        return message
