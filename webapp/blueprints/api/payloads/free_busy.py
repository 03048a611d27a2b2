"""Whose busy time is asked for, and when (wire contract section 11)."""

from typing import Annotated

from pydantic import Field

from webapp.blueprints.api.payloads.base import Payload
from webapp.lib import fields
from webapp.lib.fields import Instant
from webapp.lib.text import EMAIL_AT_MOST
from webapp.services.calendars.free_busy import EMAILS_AT_MOST


class FreeBusyQuestion(Payload):
    start_time: Instant
    end_time: Instant
    emails: list[Annotated[str, fields.line(EMAIL_AT_MOST)]] = Field(min_length=1, max_length=EMAILS_AT_MOST)
