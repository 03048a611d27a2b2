"""Queries and JSON in: one file per resource, each checked once at the door and turned into a command."""
