"""When a server in memory makes the video meeting that is asked for with an event."""

AT_ONCE, LATER, NEVER = "at once", "later", "never"
