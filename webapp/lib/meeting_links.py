"""Links in a text: where people meet online is for those who have booked, while anybody may know of a street.

A link may leave a place for a room, `${room}`: each booking then has an address of its own. Services such as Jitsi make
a room for any name.
"""

import re
import secrets

ROOM = "${room}"
ROOM_BYTES = 16

_LINK = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.)\S+|(?<![\w@.-])(?:[\w-]+\.)+[a-z]{2,}/\S*", re.IGNORECASE)
_LEFT_BEHIND = " \t:;,-–—(["
_PLACEHOLDER = "${"


def has_link(text: str) -> bool:
    """Whether a part of a text is a link, which guests see when they have booked and not before."""
    return _LINK.search(text) is not None


def without_links(text: str) -> str:
    """A text without the links in it, and without the lines that held nothing else."""
    if not has_link(text):
        return text
    lines = (_LINK.sub("", line).strip().rstrip(_LEFT_BEHIND).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def new_room() -> str:
    """A name that nobody can guess: 128 random bits in hex, because some services fold letters to lower case."""
    return secrets.token_hex(ROOM_BYTES)


def with_room(text: str, room: str) -> str:
    """A text with this room in each place for one."""
    return text.replace(ROOM, room)


def has_other_placeholder(text: str) -> bool:
    """Whether a text has a place, `${...}`, for something else than a room."""
    return _PLACEHOLDER in text.replace(ROOM, "")
