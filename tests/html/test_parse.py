"""Pages that nobody should have written: refused or read, in bounded time and memory."""

from __future__ import annotations

import pytest

from cleaner.errors import CleanerError
from cleaner.html.parse import DEEPEST, LARGEST_PAGE, parse, read_page
from cleaner.html.tags import MOST_ATTRIBUTES, MOST_ELEMENTS
from cleaner.html.visible import plain_text


def seen(page: str | bytes) -> str:
    return plain_text(parse(read_page(page)))


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (b"a" * (LARGEST_PAGE + 1), "too-large"),
        ("a" * (LARGEST_PAGE + 1), "too-large"),
        ("<div>" * 100_000, "too-deep"),
        ("<div>" * 100_000 + "x" + "</div>" * 100_000, "too-deep"),
        ("<b>" * 100_000 + "x", "too-deep"),
        ("<p>x" * (MOST_ELEMENTS + 1), "too-many-elements"),
    ],
)
def test_a_page_that_is_no_article_is_refused(page: str | bytes, code: str) -> None:
    with pytest.raises(CleanerError) as error:
        parse(read_page(page))
    assert error.value.code == code
    assert error.value.do


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("", ""),
        (" \n ", ""),
        ("<!-- nothing -->", ""),
        ("<!--" + "x" * 100_000, ""),
        ("<html><head><title>t</title></head></html>", ""),
        ("<html><body></body></html>", ""),
        ("<html><frameset><frame src=a></frameset></html>", ""),
        ("<html><frameset><frame src=a><noframes><body>Old.</body></noframes></frameset></html>", ""),
        ("<script>document.write('hi')</script>", ""),
        ("just words", "just words"),
        ("<?xml version='1.0' encoding='latin-1'?><html><body><p>é</p></body></html>", "é"),
        ("<p>a\0b\x0bc</p>", "abc"),
        ("<p>a\ufffeb\ud800</p>", "ab?"),
        ("<p>&nosuch; &amp &lt; &#xe9;</p>", "&nosuch; & < é"),
        ("<p>a<br>b</p>c", "a b c"),
        ("<p>un<p>closed<b>tags", "un closedtags"),
        ('<a href="' + "x " * 100_000, ""),
        ("\ufeff<p>marked</p>", "marked"),
        (f"<script>{'a<b&&c=d ' * 60_000}</script><p>x</p>", "x"),
        (f"<!-- <p {' '.join(f'a{i}' for i in range(40_000))}> --><p>x</p>", "x"),
        (f"<p title='{'a ' * 40_000}'>x</p>", "x"),
        (f"<img {' '.join(f'a{i}=1' for i in range(MOST_ATTRIBUTES - 100))}>x", "x"),
        ("<div>" * (DEEPEST - 100) + "x", "x"),
    ],
)
def test_every_other_page_is_read(page: str, text: str) -> None:
    assert seen(page) == text


def test_bytes_and_text_of_a_page_are_the_same() -> None:
    assert seen("<p>Größe</p>".encode()) == seen("<p>Größe</p>") == "Größe"
