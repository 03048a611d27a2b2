"""What htmx 4 says about a request and listens to in an answer.

`request.htmx` of htmx-flask reads the headers that have not changed since htmx 1. `HX-Request-Type`, which tells a
fragment from a whole page, is new, and `HX-Reswap` takes words that its `make_response` refuses: both are ours.
"""

from flask import Response, make_response, redirect
from htmx_flask import request


def wants_fragment() -> bool:
    """Whether only the element that is swapped is asked for. A restored history entry is a whole page."""
    restores = request.htmx.history_restore_request
    return is_asking() and not restores and request.headers.get("HX-Request-Type", "partial") != "full"


def is_asking() -> bool:
    """Whether htmx asks, rather than the browser itself."""
    return bool(request.htmx)


def see_other(address: str) -> Response:
    """Send the guest to another page after a form: 303, or the header by which htmx leaves the page."""
    if not is_asking():
        return make_response(redirect(address, 303))
    answer = make_response("", 204)
    answer.headers["HX-Redirect"] = address
    return answer


def shown_from_top(answer: Response) -> Response:
    """Bring the beginning of what is swapped in into view, where it says what is wrong."""
    answer.headers["HX-Reswap"] = "outerHTML show:top"
    return answer
