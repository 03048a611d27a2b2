"""What may be wrong with a picture."""

from webapp.refusals.sentence import Sentence
from webapp.words import lazy_gettext

SENTENCES = {
    "image.damaged": Sentence(
        "`{field}` is a picture that is damaged or incomplete.",
        lazy_gettext("“%(label)s”: this picture is damaged or incomplete. Please choose another one."),
    ),
    "image.too_large": Sentence(
        "`{field}` must be a picture of at most {megabytes} MB.",
        lazy_gettext("“%(label)s” must be a picture of at most %(megabytes)s MB."),
    ),
    "image.too_many_pixels": Sentence(
        "`{field}` must be a picture of at most {megapixels} megapixels.",
        lazy_gettext("“%(label)s” must be a picture of at most %(megapixels)s megapixels."),
    ),
    "image.unknown": Sentence(
        "There is no such picture.",
        lazy_gettext("There is no such picture."),
    ),
    "image.unknown_format": Sentence(
        "`{field}` must be a PNG, JPEG or WebP picture.",
        lazy_gettext("“%(label)s” must be a PNG, JPEG or WebP picture."),
    ),
}
