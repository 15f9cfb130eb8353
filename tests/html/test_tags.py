"""Tags that would take a parser endless time are refused before it sees them."""

from __future__ import annotations

import pytest

from cleaner.errors import CleanerError
from cleaner.html.tags import LONG_TAG, MOST_ATTRIBUTES, MOST_ATTRIBUTES_IN_ALL, MOST_ELEMENTS, MOST_PAIRS, check_tags

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
    ],
)
def test_other_tags_are_let_pass(page: str) -> None:
    check_tags(page)
