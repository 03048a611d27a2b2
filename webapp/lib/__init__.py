"""Small tools that know no booking: no table, no service and no door.

Of our own modules they import only `errors` and `extensions`; some read the application's settings.
"""
