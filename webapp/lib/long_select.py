"""A select with hundreds of options, drawn as one text that is made once.

For WTForms each option is an object and several calls: the zones alone take longer than the rest of a page.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from markupsafe import Markup
from wtforms import StringField
from wtforms.widgets import html_params

Options = tuple[tuple[str, str], ...]  # (value, label)
Groups = tuple[tuple[str, Options], ...]  # (label, options); without a label they stand in the select itself

_PLAIN, _CHOSEN, _END = (
    Markup('<option value="{}">'),
    Markup('<option value="{}" selected>'),
    Markup("</option>"),
)
_GROUP, _SELECT = Markup('<optgroup label="{}">{}</optgroup>'), Markup("<select {}>{}</select>")


def grouped(groups: Iterable[tuple[Any, Iterable[tuple[str, str]]]]) -> Groups:
    """The same as texts, as they are drawn now: lazy ones are said in the reader's language."""
    return tuple((str(label), tuple(options)) for label, options in groups)


def drawn(groups: Groups, chosen: str) -> Markup:
    """The options, one of them chosen. A value that is not among them is added: what was sent is not lost."""
    text, plain, marked = _drawn(groups), _PLAIN.format(chosen), _CHOSEN.format(chosen)
    if plain in text:
        return text.replace(plain, marked, 1)
    return text + (marked + chosen + _END if chosen else "")


@lru_cache(maxsize=64)
def _drawn(groups: Groups) -> Markup:
    return Markup("").join(_group(label, options) for label, options in groups)


def _group(label: str, options: Options) -> Markup:
    inside = Markup("").join(_PLAIN.format(value) + shown + _END for value, shown in options)
    return _GROUP.format(label, inside) if label else inside


class LongSelectField(StringField):
    """One of the values of `options`, a function that gives them for the present reader."""

    def __init__(self, *args: Any, options: Callable[[], Groups], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._options = options

    def widget(self, field: "LongSelectField", **attributes: Any) -> Markup:
        """Draw it; WTForms calls this."""
        given = Markup(html_params(name=field.name, **{"id": field.id, **attributes}))  # noqa: S704  # it escapes
        return _SELECT.format(given, drawn(field._options(), field.data or ""))
