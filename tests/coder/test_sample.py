"""The sample reports: made the same every time, readable by the program, quoted rightly."""

import csv
import re
import subprocess
import sys
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pymupdf
import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources" / "sample"
ENGLISH = SAMPLE / "skills-for-coastal-livelihoods.pdf"
FRENCH = SAMPLE / "vergers-de-la-haute-lisiere.pdf"


def squeezed(text: str) -> str:
    """The letters of a text: ligatures apart, no spaces and no hyphens."""
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s\u00ad-]+", "", plain)


def page_texts(pdf: Path) -> list[str]:
    with pymupdf.open(pdf) as doc:
        return [page.get_text() for page in doc]


def codings() -> list[dict[str, str]]:
    with (SAMPLE / "codings.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def source(name: str) -> dict[str, Any]:
    return tomllib.loads((SAMPLE / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two folders, each with the reports made by its own run of the script."""
    folders = [tmp_path_factory.mktemp("made") for _ in range(2)]
    for folder in folders:
        script = SAMPLE / "make_sample.py"
        subprocess.run([sys.executable, "-B", str(script), str(folder)], check=True)
    return folders


@pytest.mark.parametrize("shipped", [ENGLISH, FRENCH], ids=["english", "french"])
def test_the_script_makes_the_shipped_bytes_every_time(made: list[Path], shipped: Path) -> None:
    first, second = ((folder / shipped.name).read_bytes() for folder in made)
    assert first == second
    with pymupdf.open(shipped) as doc:
        producer = doc.metadata["producer"]
    if producer == f"PyMuPDF {pymupdf.VersionBind}":
        assert first == shipped.read_bytes()
    else:
        assert page_texts(made[0] / shipped.name) == page_texts(shipped)


@pytest.mark.parametrize("shipped", [ENGLISH, FRENCH], ids=["english", "french"])
def test_reports_are_small_and_every_letter_is_unicode(shipped: Path) -> None:
    assert shipped.stat().st_size < 400_000
    with pymupdf.open(shipped) as doc:
        fonts = {font[3].split("+")[-1].split()[0] for page in doc for font in page.get_fonts()}
    assert fonts == {"Caladea", "Open"}
    letters = set("".join(page_texts(shipped)))
    assert not [char for char in letters if char == "\ufffd" or unicodedata.category(char) == "Co"]


def test_the_english_report_has_labels_outline_and_links() -> None:
    with pymupdf.open(ENGLISH) as doc:
        labels = [page.get_label() for page in doc]
        assert labels == ["i", "ii", "iii", "1", "2", "3", "4", "5", "6", "7", "8"]
        for page in list(doc)[1:]:
            assert page.get_label() in page.get_text().split("\n")[:4]
        for _, title, number in doc.get_toc():
            assert squeezed(title) in squeezed(doc[number - 1].get_text())
        listed = [link["page"] for link in doc[1].get_links()]
        assert len(listed) > 10
        assert listed == sorted(listed)


def test_every_printed_word_of_the_source_is_in_the_text_in_order() -> None:
    """Column after column, page after page: the text layer keeps the order of the source."""
    whole = squeezed("".join(page_texts(ENGLISH)))
    blocks = [*source("report_en.toml")["summary"], *source("report_en.toml")["body"]]
    at = 0
    for block in blocks:
        words = block.get("p") or block.get("finding") or block.get("section")
        if not words:
            continue
        shown = re.sub(r"\^\[.+?\]|\*", "", words)
        opening = squeezed(" ".join(shown.split()[:5]))
        at = whole.find(opening, at)
        assert at >= 0, f"not in order: {shown[:60]}"


def test_the_report_has_the_difficulties_that_readers_meet() -> None:
    texts = page_texts(ENGLISH)
    assert "\ufb01" in texts[2], "ligatures"
    assert re.search(r"\w-\n\w", texts[2]), "hyphenated line ends"
    assert texts[4].endswith("the two teams have met\n"), "a sentence over a page end"
    assert texts[5].split("\n")[4].startswith("once, and have agreed")
    with pymupdf.open(ENGLISH) as doc:
        lines = [line for block in doc[5].get_text("dict")["blocks"] for line in block["lines"]]
        assert [line for line in lines if line["dir"][1] < 0], "turned text"


def test_the_french_note_has_accents_and_no_break_spaces() -> None:
    text = "".join(page_texts(FRENCH))
    assert len(page_texts(FRENCH)) == 2
    assert "« Vergers" in text.replace("\xa0", " ")
    assert "84\xa0%" in text
    assert "œuvre" in text


def test_the_figures_of_text_table_and_chart_agree() -> None:
    body = source("report_en.toml")["body"]
    table = next(
        block["table"] for block in body if "Table 1" in block.get("table", {}).get("caption", "")
    )
    for _, target, achieved, rate in table["rows"]:
        wanted, got = (float(value.strip("%").replace(",", "")) for value in (target, achieved))
        assert abs(float(rate.strip("%")) - 100 * got / wanted) <= 0.5
    figure = next(block["figure"] for block in body if "figure" in block)
    sizes = [[110, 62, 44], [98, 58, 40]]
    groups = [int(re.search(r"n = (\d+)", group)[1]) for group in figure["groups"]]
    assert groups == [women + men for women, men in zip(*sizes, strict=True)]
    at_work = sum(
        round(share * size / 100)
        for shares, row in zip(figure["values"], sizes, strict=True)
        for share, size in zip(shares, row, strict=True)
    )
    assert (at_work, sum(groups), round(100 * at_work / sum(groups))) == (235, 412, 57)


def test_codings_are_of_two_coders_on_both_reports() -> None:
    rows = codings()
    assert 25 <= len(rows) <= 40
    assert {row["coder"] for row in rows} == {"Coder A", "Coder B"}
    assert {row["report"] for row in rows} == {ENGLISH.name, FRENCH.name}
    assert sum(bool(row["memo"]) for row in rows) >= 4


def test_every_quote_stands_once_on_its_page() -> None:
    over_a_page_end = 0
    for row in codings():
        texts = [squeezed(text) for text in page_texts(SAMPLE / row["report"])]
        quote, page = squeezed(row["quote"]), int(row["page"]) - 1
        if texts[page].count(quote) == 1:
            continue
        cuts = [
            cut
            for cut in range(1, len(quote))
            if texts[page].endswith(quote[:cut]) and quote[cut:] in texts[page + 1]
        ]
        assert len(cuts) == 1, f"not once on page {row['page']}: {row['quote']}"
        over_a_page_end += 1
    assert over_a_page_end == 1


def test_one_quote_runs_over_two_columns() -> None:
    quote = next(row["quote"] for row in codings() if row["page"] == "3" and row["memo"])
    with pymupdf.open(ENGLISH) as doc:
        lines = [line for block in doc[2].get_text("dict")["blocks"] for line in block["lines"]]
        middle = doc[2].rect.width / 2
        starts = {
            "".join(span["text"] for span in line["spans"]): line["bbox"][0] > middle
            for line in lines
        }
    in_right_column = {
        right for text, right in starts.items() if quote[:20] in text or quote[-30:-10] in text
    }
    assert in_right_column == {False, True}


def test_every_code_is_an_assignable_code_of_the_built_in_codebooks() -> None:
    files = [
        ROOT / "codebooks" / f"{name}.toml" for name in ("oecd-dac-criteria", "synthesis-review")
    ]
    codes = [code for file in files for code in tomllib.loads(file.read_text("utf-8"))["code"]]
    names = {code["path"]: code["name"]["en"] for code in codes}
    usable = set()
    for code in codes:
        parts = code["path"].split("/")
        path = [names["/".join(parts[: depth + 1])] for depth in range(len(parts))]
        if code.get("assignable", True):
            usable.add(" › ".join(path))
    assert {row["code"] for row in codings()} <= usable
