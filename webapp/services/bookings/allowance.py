"""What guests have done so far, counted in the transaction of the booking and judged by `limits.py`.

A refusal rolls everything back, so what was refused was not counted, and a mail that was promised is never dropped for
a limit. Bookings and changes are counted from their rows, under the locks of the page and the booking. Mails and new
addresses are counted in `rate_limit`: those rows are locked last, in the order of their keys, until the commit.

`source` is who asks, as `webapp/request_source.py` says; None is never counted. Cancelling counts its mails, so that
booking and cancelling in turn ends, and is never refused.
"""

from collections.abc import Collection

from flask import current_app
from sqlalchemy import ColumnElement, and_, case, false, func, or_, select
from sqlalchemy.orm import Session

from config import Limits
from webapp.lib import signature
from webapp.lib.addresses import identity
from webapp.models import CANCELLED, Booking, BookingChange, Configuration
from webapp.rate_limits import count
from webapp.services.bookings import limits as judged
from webapp.services.bookings.commands import ORGANIZER
from webapp.services.bookings.limits import Live

HOUR = 3600
KEY = "key:"


def guest_digest(email: str) -> str:
    """The digest of whoever has this address, however it is spelled."""
    return signature.digest(identity(email))


def visitor_digest(source: str | None) -> str | None:
    """The digest of a visitor's network, which cannot be reversed without `SECRET_KEY`. None for a program's key."""
    if source is None or source.startswith(KEY):
        return None
    return signature.sign(source.encode(), secret=str(current_app.config["SECRET_KEY"]))


def check_bookings(
    session: Session, configuration: Configuration, *, email: str, source: str | None, now: int
) -> None:
    """Raise TooMany when this guest, or this visitor, has as many live bookings on the page as may be."""
    limits = _limits()
    if limits is None or source is None:
        return
    of_address = Booking.guest_digest == guest_digest(email)
    visitor = visitor_digest(source)
    of_visitor = false() if visitor is None else Booking.visitor_digest == visitor
    live = [Booking.configuration_id == configuration.id, Booking.status != CANCELLED, Booking.ends_at > now]
    columns = [*_number_and_first_end(of_address), *_number_and_first_end(of_visitor)]
    found = session.execute(select(*columns).where(*live, or_(of_address, of_visitor))).one()
    judged.check_bookings(
        of_address=Live(number=found[0], first_ends_at=found[1]),
        of_visitor=Live(number=found[2], first_ends_at=found[3]),
        limits=limits,
        now=now,
    )


def check_changes(session: Session, booking: Booking, *, source: str | None) -> None:
    """Raise TooMany when guests have changed a booking as often as may be."""
    limits = _limits()
    if limits is None or source is None:
        return
    by_guests = and_(BookingChange.kind.in_(("rescheduled", "updated")), BookingChange.actor != ORGANIZER)
    changes = select(func.count()).where(BookingChange.booking_id == booking.id, by_guests)
    judged.check_changes(session.scalar(changes) or 0, limits=limits)


def count_named(
    session: Session,
    booking: Booking,
    mailed: Collection[str],
    *,
    named: Collection[str],
    source: str | None,
    now: int,
) -> None:
    """Count the mails of a guest's booking or change, and whom it names. Raise TooMany when they are too many.

    `mailed`: the recipients of its mails. `named`: the addresses that the booking did not name before. They are counted
    at once, even if their mails wait for the organizer's yes; where a page sends no mails they are not counted.
    """
    limits = _limits()
    if limits is None or source is None or not mailed:
        return
    _count_addresses(session, named, limits, source=source, now=now)
    mails = count(session, _mails(booking, mailed), seconds=HOUR, now=now)
    judged.check_mails(mails.values(), limits=limits, now=now)


def note_mails(session: Session, booking: Booking, mailed: Collection[str], *, now: int) -> None:
    """Count the mails of a guest's cancelling, which is never refused."""
    if _limits() is not None:
        count(session, _mails(booking, mailed), seconds=HOUR, now=now)


def _count_addresses(
    session: Session, named: Collection[str], limits: Limits, *, source: str, now: int
) -> None:
    whose = signature.digest(source)
    each = {f"address:{whose}:{guest_digest(email)}": 1 for email in named}
    new = sum(address.hits == 1 for address in count(session, each, seconds=HOUR, now=now).values())
    if not new:
        return
    all_of_them = f"addresses:{whose}"
    at_most = limits.addresses_per_key if source.startswith(KEY) else limits.addresses_per_visitor
    counted = count(session, {all_of_them: new}, seconds=HOUR, now=now)
    judged.check_addresses(counted[all_of_them], at_most=at_most, now=now)


def _mails(booking: Booking, mailed: Collection[str]) -> dict[str, int]:
    # Hosts are not counted: the page is theirs, and they want its mails.
    hosts = {guest_digest(email) for email in booking.participants}
    recipients = [digest for email in mailed if (digest := guest_digest(email)) not in hosts]
    return {f"mails:{digest}": recipients.count(digest) for digest in recipients}


def _number_and_first_end(which: ColumnElement[bool]) -> tuple[ColumnElement[int], ColumnElement[int]]:
    ends_at = case((which, Booking.ends_at))
    return func.count(ends_at), func.min(ends_at)


def _limits() -> Limits | None:
    config = current_app.config
    limits: Limits = config["OPENSLOT_LIMITS"]
    return limits if config["RATELIMIT_ENABLED"] else None
