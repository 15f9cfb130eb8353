"""What only some parsers see of a page is told, and such a page is kept from the fast one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleaner.html.foreign import ENDLESS
from cleaner.html.parse import parse
from cleaner.html.tags import count_fast, count_slowly
from cleaner.html.tokens import LONG_TAG

MANY = 300
LONG = " ".join(f"a{i}" for i in range(MANY))
"""Attributes that make a tag long."""


@pytest.mark.parametrize(
    ("page", "hidden"),
    [
        ("<style>a<b c></style><title><i></title>", 0),
        ("<svg><title>Home</title><style>a > b</style><path d=x></svg><script>a<b</script>", 0),
        ("<svg/><script>a<b</script>", 0),
        ("<svg><svg/><svg></svg></svg><script>a<b</script>", 0),
        ("<math><mi>x</mi><mo/></math><script>a<b c></script>", 0),
        ("<svg><style><![CDATA[ a > b { } ]]></style></svg>", ENDLESS),
        ("<svg><style><![CDATA[ a { } ]]></style></svg>", 1),
        ("<svg><![CDATA[ a ]]></svg>", 0),
        ("<svg><![CDATA[ > <!-- ]]>", ENDLESS),
        ("<svg><style><g a><g></g><!-- b --></style></svg>", 3),
        ("<svg><style><g a</style>", 1),
        ("<svg><style><g a</style >", ENDLESS),
        ("<svg><style><g a='</style>'>", ENDLESS),
        ("<svg><style><!--</style>", ENDLESS),
        ("<svg><style><title></style>", ENDLESS),
        (f"<svg><style><g {'a' * LONG_TAG}></style>", ENDLESS),
        ("<svg a=b/><script>a<b></script>", 1),
        ("<svg><desc><p></desc></svg><script>a<b></script>", 1),
        ("<svg></foreignObject></svg><script>a<b></script>", 1),
        ("<svg><math></svg><script>a<b></script>", 1),
        ("<svg><style><svg></style></svg><script>a<b></script>", 2),
        ("<frameset><title><frame></title>", 1),
        ("</desc><desc><p></desc><script>a<b></script>", 0),
        ("<iframe/><p>x</p>", 0),
        ("<iframe/><p>x</p></iframe>", ENDLESS),
        ("<svg><title/><p>x</p>", ENDLESS),
    ],
)
def test_what_is_hidden(page: str, hidden: int) -> None:
    assert count_slowly(page.encode()).hidden == hidden
    assert count_fast(page.encode()).hidden == hidden


PIECES = st.sampled_from(
    f"x <g_{LONG}> <p_{LONG}> <svg> </svg> <svg/> <svg_a=b/> <math> </math> <style> </style> <style/> <title> </title> <title/> <desc> </desc> <mi> </mi> <script>"
    " </script> <foreignObject> </foreignObject> <annotation-xml_encoding=text/html> </annotation-xml> <![CDATA[ ]]> <!-- --> <p> </p> <b> </b> <table> <td>"
    " </table> <textarea> </textarea> <iframe> </iframe> <frameset> <noframes> <template> </template> <font_color=a> <br> </br> <p_x=' '> <g_x=\" \"> <li>".split(
        " "
    )
).map(lambda piece: piece.replace("_", " "))


@given(st.lists(PIECES, max_size=20).map("".join))
@example(f"<svg><style><p {LONG}>")
@example(f"<svg><foreignObject><div></svg></div></foreignObject><style><p {LONG}>")
@example(f"<p><b></p><svg><desc>x</desc></svg></b></desc><style><g {LONG}>")
@example(f"<style/><p {LONG}>")
@example(f"<frameset><style><frame {LONG}>")
def test_no_parser_sees_a_long_tag_that_is_not_counted(page: str) -> None:
    counted = count_slowly(page.encode())
    if counted.most < MANY:
        assert max((len(element.attrib) for element in parse(page).iter("*")), default=0) < MANY
        assert counted.hidden >= ENDLESS or max(_attributes_of_lexbor(page)) < MANY


def _attributes_of_lexbor(page: str) -> Iterator[int]:
    html = pytest.importorskip("resiliparse.parse.html")
    nodes: list[Any] = [html.HTMLTree.parse(page).document]
    while nodes:
        node = nodes.pop()
        yield len(node.attrs) if node.type == html.NodeType.ELEMENT else 0
        nodes += node.child_nodes
