"""Small tools that know no booking: no table, no service and no door.

Of our own modules they import only `errors`, `extensions` and what `scheduling` knows of dates and zones; some read
the application's settings.
"""
