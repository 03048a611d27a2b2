"""JSON answers, style, script and scheduling pages travel compressed to whoever can read that.

Other pages do not: they hold forgery tokens and references beside what the visitor typed, and the lengths of such a
mixture tell secrets.
"""

from flask import Flask, Response, request
from flask_compress import Compress

ENCODINGS = ("zstd", "br", "gzip")
SETTINGS = {
    "COMPRESS_REGISTER": False,  # what may be compressed is decided below
    "COMPRESS_ALGORITHM": ENCODINGS,
    "COMPRESS_LEVEL": 1,  # of gzip, for a thousand slots: level 6 takes three times as long for a fifth less
    "COMPRESS_MIN_SIZE": 1024,
}
WITHOUT_SECRETS = {"static", "public.page_show"}

_library = Compress()


def register(app: Flask) -> None:
    """Compress what may be, from 1024 bytes on."""
    app.config.from_mapping(SETTINGS)
    _library.init_app(app)
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if "Content-Range" in response.headers or not _is_without_secrets(response):
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings.best_match(ENCODINGS):  # the library takes `gzip;q=0` for a yes
        return response
    response.direct_passthrough = False
    response.get_data()  # a static file is read and closed; as a stream the library would leave it open
    return _library.after_request(response)


def _is_without_secrets(response: Response) -> bool:
    if response.mimetype == "application/json":
        return not response.direct_passthrough
    return request.endpoint in WITHOUT_SECRETS
