"""What is taken from a PDF: text in reading order, boxes on the print, labels, headings."""

import math
from pathlib import Path

import numpy as np
import pymupdf
import pytest

from coder.model.errors import PasswordNeededError, RefusedFileError
from coder.pdf.chars import page_text, rows
from coder.pdf.engine import Book, rehearse
from coder.pdf.extract import extract, extracted
from coder.pdf.jobs import RenderJob
from coder.pdf.packing import unpack
from coder.pdf.paint import rehearsal
from tests.coder.pdf_made import NASTY, REPORTS, drawn, made, no_nasty, no_reports, on_ink


def test_lines_and_blocks_are_joined() -> None:
    with pymupdf.open() as doc:
        page = doc.new_page()
        page.insert_text((50, 80), ["first line", "second line"], fontsize=11)
        page.insert_text((50, 300), "another block", fontsize=11)
        content = doc.tobytes()
    page = extract(content).pages[0]
    assert page.text == "first line\nsecond line\n\nanother block"
    assert page.blocks.tolist() == [0, 0, 1]
    spans = zip(page.starts.tolist(), page.ends.tolist(), strict=True)
    assert [page.text[a:b] for a, b in spans] == ["first line", "second line", "another block"]
    newline = page.text.index("\n")
    assert page.left[newline] == page.right[newline] == page.right[newline - 1]


def test_two_columns_stay_in_natural_order() -> None:
    with pymupdf.open() as doc:
        page = doc.new_page()
        page.insert_textbox((50, 50, 250, 700), "left " * 80, fontsize=11)
        page.insert_textbox((300, 50, 500, 700), "right " * 80, fontsize=11)
        content = doc.tobytes()
    text = extract(content).pages[0].text
    assert text.count("left") == text.count("right") == 80
    assert text.rindex("left") < text.index("right")


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_lie_on_the_print_of_turned_and_cropped_pages(rotation: int) -> None:
    with pymupdf.open() as doc:
        page = doc.new_page(width=500, height=700)
        page.insert_text((150, 250), "Upright Line 123", fontsize=14)
        page.insert_text((120, 500), "Upwards Line 456", fontsize=14, rotate=90)
        corner = pymupdf.Point(200, 450)
        lean = pymupdf.Matrix(30)
        page.insert_text(corner, "Leaning Line 789", fontsize=14, morph=(corner, lean))
        page.set_cropbox((100, 100, 450, 650))
        page.set_rotation(rotation)
        content = doc.tobytes()
    book = Book(content)
    size, blocks = book.read(0)
    page = page_text(rows(blocks))
    assert (size.width, size.height, size.rotation) == (350, 550, rotation)
    assert len(page.starts) == 3
    assert on_ink(book, 0, size, page, 4) == (42, 42)
    tall = page.bottoms - page.tops
    assert np.allclose(tall, tall[0], rtol=0.05)
    leaning = int(np.argmin(np.abs(page.cosines - math.cos(math.radians(30)))))
    start, end = page.starts[leaning], page.ends[leaning]
    wide = pymupdf.get_text_length("Leaning Line 789", fontsize=14)
    assert page.right[end - 1] - page.left[start] == pytest.approx(wide, abs=1)
    assert np.allclose(page.left[start + 1 : end], page.right[start : end - 1], atol=0.5)


def _line(text: str, *boxes: tuple[float, float], letters: str | None = None) -> dict:
    chars = [
        {"c": letter, "bbox": (left, 10.0, right, 20.0)}
        for letter, (left, right) in zip(letters or text, boxes, strict=True)
    ]
    span = {"chars": chars, "size": 10.0, "ascender": 0.8, "descender": -0.2, "flags": 0}
    return {"dir": (1.0, 0.0), "bbox": (0.0, 10.0, 100.0, 20.0), "spans": [span]}


def test_ligatures_share_their_box_evenly() -> None:
    line = _line("office", (0, 6), (6, 18), (18, 18), (18, 18), (18, 24), (24, 30))
    page = page_text(rows([{"lines": [line]}]))
    assert page.left.tolist() == [0, 6, 10, 14, 18, 24]
    assert page.right.tolist() == [6, 10, 14, 18, 24, 30]


def test_combining_marks_and_line_beginnings_take_no_share() -> None:
    line = _line("e\u0301x", (0, 6), (6, 6), (6, 12))
    other = _line("ab", (6, 6), (6, 12))
    page = page_text(rows([{"lines": [line, other]}]))
    assert page.right.tolist() == [6, 6, 12, 12, 6, 12]


def test_nothing_unstorable_gets_in() -> None:
    odd = "a\x00\n\x03\ud800b"
    line = _line(odd, *[(at, at + 1.0) for at in range(6)])
    page = page_text(rows([{"lines": [line]}, {"lines": [_line(" ", (0, 5))]}, {"type": 1}]))
    assert page.text == "a \ufffd\ufffdb"
    assert page.left.tolist() == [0, 2, 3, 4, 5]


def test_a_page_without_print_has_no_text() -> None:
    taken = extract(made("words", ""))
    assert [fact.has_text for fact in taken.facts] == [True, False]
    assert taken.pages[1].text == ""
    assert len(taken.pages[1].starts) == 0


def test_listed_headings_have_page_and_unrotated_height() -> None:
    with pymupdf.open() as doc:
        for rotation in (0, 90, 180):
            doc.new_page(width=400, height=600).set_rotation(rotation)
        place = {"kind": pymupdf.LINK_GOTO, "to": pymupdf.Point(30, 120)}
        doc.set_toc([[1, "One", 1, place], [2, "Two", 2, place], [1, "Three", 3, place]])
        doc.set_metadata({"title": "  A  title "})
        content = doc.tobytes()
    taken = extract(content)
    assert taken.title == "A title"
    found = [(one.level, one.title, one.page, round(one.y)) for one in taken.outline]
    assert found == [(1, "One", 0, 120), (2, "Two", 1, 600 - 30), (1, "Three", 2, 600 - 120)]
    assert not any(one.printed for one in taken.outline)


def test_headings_are_recognised_by_their_print() -> None:
    with pymupdf.open() as doc:
        for number in range(5):
            page = doc.new_page()
            page.insert_text((50, 40), "Running header of the report", fontsize=14)
            page.insert_text((50, 90), f"Chapter {'ABCDE'[number]} of it", fontsize=20)
            page.insert_text((50, 130), "Relevance", fontsize=11, fontname="hebo")
            page.insert_textbox((50, 160, 400, 500), "Body text goes on here. " * 40, fontsize=11)
            page.insert_text((50, 550), f"Figure {number}: Spending", fontsize=14)
            page.insert_text((50, 600), "12.5 %", fontsize=30)
            page.insert_text((50, 650), "and a torn line", fontsize=14)
            page.insert_text((50, 720), f"Section {number} ... 12", fontsize=14)
            page.insert_text((50, 690), f"Chapter {number} ........ 12", fontsize=14)
        content = doc.tobytes()
    found = extract(content).outline
    assert [one.title for one in found] == [f"Chapter {letter} of it" for letter in "ABCDE"]
    assert all(one.printed and one.level == 1 for one in found)
    assert [one.page for one in found] == list(range(5))
    assert 65 < found[0].y < 90


def test_bold_lines_alone_are_headings_below_the_larger_ones() -> None:
    with pymupdf.open() as doc:
        page = doc.new_page()
        page.insert_text((50, 60), "Main findings", fontsize=18)
        page.insert_text((50, 110), "Relevance", fontsize=11, fontname="hebo")
        page.insert_textbox((50, 140, 400, 500), "Body text goes on here. " * 40, fontsize=11)
        content = doc.tobytes()
    found = extract(content).outline
    assert [(one.level, one.title) for one in found] == [(1, "Main findings"), (2, "Relevance")]


def test_printed_page_labels() -> None:
    with pymupdf.open() as doc:
        for _ in range(4):
            doc.new_page()
        doc.set_page_labels(
            [
                {"startpage": 0, "style": "r", "firstpagenum": 1},
                {"startpage": 2, "prefix": "A-", "style": "D", "firstpagenum": 7},
            ]
        )
        content = doc.tobytes()
    assert [fact.label for fact in extract(content).facts] == ["i", "ii", "A-7", "A-8"]
    assert [fact.label for fact in extract(made("x")).facts] == [""]


def test_packed_result_says_the_same() -> None:
    content = made("Some words here", "More of them", password="évaluation")
    plain, packed = extract(content, "évaluation"), extracted(content, "évaluation")
    assert packed.encrypted
    assert packed.texts == [page.text for page in plain.pages]
    assert packed.facts == plain.facts
    assert packed.size == len(content)
    assert packed.extractor == "mupdf-" + pymupdf.VersionBind + "/194/v1"
    for page, text, geometry in zip(plain.pages, packed.texts, packed.packed, strict=True):
        np.testing.assert_allclose(unpack(text, geometry).left, page.left, atol=0.006)


def test_passwords() -> None:
    content = made("secret", password="évaluation")
    with pytest.raises(PasswordNeededError, match="only with a password"):
        extract(content)
    with pytest.raises(PasswordNeededError, match="not open with that password"):
        extract(content, "wrong")
    assert extract(content, "évaluation").pages[0].text == "secret"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "0 bytes"),
        (b"\n<!DOCTYPE html><html></html>", "web page"),
        (b"PK\x03\x04word/document.xml", "Word or other Office"),
        (b"Dear colleagues, please find", "not a PDF"),
        (b"%PDF-1.7\nrubbish", "damaged and no page can be read"),
    ],
)
def test_refusals_say_what_the_file_is(content: bytes, words: str) -> None:
    with pytest.raises(RefusedFileError, match=words):
        extract(content)


def test_a_skipped_page_does_not_lose_the_report() -> None:
    taken = extract(made("one", "two", "three"), skip={1})
    assert [page.text for page in taken.pages] == ["one", "", "three"]
    with pytest.raises(RefusedFileError, match="no page can be read"):
        extract(made("one"), skip={0})


def test_the_page_to_rehearse_on_is_a_whole_pdf_with_print_and_colours() -> None:
    """A file to be repaired, or a page that stays empty, would make nothing ready."""
    content = rehearsal()
    with pymupdf.open(stream=content) as doc:
        assert not doc.is_repaired
        assert {font[3] for font in doc[0].get_fonts()} == {"Times-Roman", "Helvetica"}
    picture = drawn(Book(content), RenderJob(0, 1.0))
    assert picture.shape == (200, 200, 3)
    assert picture.min() < 20
    assert len(np.unique(picture.reshape(-1, 3), axis=0)) > 20
    rehearse()


def test_clips_and_turns_are_parts_of_the_whole_picture() -> None:
    book = Book(made("A line of print on a page", rotation=90))
    whole = drawn(book, RenderJob(0, 2.0))
    assert whole.shape == (800, 1200, 3)
    clip = drawn(book, RenderJob(0, 2.0, (400.0, 20.0, 600.0, 120.0)))
    np.testing.assert_array_equal(clip, whole[40:240, 800:1200])
    turned = drawn(book, RenderJob(0, 2.0, rotation=90))
    assert turned.shape == (1200, 800, 3)
    difference = np.abs(turned.astype(int) - np.rot90(whole, -1).astype(int))
    assert difference.mean() < 1
    part = drawn(book, RenderJob(0, 2.0, (300.0, 400.0, 400.0, 600.0), rotation=90))
    np.testing.assert_array_equal(part, turned[800:1200, 600:800])


@no_nasty
@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("derived__rotated_mixed", 2),
        ("derived__rotated_mixed", 3),
        ("rotated__pdfplumber__issue-461-example", 0),
        ("rotated__pdf.js__issue5747", 0),
        ("rotated__PyMuPDF__test_2634", 3),
        ("crop__PyMuPDF__test_3357", 1),
        ("crop__PyMuPDF__001003ED", 0),
        ("crop__pdf.js__issue5946", 0),
        ("derived__huge_14400pt", 0),
        ("text__pdf.js__copy_paste_ligatures", 0),
        ("rtl__docling__right_to_left_03", 0),
    ],
)
def test_real_boxes_lie_on_the_print(name: str, number: int) -> None:
    book = Book((NASTY / f"{name}.pdf").read_bytes())
    size, blocks = book.read(number)
    page = page_text(rows(blocks))
    asked, hit = on_ink(book, number, size, page)
    assert asked >= 19
    assert hit >= 0.999 * asked


@no_nasty
def test_real_ligatures_have_width() -> None:
    content = (NASTY / "text__pdf.js__copy_paste_ligatures.pdf").read_bytes()
    page = extract(content).pages[0]
    assert page.text == "abcdeffffiflffifflststghijklmno"
    for start, end in zip(page.starts, page.ends, strict=True):
        assert (page.right[start:end] - page.left[start:end]).min() > 0.5


@no_reports
def test_a_real_two_column_page_keeps_its_columns() -> None:
    book = Book((REPORTS / "en_cct_child_labor_rotatedpage_15p.pdf").read_bytes())
    _, blocks = book.read(3)
    page = page_text(rows(blocks))
    letters = page.ends - page.starts
    body = letters > 30
    sides = page.left[page.starts][body] > 290
    assert 0.2 < sides.mean() < 0.8
    assert np.count_nonzero(np.diff(sides)) <= 3


def test_a_file_cut_short_is_refused_when_nothing_is_left_on_its_pages() -> None:
    """A download that broke off looks like a report of scans; it must not go in as one."""
    whole = (Path(__file__).resolve().parents[2] / "resources/sample").glob("skills*.pdf")
    content = next(whole).read_bytes()
    with pytest.raises(RefusedFileError, match="incomplete"):
        extracted(content[: len(content) // 3])
    assert len(extracted(content).facts) == 11
