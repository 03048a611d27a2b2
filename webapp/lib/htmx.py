"""The headers that htmx 4 sends with a request and reads in an answer.

htmx-flask's `request.htmx` reads the headers that have not changed since htmx 1. Two headers are handled here by hand:
`HX-Request-Type`, which is new and says whether a fragment or a whole page is wanted, and `HX-Reswap`, for which
htmx-flask's `make_response` refuses the value that we need.
"""

from flask import Response, make_response, redirect
from htmx_flask import request


def wants_fragment() -> bool:
    """Whether to answer with only the element that htmx swaps. A page restored from history must be whole."""
    restores = request.htmx.history_restore_request
    return is_asking() and not restores and request.headers.get("HX-Request-Type", "partial") != "full"


def is_asking() -> bool:
    """Whether htmx sent this request, and not the browser itself."""
    return bool(request.htmx)


def see_other(address: str) -> Response:
    """Send the guest to another page after a form: by a 303, or by the header with which htmx loads a page."""
    if not is_asking():
        return make_response(redirect(address, 303))
    answer = make_response("", 204)
    answer.headers["HX-Redirect"] = address
    return answer


def shown_from_top(answer: Response) -> Response:
    """Scroll to the top of the new element, which says what is wrong."""
    answer.headers["HX-Reswap"] = "outerHTML show:top"
    return answer
