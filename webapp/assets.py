"""Static files for browsers: their addresses, which change with their content, and how long they are kept.

An address with the present version is kept for good and never asked for again. Without it, or with an older one, such
as while machines run two releases, the file is asked for again each time.
"""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, request, url_for

from webapp.scheduling import DAY

DIGITS_OF_VERSION = 10
FOR_GOOD = f"public, max-age={365 * DAY}, immutable"
FOLDER = Path(__file__).resolve().parent.parent / "static"


def init_app(app: Flask) -> None:
    """Give templates `asset`, and let browsers keep what it names."""
    app.add_template_global(asset)
    app.after_request(_keep)


def asset(name: str) -> str:
    """The address of a static file, with a hash of its content, so that browsers can cache it for good."""
    return url_for("static", filename=name, v=version(name))


@lru_cache(maxsize=64)
def version(name: str) -> str:
    """The first letters of the SHA-256 of a static file, in hex."""
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:DIGITS_OF_VERSION]


def _keep(answer: Response) -> Response:
    if request.endpoint == "static" and answer.status_code in (200, 206, 304):
        named = request.args.get("v", "")
        is_present = bool(named) and named == version((request.view_args or {})["filename"])
        answer.headers["Cache-Control"] = FOR_GOOD if is_present else "no-cache"
    return answer
