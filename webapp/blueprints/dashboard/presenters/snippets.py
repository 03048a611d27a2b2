"""What an organizer pastes into a website: HTML that needs no script and nothing of ours but the link."""

from markupsafe import Markup

from webapp.lib import colours
from webapp.words import gettext

OUR_ACCENT = "#17614a"
_LINK = Markup('<a href="{address}">{words}</a>')
_BUTTON = Markup('<a href="{address}" style="{style}">{words}</a>')
_STYLE = (
    "display: inline-block; padding: 0.75em 1.25em; border-radius: 0.5em; "
    "background: {accent}; color: {on_accent}; font-weight: 600; text-decoration: none"
)


def link(name: str, address: str) -> str:
    """A link to a page of this name, as HTML."""
    return str(_LINK.format(address=address, words=_words(name)))


def button(name: str, address: str, *, colour: str | None) -> str:
    """The same as a button in the page's colour, which can be read whatever was chosen. `colour`: `#aabbcc`."""
    steps = colours.steps(colour or OUR_ACCENT, dark=False)
    style = _STYLE.format(accent=steps.accent, on_accent=steps.on_accent)
    return str(_BUTTON.format(address=address, style=style, words=_words(name)))


def _words(name: str) -> str:
    return gettext("Book a time: %(page)s", page=name)
