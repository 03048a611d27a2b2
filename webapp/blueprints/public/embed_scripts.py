"""`/embed.js`: the script that other websites load to show a scheduling page. It is the same for all of them."""

from functools import lru_cache

from flask import Response, request

from webapp.assets import FOLDER
from webapp.blueprints.public.blueprint import blueprint

# Its address has no version: whoever pasted it years ago gets the present one within the hour.
KEPT_SECONDS = 3600


@blueprint.get("/embed.js")
def embed_script_show() -> Response:
    """The script without its comments and its indentation. It needs no CORS, and any website may load it."""
    answer = Response(_script(), mimetype="text/javascript")
    answer.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer.add_etag()
    answer.make_conditional(request)
    return answer


@lru_cache(maxsize=1)
def _script() -> str:
    lines = (line.strip() for line in (FOLDER / "embed.js").read_text().splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))
