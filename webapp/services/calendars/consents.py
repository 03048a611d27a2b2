"""Returns from a provider's consent page. A signed cookie cannot tell that it was used before; our database can."""

from webapp import rate_limits
from webapp.extensions import transaction
from webapp.lib import signature

LIFE_SECONDS = 3600  # for so long somebody may take to decide


def is_first_return(state: str, *, now: int) -> bool:
    """Whether nobody has come back with this state yet, however many do so at once."""
    key = f"consent:{signature.digest(state)}"
    with transaction() as session:
        return rate_limits.count(session, {key: 1}, seconds=LIFE_SECONDS, now=now)[key].hits == 1
