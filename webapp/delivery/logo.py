"""Fetch a page's logo from the address that its document names, once, so that guests' browsers ask nobody but us.

The address is a stranger's: `lib/http.py` reaches public hosts only, and limits time and size. A redirect is followed a
few times, each as a request of its own.
"""

from urllib.parse import urljoin

from webapp.errors import DeliveryFailed, InvalidInput
from webapp.lib import http, pictures, text
from webapp.lib.http import Reply
from webapp.lib.pictures import Picture
from webapp.outbox import Claimed

REDIRECTS = (301, 302, 303, 307, 308)
REDIRECTS_AT_MOST = 3
TOO_MANY_REDIRECTS = "too_many_redirects"
RETRY_STATUSES = (408, 429)
HEADERS = {"Accept": "image/png, image/jpeg, image/webp"}


def fetch(claimed: Claimed) -> Picture:
    """The logo at an entry's destination, as it is to be stored.

    Raises DeliveryFailed. Its reason is one of `http.FAILURES`, a code of `refusals/images.py`, `too_many_redirects`,
    or such as `answered 404`.
    """
    body = _body_at(claimed.destination)
    try:
        return pictures.encoded(body, kind=pictures.LOGO, field="logo")
    except InvalidInput as problem:
        raise DeliveryFailed(problem.code, retry=False) from problem


def _body_at(address: str) -> bytes:
    for _ in range(1 + REDIRECTS_AT_MOST):
        reply = http.request("GET", address, headers=HEADERS, max_bytes=pictures.BYTES_AT_MOST)
        if reply.status == 200:
            return reply.body
        address = _next_address(address, reply)
    raise DeliveryFailed(TOO_MANY_REDIRECTS, retry=False)


def _next_address(address: str, reply: Reply) -> str:
    target = reply.headers.get("Location")
    if reply.status not in REDIRECTS or not target:
        retry = reply.status in RETRY_STATUSES or reply.status >= 500
        raise DeliveryFailed(f"answered {reply.status}", retry=retry)
    try:
        return text.web_address(urljoin(address, target), field="logo")
    except (InvalidInput, ValueError) as problem:
        raise DeliveryFailed("invalid_url", retry=False) from problem
