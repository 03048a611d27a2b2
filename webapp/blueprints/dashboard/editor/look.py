"""Look: the logo, the colour and the few words that make a page somebody's own."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import BooleanField, Field, HiddenField, StringField

from webapp.blueprints.dashboard.editor.section import Section
from webapp.blueprints.dashboard.editor.uploads import UploadField
from webapp.errors import InvalidInput
from webapp.lib import pictures
from webapp.lib.ids import is_id
from webapp.services import images
from webapp.services.configurations import drafts
from webapp.words import gettext, lazy_gettext

_LOOK, _MARK = "appearance", "scheduler.email_template.show_nylas_branding"
_LOGO, _LOGO_IN_MAILS = "appearance.company_logo_url", "scheduler.email_template.logo"
_NAMES = {"colour": "color", "button": "submit_button_label", "thanks": "thank_you_message"}


class LookSection(Section):
    """`image_id`: of an upload that was taken, while the form is not saved yet."""

    name = "look"
    template = "dashboard/editor/_look.html"
    title = lazy_gettext("Look")
    places: ClassVar = {"mark": _MARK}
    covers: ClassVar = (_LOGO, _LOGO_IN_MAILS, *(f"{_LOOK}.{name}" for name in _NAMES.values()))

    logo = UploadField(
        lazy_gettext("Logo"),
        description=lazy_gettext("A PNG, JPEG or WebP picture of at most 5 MB, for the page and its mails."),
    )
    image_id = HiddenField()
    without_logo = BooleanField(lazy_gettext("Remove the logo"))
    colour = StringField(
        lazy_gettext("Colour"),
        description=lazy_gettext(
            "Such as #17614a. Where it could not be read, the page shows a darker or lighter one."
        ),
        render_kw={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"},
    )
    button = StringField(
        lazy_gettext("Text of the button"), description=lazy_gettext("Instead of “Book this time”.")
    )
    thanks = StringField(
        lazy_gettext("Thank-you text"), description=lazy_gettext("Guests read it when they are booked.")
    )
    mark = BooleanField(lazy_gettext("Show “Scheduling by Openslot” at the foot of the page"))

    @classmethod
    def values_of(cls, document: Mapping[str, Any]) -> dict[str, Any]:
        words = {field: drafts.value_at(document, f"{_LOOK}.{name}") for field, name in _NAMES.items()}
        return {**super().values_of(document), **words}

    def take_upload(self, *, now: int) -> InvalidInput | None:
        """Store a picture that was sent, so that it is not lost with another field's refusal; or say why not."""
        if not self.logo.upload:
            return None
        try:
            self.image_id.data = images.accept(self.logo.upload, kind=pictures.LOGO, now=now, field=_LOGO)
        except InvalidInput as problem:
            return problem
        self.without_logo.data = False
        return None

    @property
    def taken_logo(self) -> str | None:
        """The path of an upload that was taken, for the page to show."""
        return images.path(self.image_id.data) if is_id(self.image_id.data or "") else None

    def shown_logo(self, document: Mapping[str, Any]) -> str | None:
        """The path of our image that the page of this document has as its logo."""
        own = images.id_of(drafts.value_at(document, _LOGO) or "")
        return images.path(own) if own else None

    def has_logo(self, document: Mapping[str, Any]) -> bool:
        return bool(drafts.value_at(document, _LOGO) or drafts.value_at(document, _LOGO_IN_MAILS))

    def write(self, draft: dict[str, Any]) -> None:
        super().write(draft)
        known = drafts.value_at(draft, _LOOK)
        look = dict(known or {})
        for field, name in _NAMES.items():
            if typed := self[field].data:
                look[name] = typed
            else:
                look.pop(name, None)
        if known is not None or look:
            draft[_LOOK] = look
        self._write_logo(draft)

    def field_at(self, path: str) -> Field | None:
        if path in (_LOGO, _LOGO_IN_MAILS):
            return self.logo
        named = {f"{_LOOK}.{name}": self[field] for field, name in _NAMES.items()}
        return named.get(path) or super().field_at(path)

    def summary(self, document: Mapping[str, Any]) -> str:
        said = (
            gettext("with a logo") if self.has_logo(document) else gettext("no logo"),
            drafts.value_at(document, f"{_LOOK}.color") or "",
        )
        return " · ".join(filter(None, said))

    def _write_logo(self, draft: dict[str, Any]) -> None:
        if self.taken_logo:
            draft[_LOOK] = draft.get(_LOOK) or {}
            for place in (_LOGO, _LOGO_IN_MAILS):
                drafts.put(draft, place, self.taken_logo)
        elif self.without_logo.data:
            (draft.get(_LOOK) or {}).pop("company_logo_url", None)
            drafts.put(draft, _LOGO_IN_MAILS, None)
