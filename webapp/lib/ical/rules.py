"""A rule of a file (RFC 5545, section 3.3.10), tidied until our own reading of rules takes it.

UNTIL is taken out: it is compared by the clock of the event, and stands there in whatever spelling.
"""

from datetime import datetime

from webapp.errors import InvalidInput
from webapp.lib import recurrence
from webapp.lib.recurrence_rule import COUNTED_DAYS_AT_MOST, Rule

# The parts of a time of day. They say nothing new where they repeat the start.
_OF_THE_START = {"BYHOUR": "hour", "BYMINUTE": "minute", "BYSECOND": "second"}
# RFC 7529: what every rule means that does not say it.
_PLAIN = {"RSCALE": "GREGORIAN", "SKIP": "OMIT"}
# What one step of a rule costs, in steps of a daily one, and how many days the step is.
_COSTS = {"DAILY": (1, 1), "WEEKLY": (3, 7), "MONTHLY": (50, 28), "YEARLY": (300, 365)}


class UnsupportedRule(ValueError):
    """A rule that says something that cannot be followed, such as one for every hour."""


def parsed(value: str, start: datetime) -> tuple[Rule | None, str | None]:
    """The rule, and its UNTIL as it stands. No rule when it says something that never happens.

    `start`: the wall time at which the event begins. Raises UnsupportedRule.
    """
    parts = {}
    for part in value.upper().replace(" ", "").strip(";").split(";"):
        name, _, text = part.partition("=")
        if name in parts:
            raise UnsupportedRule(name)
        parts[name] = text
    until = parts.pop("UNTIL", None)
    for name, attribute in _OF_THE_START.items():
        if parts.get(name) == str(getattr(start, attribute)):
            del parts[name]
    for name, meaning in _PLAIN.items():
        if parts.get(name) == meaning:
            del parts[name]
    line = "RRULE:" + ";".join(f"{name}={text}" for name, text in parts.items())
    try:
        return Rule.of(recurrence.checked([line])[0]), until
    except InvalidInput as problem:
        if problem.code == "recurrence.never":
            return None, until
        raise UnsupportedRule(problem.code) from problem


def cost(rule: Rule, *, first: int, since: int, until: int) -> int:
    """About how much work it is to find the days of this rule in [since, until): 1 is a microsecond or so."""
    begin = max(first, since) if rule.count is None else first
    each, days = _COSTS[rule.frequency]
    return 1 + each * max(0, min(until - begin, COUNTED_DAYS_AT_MOST)) // (days * rule.interval)
