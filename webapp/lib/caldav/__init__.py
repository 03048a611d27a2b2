"""A small CalDAV client (RFC 4791) on top of `webapp/lib/http.py`.

`discovery` finds the calendars of an account, `collection` reads one of them, `resources` writes to it. `client` sends
the requests of all three, `multistatus` reads the answers, `addresses` says which address is meant and who may be
given a password. Nothing here reads iCalendar text.
"""
