"""What an organizer pastes into a website: a link that needs nothing of ours, and one that our script makes more of.

What the script does with it stands in `docs/embedding.md`.
"""

from markupsafe import Markup

from webapp.lib import colours, links
from webapp.words import gettext

OUR_ACCENT = "#17614a"
_LINK = Markup('<a href="{address}">{words}</a>')
_BUTTON = Markup('<a href="{address}" style="{style}">{words}</a>')
_INLINE = Markup('<a href="{address}" data-openslot="inline">{words}</a>\n')
_POPUP = Markup('<a href="{address}" data-openslot="popup" data-close="{close}">{words}</a>\n')
_CORNER = Markup(
    '<a href="{address}" data-openslot="button" data-close="{close}" data-color="{accent}" data-ink="{on_accent}">'
    "{words}</a>\n"
)
_SCRIPT = Markup('<script src="{script}" async></script>')
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


def inline(name: str, address: str) -> str:
    """The page itself in the place of the link."""
    return str(_INLINE.format(address=address, words=_words(name)) + _script())


def popup(name: str, address: str) -> str:
    """A link that opens the page over the website."""
    return str(_POPUP.format(address=address, words=_words(name), close=gettext("Close")) + _script())


def corner_button(name: str, address: str, *, colour: str | None) -> str:
    """The same as a button that stays in the corner of the window, in the page's colour."""
    steps = colours.steps(colour or OUR_ACCENT, dark=False)
    values = {"accent": steps.accent, "on_accent": steps.on_accent, "close": gettext("Close")}
    return str(_CORNER.format(address=address, words=gettext("Book a time"), **values) + _script())


def _script() -> Markup:
    return _SCRIPT.format(script=links.absolute("public.embed_script_show"))


def _words(name: str) -> str:
    return gettext("Book a time: %(page)s", page=name)
