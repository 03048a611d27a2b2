"""Ask another server something while a caller waits for the answer: a challenge, a webhook that is tried out.

Whoever is asked can take the whole deadline, and a thread of the web server waits with it. So few may wait at once.
"""

import math
from typing import Any

from webapp.errors import ChallengeFailed, Unavailable
from webapp.extensions import db
from webapp.lib import http
from webapp.lib.waiting_places import WaitingPlaces

_places = WaitingPlaces()


def ask(method: str, url: str, **options: Any) -> http.Reply:
    """`http.request`. Raises ChallengeFailed when no answer comes, Unavailable when too many others wait."""
    with _places.one() as is_held:
        if not is_held:
            raise Unavailable("webhook.others_first", seconds=math.ceil(http.TIMEOUT_SECONDS))
        db.session.close()  # no transaction is open during network traffic
        try:
            return http.request(method, url, **options)
        except http.HttpFailed as problem:
            raise ChallengeFailed("webhook.unreachable", reason=problem.reason) from problem
