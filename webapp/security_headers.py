"""What every answer says to a browser about trust: no inline script or style, no framing, no guessing of types."""

from functools import cache

from flask import Flask, Response, current_app, g

from webapp.lib.doors import is_api

NOTHING = "'none'"
POLICY = {
    "default-src": NOTHING,
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",  # logos and photos too: no other host learns who looks at a page
    "connect-src": "'self'",
    "font-src": "'self'",
    "form-action": "'self'",
    "base-uri": NOTHING,
    "frame-ancestors": NOTHING,
}

HTTPS_ONLY = "max-age=31536000"  # for a year; other hosts of the same domain are not ours to speak for


def register(app: Flask) -> None:
    """Set the headers on every answer; the JSON API gets those that mean something to it."""
    app.after_request(_guard)


def allow(directive: str, origin: str) -> None:
    """Let this answer's policy name one more origin, such as that of a page's redirect.

    Where nothing was allowed, it is the only one.
    """
    g.setdefault("policy_origins", []).append((directive, origin))


@cache
def on_every_answer(base_url: str) -> dict[str, str]:
    """The headers that pages and the API share, by name."""
    https = {"Strict-Transport-Security": HTTPS_ONLY} if base_url.startswith("https:") else {}
    # Not no-referrer: forgery protection over https looks at the Referer of our own forms.
    return {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", **https}


def _guard(response: Response) -> Response:
    for name, value in on_every_answer(str(current_app.config["BASE_URL"])).items():
        response.headers.setdefault(name, value)
    if is_api():
        return response
    policy = dict(POLICY)
    for directive, origin in g.get("policy_origins", []):
        allowed = policy.get(directive, NOTHING)
        policy[directive] = origin if allowed == NOTHING else f"{allowed} {origin}"
    response.headers.setdefault("Content-Security-Policy", "; ".join(f"{k} {v}" for k, v in policy.items()))
    response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    return response
