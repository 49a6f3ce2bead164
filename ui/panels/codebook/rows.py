"""What the pages of the Codebook stage list: codebooks, and under them what each defines."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from coder.model.codebook import Code, Codebook
from coder.model.protocol import Item, ItemKind, Protocol

BOOK, CODE = "codebook", "code"


def tr(text: str) -> str:
    """Return a text of the Codebook stage in the language of the window."""
    return QCoreApplication.translate("BookPages", text)


class Page(NamedTuple):
    """One page: its title, the kind of its definitions, and that of those under them."""

    title: str
    kind: str
    under: str = ""


PAGES = (
    Page("Codes", CODE, CODE),
    Page("Attributes", "attribute"),
    Page("Screening", "stage", "criterion"),
    Page("Scales", "scale"),
    Page("Checklists", "checklist", "check"),
    Page("Forms", "form", "field"),
)
NAMES = {
    BOOK: "Codebook",
    CODE: "Code",
    "attribute": "Attribute",
    "stage": "Stage",
    "criterion": "Criterion",
    "scale": "Scale",
    "checklist": "Checklist",
    "check": "Check",
    "form": "Form",
    "field": "Field",
}
TYPES = {
    "text": "One line",
    "long": "Text",
    "number": "Number",
    "date": "Date",
    "one": "One of the choices",
    "several": "Several of the choices",
    "countries": "Countries",
    "cards": "Other cards",
}
ROLES = {
    "gate": "Gate: must be met",
    "include": "Includes a report",
    "possible": "May include a report",
    "exclude": "Excludes a report",
}
_SHORT_ROLES = {
    "gate": "gate",
    "include": "includes",
    "possible": "may include",
    "exclude": "excludes",
}


@dataclass(frozen=True, slots=True)
class BookRow:
    """One row: a codebook, a code or another definition, and what stands under it."""

    id: bytes
    kind: str
    codebook: Codebook
    name: str
    note: str = ""
    colour: str = ""
    is_hollow: bool = False
    one: Code | Item | None = None
    below: tuple["BookRow", ...] = ()


def rows_of(
    page: Page, books: Sequence[Codebook], codes: Sequence[Code], protocol: Protocol
) -> list[BookRow]:
    """Return the rows of a page: every codebook, whether it defines something of the kind or not.

    Codebooks without any come last.
    """
    found = []
    for book in books:
        if page.kind == CODE:
            below = _codes([one for one in codes if one.codebook == book.id], book)
        else:
            below = _items(page, protocol, book)
        found.append(BookRow(book.id, BOOK, book, book.title, below=below))
    return sorted(found, key=lambda row: not row.below)


def _codes(codes: Sequence[Code], book: Codebook) -> tuple[BookRow, ...]:
    known = {code.id for code in codes}

    def under(parent: bytes | None) -> tuple[BookRow, ...]:
        here = (
            code for code in codes if (code.parent if code.parent in known else None) == parent
        )
        return tuple(
            BookRow(
                code.id,
                CODE,
                book,
                code.name,
                f"{code.codings:,}" if code.codings else "",
                code.colour,
                not code.assignable,
                code,
                under(code.id),
            )
            for code in here
        )

    return under(None)


def _items(page: Page, protocol: Protocol, book: Codebook) -> tuple[BookRow, ...]:
    def row(item: Item) -> BookRow:
        return BookRow(item.id, item.kind, book, item.name, note(item), one=item)

    def with_below(item: Item) -> BookRow:
        under: Iterable[Item] = protocol.of(_kind(page.under), item.id) if page.under else ()
        return replace(row(item), below=tuple(map(row, under)))

    here = (item for item in protocol.of(_kind(page.kind)) if item.codebook == book.id)
    return tuple(map(with_below, here))


def _kind(kind: str) -> ItemKind:
    return kind  # type: ignore[return-value]


def note(item: Item) -> str:
    """Return what stands beside a definition's name in the list."""
    notes: dict[str, Callable[[], str]] = {
        "attribute": lambda: tr(TYPES.get(item.type, "")),
        "field": lambda: tr(TYPES.get(item.type, "")),
        "criterion": lambda: tr(_SHORT_ROLES.get(item.role, "")),
        "scale": lambda: tr("{} levels").format(len(item.levels)),
    }
    told = notes.get(item.kind)
    return told() if told else ""


def walk(rows: Iterable[BookRow]) -> Iterable[BookRow]:
    """Yield rows and all below them, top down."""
    for row in rows:
        yield row
        yield from walk(row.below)
