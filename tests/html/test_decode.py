"""Encodings: what a page is read by, whatever it declares."""

from __future__ import annotations

import codecs

import pytest

from cleaner.html.decode import decode

LATIN = "Die Fähre über den Großen Belt fuhr bis März; danach übernahm die Brücke den Verkehr für alle Gäste."
JAPANESE = "渡し船は六時に桟橋を離れた。港の役人の姿を正午から見た者はいない。車は九台だけだった。"


def page(text: str, charset: str = "") -> str:
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<html><head>{meta}</head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("text", "codec", "declared"),
    [
        (LATIN, "utf-8", "utf-8"),
        (LATIN, "utf-8", ""),
        (LATIN, "latin-1", "iso-8859-1"),
        (LATIN + " – “so”", "cp1252", "iso-8859-1"),
        (LATIN, "cp1252", "windows-1252"),
        (JAPANESE, "shift_jis", "Shift_JIS"),
        (JAPANESE, "cp932", "x-sjis"),
        (JAPANESE, "euc-jp", "EUC-JP"),
        (JAPANESE, "iso2022_jp", "iso-2022-jp"),
        ("Паром отошёл в шесть часов", "cp1251", "windows-1251"),
        ("渡船六點離開碼頭", "big5", "big5"),
        ("渡船六点离开码头", "gb18030", "gb2312"),
        ("배는 여섯 시에 떠났다", "cp949", "ks_c_5601-1987"),
        ("배는 여섯 시에 떠났다", "iso2022_kr", "iso-2022-kr"),
        ("渡船六点离开码头", "hz", "hz-gb-2312"),
        ("渡船六点离开码头", "gb18030", "gb_2312-80"),
        ("שלום עולם", "iso8859_8", "iso-8859-8-i"),
        (LATIN, "mac_roman", "x-mac-roman"),
    ],
)
def test_a_page_is_read_by_its_declaration(text: str, codec: str, declared: str) -> None:
    assert decode(page(text, declared).encode(codec)) == page(text, declared)


@pytest.mark.parametrize(
    ("text", "codec", "declared"),
    [
        (LATIN, "utf-8", "iso-8859-1"),
        (JAPANESE, "utf-8", "shift_jis"),
        (LATIN * 3, "cp1252", "utf-8"),
        (JAPANESE * 5, "shift_jis", "utf-8"),
        (LATIN, "utf-8", "no-such-thing"),
        (LATIN * 3, "cp1252", "punycode"),
        (LATIN * 3 + r" \u0041", "cp1252", "unicode-escape"),
    ],
)
def test_a_wrong_declaration_does_not_matter(text: str, codec: str, declared: str) -> None:
    assert decode(page(text, declared).encode(codec)) == page(text, declared)


def test_the_header_goes_before_the_page() -> None:
    assert decode(page("Паром", "iso-8859-1").encode("cp1251"), "windows-1251") == page("Паром", "iso-8859-1")


@pytest.mark.parametrize(
    ("bom", "codec"), [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF32_LE, "utf-32-le")]
)
def test_a_byte_order_mark_decides(bom: bytes, codec: str) -> None:
    assert decode(bom + page(JAPANESE, "latin-1").encode(codec)) == page(JAPANESE, "latin-1")


def test_an_xml_declaration_is_one() -> None:
    text = "<?xml version='1.0' encoding='windows-1251'?><html><body>Паром</body></html>"
    assert decode(text.encode("cp1251")) == text


def test_a_declaration_in_a_comment_is_none() -> None:
    text = "<!-- <meta charset=koi8-r> -->" + page(LATIN, "iso-8859-1")
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize(("text", "codec"), [("배는 여섯 시에 떠났다. " * 9, "cp949"), (JAPANESE * 4, "shift_jis"), ("渡船六点离开码头。" * 9, "gb18030")])
def test_a_page_that_was_cut_is_read_by_its_declaration(text: str, codec: str) -> None:
    cut = page(text, codec).encode(codec)
    assert decode(cut[: cut.index(b"</p>") - 3]).startswith(page(text, codec)[:60])


def test_surrogates_in_utf8_are_joined() -> None:
    assert decode("<p>café \ud83d\ude00, \ud800</p>".encode("utf-8", "surrogatepass")) == "<p>café \U0001f600, \ufffd</p>"


def test_utf8_that_was_cut_stays_utf8() -> None:
    data = page(JAPANESE).encode()[:-20]
    assert decode(data[:-1] + b"\xe6").endswith("\ufffd")


def test_bytes_that_are_no_text_are_replaced() -> None:
    assert decode(b"\x81\xff\xfe\x81\x8d", "no-such-thing")
    assert decode(b"") == ""
