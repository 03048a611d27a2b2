"""Organizers sign in to programs, and let each use one grant (OAuth 2.1; wire contract sections 2 and 12)."""
