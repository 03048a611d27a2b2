import pytest

from webapp.lib.inert_html import inert


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        (
            '<a class="slot" href="/x" rel="nofollow">10:00</a>',
            '<a class="slot" rel="nofollow" role="link">10:00</a>',
        ),
        ('<a role="link" href="/x">x</a>', '<a role="link">x</a>'),
        (
            '<form method="post" action="/x" class="fields" hx-post="/x">a</form>',
            '<div class="fields">a</div>',
        ),
        ("<button>Book</button>", '<button type="button">Book</button>'),
        ('<button type="submit" formaction="/x">Book</button>', '<button type="button">Book</button>'),
        ('<input type="hidden" name="csrf_token" value="secret">', ""),
        ('<input type="hidden" name="x"/>', ""),
        ('<input name="email" autofocus required>', '<input name="email" required>'),
        ('<section hx-target:inherited="#x" id="y">a</section>', '<section id="y">a</section>'),
        ('<script src="/x.js" defer></script>', ""),
        ("<noscript><button>Go</button></noscript>", ""),
        ("<script>if (a < b) go()</script>after", "after"),
    ],
)
def test_what_could_be_pressed_to_a_purpose_is_gone(html: str, kept: str) -> None:
    assert inert(html) == kept


@pytest.mark.parametrize(
    "html",
    [
        "<!doctype html>",
        '<link rel="stylesheet" href="/static/app.css?v=1">',
        '<p class="pre">a &amp; b &lt;c&gt; &#39;d&#39;</p>',
        '<svg class="icon"><path d="M0 0"/></svg>',
        '<option value="&lt;&quot;&gt;" selected>x</option>',
        '<img class="logo" src="/images/1" alt="A &amp; B">',
    ],
)
def test_what_a_page_shows_stays_as_it_was(html: str) -> None:
    assert inert(html) == html
