"""Grants, their calendars, and the events and busy time in them."""
