"""The reader of pages, which must find what it is there to find."""

import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Response

from tests.page import Page


def page(html: str) -> Page:
    return Page(Client(Response(html)).get("/"))


def test_an_error_is_found_where_a_screen_reader_finds_it() -> None:
    read = page(
        '<label for="a">Name *</label><input id="a" name="name" aria-describedby="h a-error">'
        '<p id="h">Yours</p><p id="a-error">Too long.</p><p id="b-error">Not of this field.</p>'
    )

    assert (read.field("Name").error, read.field("Name").is_required) == ("Too long.", True)


def test_a_field_without_an_error_beside_it_has_none() -> None:
    assert (
        page('<label for="a">Name</label><input id="a" name="name"><p id="a-error">No</p>')
        .field("Name")
        .error
        == ""
    )


def test_a_form_holds_what_a_browser_would_send() -> None:
    inputs = (
        '<input name="a" value="1"><input value="without a name">'
        '<input type="checkbox" name="b"><input type="radio" name="c" value="2" checked>'
        '<select name="d"><option value="3">x</option><option value="4" selected>y</option></select>'
        '<textarea name="e">\r\ntwo\nlines</textarea>'
    )

    form = page(f"<form>{inputs}<button>Send</button></form>").form("Send")

    assert form.values.to_dict() == {"a": "1", "c": "2", "d": "4", "e": "two\nlines"}


def test_a_form_that_is_folded_away_is_not_open() -> None:
    folded = "<details{}><form><button>Cancel</button></form></details>"

    assert [page(folded.format(state)).form("Cancel").is_open for state in ("", " open")] == [False, True]


def test_an_end_that_closes_another_element_is_refused() -> None:
    with pytest.raises(AssertionError, match="</p> closes <b>"):
        page("<p>Some <b>words</p></b>")


@pytest.mark.parametrize(
    "html",
    [
        "<!-- </b> --><p>Yours<br><img src='/>'></p>",
        "<script>if (a</b>) 1</script><p title='</b>'>1</p>",
        '<svg><path d="1"/><path d="2"></svg>',
        '<UL><li>1</li></ul><custom-tag data-a="a>b"></custom-tag>',
    ],
)
def test_what_closes_itself_or_is_no_tag_is_no_end(html: str) -> None:
    assert page(html).status == 200


@pytest.mark.parametrize("html", ["</p>", "<p title=\"'\"><b title='\"'></p></b>", "<ul><li>1</ul></li>"])
def test_a_crossed_end_is_found_whatever_stands_around_it(html: str) -> None:
    with pytest.raises(AssertionError, match="closes"):
        page(html)
