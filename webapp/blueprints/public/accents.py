"""A page's own accent as a style sheet of its own: the policy of our pages takes no style that stands in them.

The address is the colour, so it needs no look at the database, and another colour has another address.
"""

from flask import Response, abort

from webapp.assets import FOR_GOOD
from webapp.blueprints.public.blueprint import blueprint
from webapp.lib import colours

# As in `static/tokens.css`: a page inside another website says by itself whether it is light or dark.
_ROOT, _NOT_LIGHT, _DARK = (
    ":root",
    ':root:where(:not([data-scheme="light"]))',
    ':root:where([data-scheme="dark"])',
)


@blueprint.get("/accents/<colour>.css")
def accent_show(colour: str) -> Response:
    """The four steps of a colour, such as `17614a`, for light pages and dark ones."""
    accent = f"#{colour}"
    if colours.parsed(accent) != accent:  # one colour has one address
        abort(404)
    light, dark = (_names(colours.steps(accent, dark=dark)) for dark in (False, True))
    sheet = (
        f"{_ROOT} {light}\n@media (prefers-color-scheme: dark) {{ {_NOT_LIGHT} {dark} }}\n{_DARK} {dark}\n"
    )
    answer = Response(sheet, mimetype="text/css")
    answer.headers["Cache-Control"] = FOR_GOOD
    return answer


def _names(of: colours.Steps) -> str:
    """The names that `static/tokens.css` gives to the accent, with other values."""
    values = {"accent": of.accent, "accent-hover": of.hover, "tint": of.tint, "on-accent": of.on_accent}
    return "{" + "".join(f" --{name}: {value};" for name, value in values.items()) + " }"
