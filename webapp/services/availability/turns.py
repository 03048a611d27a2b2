"""Whose turn it is on a page whose people take turns, and why: for whoever explains it to the organizer."""

from dataclasses import dataclass

from webapp import scheduling
from webapp.extensions import db
from webapp.models import ConfigurationColumns
from webapp.services.availability.facts import turns_taken
from webapp.services.availability.question import round_robin_group
from webapp.services.configurations.rules import rules_of_page
from webapp.services.configurations.view import view_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Somebody in the queue. `bookings`: how many count, of all pages that take turns together."""

    email: str
    name: str
    bookings: int
    weight: int
    priority: int


def standing(configuration: ConfigurationColumns, *, now: int) -> list[Turn]:
    """Everybody who takes turns, the next one first. Empty where all take part together. One query."""
    rules = rules_of_page(configuration, now=now)
    if not rules.is_round_robin:
        return []
    taken = turns_taken(db.session(), round_robin_group(configuration), now=now)
    names = {listed.email: listed.name for listed in view_of(configuration).participants}
    people = {each.email: each for each in rules.participants}
    return [
        Turn(
            email=email,
            name=names[email] or email,
            bookings=taken.get(email, (0, 0))[0],
            weight=people[email].weight,
            priority=people[email].priority,
        )
        for email in scheduling.queue_of(rules, taken=taken)
    ]
