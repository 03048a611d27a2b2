"""The organizer's pages: signed in, except for the sign-in itself (`access.py`)."""

from flask import Blueprint

blueprint = Blueprint("dashboard", __name__)

from webapp.blueprints.dashboard import (  # noqa: E402  # views register on the blueprint above
    access,
    bookings,
    cancellations,
    configurations,
    decisions,
    deliveries,
    expired_forms,
    explanations,
    previews,
    sign_ins,
)

__all__ = [
    "access",
    "blueprint",
    "bookings",
    "cancellations",
    "configurations",
    "decisions",
    "deliveries",
    "expired_forms",
    "explanations",
    "previews",
    "sign_ins",
]
