"""What a browser calls itself, in a few words: `Firefox · Linux`."""

import ua_parser

LOOKED_AT = 300  # characters: real names are shorter, and whoever sends more is no browser


def named(agent: str) -> str:
    """The browser and its system, as far as a `User-Agent` (RFC 9110 section 10.1.5) tells them; else nothing."""
    found = ua_parser.parse(agent[:LOOKED_AT])
    parts = (found.user_agent, found.os)
    return " · ".join(part.family for part in parts if part is not None)[:100]
