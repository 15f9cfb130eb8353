"""Elements that are cut out of a tree and put back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from cleaner.html.cut import cut_out, put_back

PAGE = "<div>a<p>b<b>c</b>d</p><i>e</i><i></i>f<p><b>g</b></p><p></p>h</div>"


def written(tree: html.HtmlElement) -> str:
    return str(html.tostring(tree, encoding="unicode"))


def test_the_text_that_follows_an_element_stays() -> None:
    tree = html.document_fromstring(PAGE)
    for element in tree.findall(".//i"):
        cut_out(element)
    assert "<b>c</b>d</p>f<p><b>g" in written(tree)


@given(st.lists(st.integers(0, 6), unique=True))
def test_what_is_cut_out_and_put_back_is_as_it_was(numbers: list[int]) -> None:
    tree = html.document_fromstring(PAGE)
    before, below = written(tree), list(tree.find(".//div").iterdescendants())
    cuts = [cut_out(below[number]) for number in numbers if below[number].getparent() is not None]
    for cut in reversed(cuts):
        put_back(cut)
    assert written(tree) == before
