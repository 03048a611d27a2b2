"""The organizer's pages: signed in, except for the sign-in itself (`access.py`)."""

from flask import Flask

from webapp.blueprints.dashboard import (
    absences,
    access,
    administrator_acts,
    api_keys,
    authorizations,
    blocks,
    booking_details,
    booking_feeds,
    booking_lists,
    booking_numbers,
    bookings,
    calendar_consents,
    calendar_views,
    calendars,
    cancellations,
    components,
    configurations,
    counted_calendars,
    decisions,
    deliveries,
    editors,
    events,
    expired_forms,
    explanations,
    first_steps,
    forgotten_passwords,
    guest_bookings,
    invitations,
    joining,
    mail,
    messages,
    moves,
    pages,
    passwords,
    people,
    person_accounts,
    previews,
    profiles,
    second_factors,
    setups,
    sign_in_codes,
    sign_ins,
    too_many,
    webhook_deliveries,
    webhooks,
    working_hours,
)
from webapp.blueprints.dashboard.blueprint import blueprint


def register(app: Flask) -> None:
    """Add the dashboard to the application."""
    app.register_blueprint(blueprint)
