"""What htmx 4 says about a request and listens to in an answer.

Its headers differ from those that older helper packages read: `HX-Request-Type` tells a
fragment from a whole page.
"""

from flask import Response, make_response, redirect, request


def wants_fragment() -> bool:
    """Whether only the element that is swapped is asked for. A restored history entry is a whole page."""
    restoring = "HX-History-Restore-Request" in request.headers
    return is_asking() and not restoring and request.headers.get("HX-Request-Type", "partial") != "full"


def is_asking() -> bool:
    """Whether htmx asks, rather than the browser itself."""
    return request.headers.get("HX-Request") == "true"


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
