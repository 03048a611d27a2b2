"""JSON answers, style, script and scheduling pages travel compressed to whoever can read that.

Other pages do not: they hold forgery tokens and references beside what the visitor typed, and the lengths of such a
mixture tell secrets.
"""

import gzip

from flask import Flask, Response, request

SMALLEST = 1024
LEVEL = 1  # a thousand slots: 61 kB to 6 kB in 0.1 ms; level 6 takes three times as long for a fifth less
WITHOUT_SECRETS = {"static", "public.page_show"}
READABLE = {"text/html", "text/css", "text/javascript", "application/javascript", "image/svg+xml"}


def register(app: Flask) -> None:
    """Compress what may be, from `SMALLEST` bytes on."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if not _may_be(response):
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code != 200 or not request.accept_encodings.quality("gzip"):
        return response
    response.direct_passthrough = False  # a static file is read, to be written shorter
    body = response.get_data()
    if len(body) >= SMALLEST:
        response.set_data(gzip.compress(body, LEVEL, mtime=0))
        response.content_encoding = "gzip"
    return response


def _may_be(response: Response) -> bool:
    if response.content_encoding or "Content-Range" in response.headers:
        return False
    if response.mimetype == "application/json":
        return not response.direct_passthrough
    return request.endpoint in WITHOUT_SECRETS and response.mimetype in READABLE
