"""Which grants an e-mail address means, when several have it.

Google and Microsoft say whose account it is, and programs are trusted with every grant. Whoever connects a CalDAV
server or a calendar file on the dashboard says themselves what its address is: unless they sign in with that address,
it is a claim. A claim counts only where nobody else had the address before, nor has it with a better right. A grant
that lets us in no more keeps its right: nobody else's takes its place.
"""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_, tuple_
from sqlalchemy.orm import aliased

from webapp import providers
from webapp.models import Grant, Organizer

# Kinds whose address nobody who connects an account can make up.
_PROVING = tuple(kind for kind in providers.kinds() if providers.of_kind(kind).proves_email)


@cache
def is_meant() -> ColumnElement[bool]:
    """Whether a grant of a query may be found by its address.

    Made once: to put it together takes longer than to ask the database.
    """
    other = aliased(Grant)
    is_older = tuple_(other.created_at, other.id) < tuple_(Grant.created_at, Grant.id)
    has_a_better_right = exists().where(
        other.application_id == Grant.application_id,
        other.email == Grant.email,
        other.organizer_id.is_distinct_from(Grant.organizer_id),
        or_(not_(_is_claimed(other)), is_older),
    )
    return or_(not_(_is_claimed(Grant)), not_(has_a_better_right))


def _is_claimed(grant: Any) -> ColumnElement[bool]:
    """Whether an organizer has said what its address is, and it is not the one that they sign in with."""
    owner = aliased(Organizer)
    is_their_own = exists().where(owner.id == grant.organizer_id, func.lower(owner.email) == grant.email)
    # One by one and not as a list, which SQLAlchemy would write into the statement anew at each request.
    is_unproven = and_(*(grant.provider != kind for kind in _PROVING))
    return and_(grant.organizer_id.is_not(None), is_unproven, not_(is_their_own))
