"""A booking, and the append-only list of what happened to it."""

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.lib.meeting_links import without_links
from webapp.models.configuration import Configuration
from webapp.models.types import Document, Id, Instant, Model, Number, Rows

PENDING, BOOKED, CANCELLED = "pending", "booked", "cancelled"
# Ways to be cancelled, beside CANCELLED itself.
DECLINED, WITHDRAWN, EXPIRED = "declined", "withdrawn", "expired"
OVER = "over"  # what time makes of a booking
# What an iCalendar file says of a booking.
ICS_STATUS = {BOOKED: "CONFIRMED", PENDING: "TENTATIVE", CANCELLED: "CANCELLED"}


class Booking(Model):
    """A booked or requested slot of a guest.

    `participants` are the e-mail addresses that take part. In a round robin, `assigned_email` is the participant whose
    turn it was, and `round_robin_group` names the group whose bookings decide the turns. `wall_start` is the start on a
    clock in `organizer_timezone`: a later change of the zone's rules can be found by it.
    `ical_uid` never changes, because calendars know the booking by it. Everybody who is invited reads it, so it is no
    part of `id`, which opens the booking. The oldest bookings have a UID that begins with their id.
    `ending` is how it was cancelled: `declined`, `withdrawn`, `expired` or `cancelled`; None while it is live.
    The salts are the last part of the two references (wire contract section 4).
    `grant_id` is the page's, which never changes.
    `guest_digest` is the digest of the guest's address, the same for all its spellings. `visitor_digest` stands for the
    network that the guest came from; None for a program's or an organizer's booking. The oldest bookings have neither.
    `meeting`: `{provider, url, meeting_code, password, pin, phone}` of where it takes place online; None for a booking
    without. `url` is None until the provider of the organizer's calendar has made the meeting; then there is also
    `awaited_until`, once it was asked for, and `is_missing`, when none will come.
    `room` is the room of its own that its links lead to, where the page has places for one.
    `note` is the organizer's own: no guest, mail or webhook has it. `no_show_at`: when the guest was marked as missing.
    `form_digest` is the digest of the form it was made with, when that had a token: no form makes two bookings.
    """

    __tablename__ = "booking"
    __table_args__ = (
        Index("ix_booking_limits", "configuration_id", "starts_at"),
        Index("ix_booking_turns", "round_robin_group", "starts_at"),
        CheckConstraint("starts_at < ends_at", name="starts_before_end"),
        UniqueConstraint("configuration_id", "form_digest"),
        Index("ix_booking_of_guest", "guest_digest", "configuration_id"),
        Index("ix_booking_of_visitor", "visitor_digest", "configuration_id"),
    )

    id: Mapped[Id]
    configuration_id: Mapped[str] = mapped_column(ForeignKey("configuration.id"))
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.id"))
    status: Mapped[str] = mapped_column(String(16))
    starts_at: Mapped[Instant] = mapped_column(index=True)
    ends_at: Mapped[Instant]
    wall_start: Mapped[str] = mapped_column(String(16))
    organizer_timezone: Mapped[str] = mapped_column(String(64))
    organizer_name: Mapped[str] = mapped_column(String(200))
    organizer_email: Mapped[str] = mapped_column(String(254))
    guest_name: Mapped[str] = mapped_column(String(200))
    guest_email: Mapped[str] = mapped_column(String(254))
    guest_timezone: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(5))
    participants: Mapped[Rows]
    round_robin_group: Mapped[str | None] = mapped_column(String(300))
    assigned_email: Mapped[str | None] = mapped_column(String(254))
    additional_guests: Mapped[Rows]
    additional_fields: Mapped[Document]
    title: Mapped[str] = mapped_column(String(1024))
    description: Mapped[str | None] = mapped_column(Text)
    location: Mapped[str | None] = mapped_column(Text)
    meeting: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    room: Mapped[str | None] = mapped_column(String(32))
    event_id: Mapped[str] = mapped_column(String(36))
    ical_uid: Mapped[str] = mapped_column(String(255), index=True)
    sequence: Mapped[int] = mapped_column(default=0)
    guest_salt: Mapped[str] = mapped_column(String(32))
    organizer_salt: Mapped[str] = mapped_column(String(32))
    cancellation_reason: Mapped[str | None] = mapped_column(Text)
    ending: Mapped[str | None] = mapped_column(String(16))
    guest_digest: Mapped[str | None] = mapped_column(String(64))
    visitor_digest: Mapped[str | None] = mapped_column(String(64))
    form_digest: Mapped[str | None] = mapped_column(String(64))
    note: Mapped[str | None] = mapped_column(Text)
    no_show_at: Mapped[Instant | None]
    created_at: Mapped[Instant]
    updated_at: Mapped[Instant]

    configuration: Mapped[Configuration] = relationship()

    @property
    def guests(self) -> list[dict[str, str]]:
        """`{name, email}` of the guest, who comes first, and of each additional guest."""
        return [{"name": self.guest_name, "email": self.guest_email}, *self.additional_guests]

    @property
    def guest_addresses(self) -> list[str]:
        """The addresses that the guest named: their own, and those of the additional guests."""
        return [guest["email"] for guest in self.guests]

    @property
    def is_live(self) -> bool:
        return self.status != CANCELLED

    @property
    def location_now(self) -> str | None:
        """Its location as guests may know it: links are for those who are booked, and for as long as they are."""
        if self.status == BOOKED or not self.location:
            return self.location
        return without_links(self.location) or None

    @property
    def meeting_now(self) -> dict[str, Any] | None:
        """Its meeting online as guests may know it."""
        return self.meeting if self.status == BOOKED else None

    @property
    def wants_link(self) -> bool:
        """Whether the provider of the organizer's calendar makes its meeting."""
        return bool(self.meeting_now and self.meeting_now.get("awaited_until"))

    @property
    def link_awaited_until(self) -> int | None:
        """Until when mails wait for the link to its meeting. None when there is no link to come."""
        if not self.meeting_now or self.meeting_now["url"] or self.meeting_now.get("is_missing"):
            return None
        return self.meeting_now.get("awaited_until")

    @property
    def place(self) -> str | None:
        """Where it takes place, in one text: the location, or else the address of the meeting online."""
        return self.location_now or (self.meeting_now["url"] if self.meeting_now else None)

    def is_within_notice(self, minutes: int, *, now: int) -> bool:
        """Whether it is too late for its guest to move or cancel it: it is booked, and begins in less than that."""
        return self.status == BOOKED and now > self.starts_at - minutes * 60

    def standing(self, *, now: int) -> str:
        """How it stands for people at an instant: `pending`, `booked`, `declined`, `withdrawn`, `cancelled`; `expired`
        for a request that nobody answered in time, `over` for a booking that took place."""
        if not self.is_live:
            return self.ending or CANCELLED
        if self.status == PENDING:
            return PENDING if self.starts_at > now else EXPIRED
        return self.status if self.ends_at > now else OVER


class BookingHost(Model):
    """Whose dashboard lists a booking: the grant of its page, and those of all who host it.

    Status, times and guest repeat the booking's, so that a list reads one index, in its order. `guest`: the beginning
    of the name in small letters.
    """

    __tablename__ = "booking_host"
    __table_args__ = (
        # `ends_at` comes last, so that counting reads the index alone.
        Index("ix_booking_host_list", "grant_id", "status", "starts_at", "booking_id", "ends_at"),
        Index("ix_booking_host_booked", "grant_id", "status", "booked_at", "booking_id"),
        Index("ix_booking_host_guest", "grant_id", "status", "guest", "booking_id"),
    )

    booking_id: Mapped[str] = mapped_column(ForeignKey("booking.id"), primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.id", ondelete="CASCADE"), primary_key=True)
    status: Mapped[str] = mapped_column(String(16))
    starts_at: Mapped[Instant]
    ends_at: Mapped[Instant]
    booked_at: Mapped[Instant]
    guest: Mapped[str] = mapped_column(String(40))


class BookingChange(Model):
    """One step of a booking: append only. `kind`: requested, booked, confirmed, declined, rescheduled, updated,
    cancelled, expired; no_show, no_show_undone; move_refused, deletion_refused: of what the organizer did to its entry
    in a calendar elsewhere; linked, link_missing: of the meeting that a provider was asked for.
    """

    __tablename__ = "booking_change"

    id: Mapped[Number]
    booking_id: Mapped[str] = mapped_column(ForeignKey("booking.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    from_status: Mapped[str | None] = mapped_column(String(16))
    to_status: Mapped[str] = mapped_column(String(16))
    from_starts_at: Mapped[Instant | None]
    to_starts_at: Mapped[Instant]
    actor: Mapped[str] = mapped_column(String(16))
    door: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(Text)
    changed_at: Mapped[Instant]
