"""What a WSGI server imports: `gunicorn wsgi:app`."""

from webapp import create_app

app = create_app()
