"""Tags that would take a parser endless time are refused before it sees them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleaner.errors import CleanerError
from cleaner.html.tags import (
    MORE_BYTES,
    MOST_ATTRIBUTES,
    MOST_ATTRIBUTES_IN_ALL,
    MOST_ELEMENTS,
    MOST_PAIRS,
    Tags,
    _Counter,
    check_tags,
    count_fast,
    count_slowly,
)
from cleaner.html.tokens import LONG_TAG

NEAR = f"<div {' '.join(f'a{i}' for i in range(MOST_ATTRIBUTES - 1))}>x</div>"
ENDLESS = f"<p {' '.join(f'a{i}' for i in range(MOST_ATTRIBUTES + 1))}>x</p>"
SHORT = f"<b {' '.join(f'a{i:02}' for i in range(40))}>x</b>"


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (f"<div {' '.join(f'a{i}=1' for i in range(100_000))}>x</div>", "endless-tag"),
        ("<div " + "".join(f"a{i}='>'" for i in range(100_000)) + ">x</div>", "endless-tag"),
        (f"<div {' '.join(f'a{i}' for i in range(100_000))}", "endless-tag"),
        (f"<div t='>' {' '.join(f'a{i}' for i in range(40_000))}>x</div>", "endless-tag"),
        ("<div " + " ".join(f"a{i}" if i % 900 else f"a{i}='>'" for i in range(40_000)) + ">x</div>", "endless-tag"),
        (f'<div " {" ".join(f"a{i}" for i in range(40_000))}>x</div>', "endless-tag"),
        (f"<!-- don't --><script>a<b'</script><div =\"><p {' '.join(f'a{i}' for i in range(40_000))}>x</p>", "endless-tag"),
        (f"<script {' '.join(f'a{i}' for i in range(40_000))}></script>", "endless-tag"),
        (f"<!-->{ENDLESS}", "endless-tag"),
        (f"<!--->{ENDLESS}", "endless-tag"),
        (f"<!-- x --!>{ENDLESS}", "endless-tag"),
        (f"<iframe><!--</iframe>{ENDLESS}", "endless-tag"),
        (f"<STYLE><!--</Style>{ENDLESS}", "endless-tag"),
        (f"<script><!--<script></script><!--</script>--></script>{ENDLESS}", "endless-tag"),
        (f"<script><!--</script>{ENDLESS}", "endless-tag"),
        (f"<script></scriptx><!--</script>{ENDLESS}", "endless-tag"),
        (f"</p title='<!--'>{ENDLESS}", "endless-tag"),
        (f"<style/>{ENDLESS}", "endless-tag"),
        (f"<script a=b//>{ENDLESS}</script><script a=b />{ENDLESS}", "endless-tag"),
        (f"<!doctype html <!-- >{ENDLESS}", "endless-tag"),
        (f"<? <!-- >{ENDLESS}", "endless-tag"),
        ("<p>x" * (MOST_ELEMENTS + 1), "too-many-elements"),
        (NEAR * (MOST_PAIRS // MOST_ATTRIBUTES**2 + 1), "endless-tags"),
        (NEAR * 100, "endless-tags"),
        (f"<div {' '.join(f'a{i}' for i in range(LONG_TAG // 4))}>x</div>" * 2_000, "endless-tags"),
        (SHORT * (MOST_ATTRIBUTES_IN_ALL // 40 + 1), "endless-tags"),
    ],
)
def test_endless_tags_are_refused(page: str, code: str) -> None:
    with pytest.raises(CleanerError) as error:
        check_tags(page)
    assert error.value.code == code
    assert error.value.do


@pytest.mark.parametrize(
    "page",
    [
        "",
        NEAR,
        SHORT * 10_000,
        f"<p title='{'a ' * 400_000}'>x</p>" * 3,
        f"<script>{'a<b&&c=d ' * 60_000}</script>",
        f"<!-- {NEAR * 10} --><textarea>{NEAR * 10}</textarea>",
        f"<style>{NEAR * 10}</style><title>{NEAR * 10}</title>",
        f"<script><!--<script></script>{NEAR * 10}</script></script>",
        f"<script a=b/>{NEAR * 10}</script>",
        f"<svg><style>{NEAR * 10}</style></svg>",
    ],
)
def test_other_tags_are_let_pass(page: str) -> None:
    check_tags(page)


PIECES = st.sampled_from(
    "< > / ! -- - \" ' = a b é ? \n \f \x0b script SCRIPT style title xmp textarea iframe noembed noframes svg <script> </script> <!-- --> --!> <p </p"
    " <svg> </svg> <svg/> <math> </math> <style> </style> <title> </title> <desc> </desc> <mi> </mi> <foreignObject> </foreignobject> <annotation-xml"
    " <frameset> <![CDATA[ ]]> </ </style <svg".split(" ")
)


@given(st.lists(PIECES | st.just(" "), max_size=40).map("".join))
@example("<script><!--<script></script><p a></script><p b c>")
@example("<!-->< p><p a=\"><b>\" c='' d/e =f g = h>")
@example("<a" + " b=c" * LONG_TAG)
@example("<a" + "b" * (LONG_TAG - 1) + ">")
@example("<x " + "b" * (LONG_TAG - 3) + "><x " + "b" * (LONG_TAG - 2) + ">")
def test_machine_code_counts_what_python_counts(text: str) -> None:
    page = text.encode()
    assert count_fast(page) == count_slowly(page)


@pytest.mark.parametrize(
    ("page", "tags"),
    [
        ("", Tags()),
        ("a < b", Tags()),
        ("<p>x</p>", Tags(tags=1)),
        ("<p class=a id='b > c'>x</p y=z><!-- <p a> -->", Tags(tags=2, most=2, attributes=2)),
        ("<!doctype html><title><b a></title>", Tags(tags=2)),
        ("<script>a<b c</script><b d>", Tags(tags=2, most=1, attributes=1)),
        ("<b" + " a" * LONG_TAG + ">", Tags(1, LONG_TAG, LONG_TAG**2, LONG_TAG)),
    ],
)
def test_what_is_counted(page: str, tags: Tags) -> None:
    assert count_slowly(page.encode()) == tags


def test_counts_on_when_so_much_came_that_machine_code_pays() -> None:
    counter = _Counter()
    counted = [counter.count(b"<p a>x</p>"), counter.count(b" " * MORE_BYTES), counter.count(b"<p a>x</p>")]
    assert counted == [Tags(1, 1, 0, 1), Tags(), Tags(1, 1, 0, 1)]
