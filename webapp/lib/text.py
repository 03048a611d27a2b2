"""Check text that comes from outside: it is cleaned, or refused with the field's path."""

import re
import unicodedata
from datetime import date
from urllib.parse import SplitResult, quote, urlsplit

import idna
from email_validator import EmailNotValidError, validate_email

from webapp.errors import InvalidInput
from webapp.lib.invisible import without_invisible
from webapp.scheduling import day_of, zones

EMAIL_AT_MOST = 254
NAME_AT_MOST = 200
URL_AT_MOST = 2000
# Composing makes a text at most so many times shorter; spaces around it and CRLF fit in as well.
RAW_TIMES = 4
MARKS_AT_MOST = 30  # on one letter: the Stream-Safe Text Format of UAX #15
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_BREAKS = re.compile(r"\r\n?|\u2028|\u2029")


def clean(value: str, *, field: str, at_most: int, lines: bool = False, required: bool = False) -> str:
    """NFC text without control characters and deceiving invisible ones, trimmed. `lines` allows line breaks and tabs.

    Raises InvalidInput when it is longer than `at_most` characters, holds a control character or more than 30 marks on
    one letter, or is empty although required.
    """
    text = without_invisible(_composed(value, field=field, at_most=at_most)).strip()
    if lines:
        text = _BREAKS.sub("\n", text)
    if any(is_control(character) and not (lines and character in "\t\n") for character in text):
        raise InvalidInput("text.control_characters", field=field)
    if len(text) > at_most:
        raise InvalidInput("text.too_long", field=field, at_most=at_most)
    if required and not text:
        raise InvalidInput("value.missing", field=field)
    return text


def kept(words: str, at_most: int) -> str:
    """What is stored of a text that nobody here can put right: a database takes no NUL and no half of a character."""
    if not words.isascii():
        words = words.encode("utf-8", "replace").decode()
    return words.replace("\0", "")[:at_most]


def email(value: str, *, field: str) -> str:
    """An address that can stand in a mail's header. It stays as typed, but its domain becomes lower case.

    Raises InvalidInput for anything else, and for letters beyond ASCII before the @.
    """
    text = clean(value, field=field, at_most=EMAIL_AT_MOST, required=True)
    try:
        # We send mails without SMTPUTF8. With an address that needs it, neither guest nor organizer would get a mail.
        return validate_email(
            text, check_deliverability=False, allow_smtputf8=False, test_environment=True
        ).normalized
    except EmailNotValidError as problem:
        raise InvalidInput("email.invalid", field=field) from problem


def zone(value: str, *, field: str) -> str:
    """The name of a time zone, as the IANA lists it."""
    if value not in zones():
        raise InvalidInput("timezone.unknown", field=field)
    return value


def web_address(value: str, *, field: str) -> str:
    """An absolute http or https address without a user name in it, in ASCII as headers need it.

    The host is written by IDNA (RFC 5891, with the mapping of UTS 46), all else in percent signs.
    """
    text = clean(value, field=field, at_most=URL_AT_MOST)
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
        text = text if text.isascii() else _in_ascii(parts)
    except ValueError:  # idna's errors as well
        usable = False
    if not usable or " " in text:
        raise InvalidInput("web_address.invalid", field=field)
    if len(text) > URL_AT_MOST:
        raise InvalidInput("text.too_long", field=field, at_most=URL_AT_MOST)
    return text


def _in_ascii(parts: SplitResult) -> str:
    if not parts.netloc.isascii():
        host = idna.encode(parts.hostname or "", uts46=True).decode()
        parts = parts._replace(netloc=host if parts.port is None else f"{host}:{parts.port}")
    return _BEYOND_ASCII.sub(lambda found: quote(found[0]), parts.geturl())


def date_of(value: str) -> date | None:
    """The day that `2027-03-14` names, or None: a text in any other form, or no day of the calendar."""
    try:
        day_of(value)
    except ValueError:
        return None
    return date.fromisoformat(value)


def is_control(character: str) -> bool:
    """Whether this is a control character: Unicode's categories Cc and Cs, and the two separators Zl and Zp."""
    return unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")


def _composed(value: str, *, field: str, at_most: int) -> str:
    # Composing sorts the marks of each letter, which takes the square of their number. So both are counted first.
    if len(value) > RAW_TIMES * at_most:
        raise InvalidInput("text.too_long", field=field, at_most=at_most)
    if _most_marks(value) > MARKS_AT_MOST:
        raise InvalidInput("text.too_many_marks", field=field, at_most=MARKS_AT_MOST)
    return unicodedata.normalize("NFC", value)


def _most_marks(value: str) -> int:
    """The largest number of marks that one letter has."""
    if value.isascii():
        return 0
    most = marks = 0
    for character in value:
        marks = marks + 1 if unicodedata.combining(character) else 0
        most = max(most, marks)
    return most
