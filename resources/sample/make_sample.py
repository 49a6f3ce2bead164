"""Makes the two sample reports as PDF files, the same bytes every time.

The words live in report_en.toml and report_fr.toml beside this file, the look in the modules
that it imports. Run ``python resources/sample/make_sample.py [FOLDER]``.
"""

import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import boxes
import covers
from pages import DEEP, TEAL, Book, Entry, Flow
from typesetting import PDF, Style, Type, hyphen_table

HERE = Path(__file__).resolve().parent
SOURCES = ("report_en.toml", "report_fr.toml")

CHAPTER = Style("sans-bold", 19, 25, DEEP)
SECTION = Style("sans-bold", 12.4, 17, TEAL)
MINOR = Style("sans-bold", 9.6, 13.4, DEEP)
BODY = Style("serif", 10.4, 14.2)
COLUMN = Style("serif", 9.8, 13.0)

Block = Mapping[str, Any]


@dataclass(frozen=True)
class Setting:
    """What the printers of blocks need beside the flow: the text's look, the heads of cards."""

    body: Style
    recommendation_heads: Sequence[str]


def _chapter(flow: Flow, block: Block, setting: Setting) -> None:
    style = CHAPTER if flow.columns == 1 else replace(CHAPTER, size=17, leading=22)
    if block.get("new_page") and not flow.at_top:
        flow.turn()
    flow.space(16)
    flow.heading(1, block["chapter"], style, keep=120)
    flow.space(7 if setting.body == BODY else 4)


def _section(flow: Flow, block: Block, _: Setting) -> None:
    flow.space(9)
    flow.heading(2, block["section"], SECTION, keep=70)
    flow.space(3)


def _minor(flow: Flow, block: Block, setting: Setting) -> None:
    flow.space(5)
    flow.need(3 * setting.body.leading + MINOR.leading)
    flow.text(block["minor"], MINOR)
    flow.space(1)


def _paragraph(flow: Flow, block: Block, setting: Setting) -> None:
    flow.text(block["p"], setting.body)
    flow.space(6)


def _bullets(flow: Flow, block: Block, setting: Setting) -> None:
    flow.bullets(block["bullets"], setting.body)
    flow.space(4)


def _finding(flow: Flow, block: Block, _: Setting) -> None:
    flow.space(5)
    boxes.finding(flow, block["finding"])


def _table(flow: Flow, block: Block, _: Setting) -> None:
    spec = block["table"]
    flow.space(6)
    flow.need(150)
    boxes.caption(flow, spec["caption"])
    rows = {"head": [spec["head"]], "rows": spec["rows"], "groups": spec.get("groups", [])}
    boxes.table(flow, rows, spec["align"], spec["widths"])
    boxes.source(flow, spec.get("source", ""))


def _figure(flow: Flow, block: Block, _: Setting) -> None:
    spec = block["figure"]
    flow.space(6)
    flow.need(235)
    boxes.caption(flow, spec["caption"])
    flow.y += 6
    boxes.chart(flow, boxes.Bars(spec["axis"], spec["groups"], spec["series"], spec["values"]))
    boxes.source(flow, spec["source"])


def _fields(flow: Flow, block: Block, _: Setting) -> None:
    flow.space(4)
    boxes.fields(flow, block["fields"]["title"], block["fields"]["rows"])


def _recommendation(flow: Flow, block: Block, setting: Setting) -> None:
    spec = block["recommendation"]
    flow.space(3)
    boxes.recommendation(flow, spec["text"], setting.recommendation_heads, spec["facts"])


def _small_print(flow: Flow, block: Block, _: Setting) -> None:
    flow.space(8)
    boxes.source(flow, block["small_print"])


PRINTERS: dict[str, Callable[[Flow, Block, Setting], None]] = {
    "chapter": _chapter,
    "section": _section,
    "minor": _minor,
    "p": _paragraph,
    "bullets": _bullets,
    "finding": _finding,
    "table": _table,
    "figure": _figure,
    "fields": _fields,
    "recommendation": _recommendation,
    "small_print": _small_print,
}


def _print(flow: Flow, blocks: Sequence[Block], setting: Setting) -> None:
    for block in blocks:
        kind = next(name for name in PRINTERS if name in block)
        PRINTERS[kind](flow, block, setting)
    flow.close()


def _set_book(source: Mapping[str, Any], entries: Sequence[Entry]) -> Book:
    """Sets the whole report; entries are what its contents page lists."""
    about = source["report"]
    type_ = Type(hyphen_table(about["hyphenation"]), french=about["language"] == "fr")
    front = about["front_pages"]
    book = Book(type_, front, covers.running(about))
    if front:
        covers.cover(book, about)
        covers.contents(book, about, entries, source["quick_facts"]["rows"])
        summary = Flow(book, columns=2)
        _print(summary, source["summary"], Setting(COLUMN, ()))
    heads = about["recommendation_heads"]
    body = Flow(book, top=92.0 if front else covers.title_block_height(about))
    if not front:
        covers.title_block(body, about)
    _print(body, source["body"], Setting(BODY, heads))
    return book


def _finish(book: Book, about: Mapping[str, Any]) -> bytes:
    """The document as bytes, with outline, page labels, fixed dates and a fixed identity."""
    doc = book.doc
    top = min(entry.level for entry in book.entries)
    doc.set_toc(
        [
            [entry.level - top + 1, entry.text, entry.page + 1, _target(entry)]
            for entry in book.entries
        ]
    )
    roman = [{"startpage": 0, "style": "r", "firstpagenum": 1}] if book.front else []
    doc.set_page_labels([*roman, {"startpage": book.front, "style": "D", "firstpagenum": 1}])
    doc.set_metadata(
        {
            "title": about["title"],
            "subject": about["kind"],
            "author": about["author"],
            "keywords": about["keywords"],
            "producer": f"PyMuPDF {PDF.VersionBind}",
            "creationDate": about["pdf_date"],
            "modDate": about["pdf_date"],
        }
    )
    for number, link in book.links:
        doc[number].insert_link(link)
    doc.xref_set_key(doc.pdf_catalog(), "Lang", f"({about['language']})")
    doc.subset_fonts()
    identity = sha256(about["title"].encode()).hexdigest()[:32]
    doc.xref_set_key(-1, "ID", f"[<{identity}><{identity}>]")
    made: bytes = doc.tobytes(garbage=4, deflate=True, clean=True, no_new_id=True)
    return made


def _target(entry: Entry) -> dict[str, Any]:
    return {"kind": PDF.LINK_GOTO, "to": PDF.Point(0, max(entry.y - 20, 0)), "zoom": 0}


def make(source: Path) -> tuple[str, bytes]:
    """The file name and the bytes of the report that a TOML file describes."""
    report = tomllib.loads(source.read_text(encoding="utf-8"))
    draft = _set_book(report, [])
    book = _set_book(report, draft.entries)
    return report["report"]["file"], _finish(book, report["report"])


def main(folder: Path) -> None:
    """Writes both sample reports into the folder."""
    for source in SOURCES:
        name, made = make(HERE / source)
        (folder / name).write_bytes(made)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
