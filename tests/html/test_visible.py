"""What a reader sees of a page."""

from __future__ import annotations

import pytest

from cleaner.html.parse import parse, read_page
from cleaner.html.visible import visible_text


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>One <b>bold</b>\n word</p><p>Two</p>", "One bold word\nTwo"),
        ("<div>a<div>b</div>c</div>d", "a\nb\nc\nd"),
        ("<ul><li>one<li>two <i>2</i></ul>after", "- one\n- two 2\nafter"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a b\nc"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("a<script>x</script>b<style>y</style><template>z</template>", "ab"),
        ("a<span hidden>x</span><p style='display: none'>y</p>b", "ab"),
        ("<h1>Title</h1><noscript>no</noscript><svg><text>s</text></svg>", "Title"),
        ("<div><span>in</span><span>line</span></div>", "inline"),
    ],
)
def test_blocks_are_lines(page: str, text: str) -> None:
    assert visible_text(parse(read_page(page))) == text
