"""Ask another server something while a caller waits for the answer: a challenge, a webhook that is tried out.

Whoever is asked can take the whole deadline, and a thread of the web server waits with it. So few may wait at once.
"""

import math
from threading import BoundedSemaphore
from typing import Any

from webapp.errors import ChallengeFailed, Unavailable
from webapp.extensions import db
from webapp.lib import http

AT_ONCE = 2  # in each web process, of its eight threads
_places = BoundedSemaphore(AT_ONCE)


def ask(method: str, url: str, **options: Any) -> http.Reply:
    """`http.request`. Raises ChallengeFailed when no answer comes, Unavailable when too many others wait."""
    if not _places.acquire(blocking=False):
        raise Unavailable("webhook.others_first", seconds=math.ceil(http.TIMEOUT_SECONDS))
    try:
        db.session.close()  # no transaction is open during network traffic
        return http.request(method, url, **options)
    except http.HttpFailed as problem:
        raise ChallengeFailed("webhook.unreachable", reason=problem.reason) from problem
    finally:
        _places.release()
