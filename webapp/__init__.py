"""Openslot, put together: the one module besides `wsgi.py` that sees every storey."""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask


def create_app(environ: Mapping[str, str] = os.environ, **overrides: Any) -> "Flask":
    """The application for these environment variables. Raises config.SettingError when they make no sense."""
    # Imported here and not above: whoever wants the pure engine alone imports `webapp.scheduling` without Flask.
    from flask import Flask
    from werkzeug.middleware.proxy_fix import ProxyFix

    import config
    from webapp import (
        assets,
        catalogues,
        cli,
        compression,
        display,
        error_pages,
        health,
        rate_limits,
        request_bodies,
        security_headers,
        words,
        worker,
    )
    from webapp.blueprints import api, dashboard, images, previews, public, pushes
    from webapp.extensions import csrf, db, htmx, migrate
    from webapp.lib import data_folder
    from webapp.lib.cookie_sessions import CookieSessions

    app = Flask(__name__, template_folder="../templates", static_folder="../static")
    app.config.from_mapping(config.flask_config(config.Settings.from_environment(environ)))
    app.config.from_mapping(overrides)
    data_folder.keep_database_to_owner(app.config["SQLALCHEMY_DATABASE_URI"])
    app.url_map.strict_slashes = False
    # Its redirect would name the host that the caller named, and turn a POST into a GET.
    app.url_map.merge_slashes = False
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}

    app.session_interface = CookieSessions()

    db.init_app(app)
    migrate.init_app(app, db, directory=os.path.join(app.root_path, "migrations"))
    csrf.init_app(app)
    htmx.init_app(app)
    words.init_app(app)
    display.init_app(app)
    assets.init_app(app)

    request_bodies.register(app)
    rate_limits.init_app(app)
    health.register(app)
    api.register(app)
    dashboard.register(app)
    previews.register(app)
    public.register(app)
    images.register(app)
    pushes.register(app)
    error_pages.register(app)
    security_headers.register(app)
    compression.register(app)
    cli.register(app)
    catalogues.register(app)
    worker.register(app)

    if app.config["OPENSLOT_PROXIES"]:
        trusted = app.config["OPENSLOT_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=trusted, x_proto=trusted)  # type: ignore[method-assign]
    return app
