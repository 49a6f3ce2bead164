"""Reading a codebook file: everything is checked, everything wrong is said, nothing half-loads."""

from pathlib import Path

from coder.codebooks.items import KINDS, read_items
from coder.codebooks.problems import Problems, did_you_mean
from coder.codebooks.section import SLUG, Section, one_line
from coder.codebooks.source import parse, read_text
from coder.model.codebook import Code, Codebook, CodebookFile
from coder.model.ids import CodebookId, CodeId, codebook_id, shipped_code_id

MAX_CODES = 10_000
MAX_DEPTH = 50
# Paul Tol's "bright" and "muted" sets: told apart by colour-blind readers, too.
PALETTE = ("#4477AA", "#EE6677", "#228833", "#CCBB44", "#66CCEE", "#AA3377", "#332288", "#999933")

_BOOK_FIELDS = ("id", "title", "version", "language", "source", "licence", "uuid")
_CODE_FIELDS = (
    "path", "name", "definition", "apply_when", "do_not_apply_when", "example",
    "colour", "key", "assignable", "source", "memo", "uuid",
)  # fmt: skip


def load(path: Path, language: str = "") -> CodebookFile:
    """Return the codebook in a file, its texts in `language` where the file has it.

    Raises CodebookFileError with every problem found (the first 20), by line and field.
    """
    text = read_text(path)
    tables = parse(path.name, text)
    problems = Problems(path.name, text)
    _check_sections(problems, tables)
    problems.check()
    file = _Reader(problems, language).read(tables)
    problems.check()
    return file


def _check_sections(problems: Problems, tables: dict[str, object]) -> None:
    """Note sections that are missing, unknown or written with the wrong brackets."""
    for name, value in tables.items():
        if name not in ("codebook", "code", *KINDS):
            what = "section" if isinstance(value, dict | list) else "field above [codebook]"
            near = did_you_mean(name, ("codebook", "code", *KINDS))
            if name in _BOOK_FIELDS:
                near = " Move it below the line [codebook]."
            problems.add(f"there is no such {what}.{near}", name or '""', field=name)
    if "codebook" not in tables:
        problems.add("the file has no [codebook] section; it comes first.", "codebook")
    elif not isinstance(tables["codebook"], dict):
        problems.add("write [codebook] once, with one bracket on each side.", "codebook")
    codes = tables.get("code", [])
    if not isinstance(codes, list) or not all(isinstance(code, dict) for code in codes):
        problems.add("each code begins with [[code]], two brackets on each side.", "code")
    elif len(codes) > MAX_CODES:
        problems.add(f"{len(codes):,} codes are too many; at most {MAX_CODES:,}.", "code")


class _Reader:
    """Makes values of checked sections, keeping what each code must not share with another."""

    def __init__(self, problems: Problems, language: str) -> None:
        self._problems = problems
        self._language = language
        self._languages: tuple[str, ...] = ()
        self._by_path: dict[str, Code] = {}
        self._children: dict[str, int] = {}
        self._taken: dict[tuple[str, str | bytes], int] = {}

    def read(self, tables: dict[str, object]) -> CodebookFile:
        """Return the codebook; it is whole only if no problem was noted."""
        table = tables["codebook"]
        assert isinstance(table, dict)
        book = self._book(Section(self._problems, table, "codebook"))
        listed = tables.get("code", [])
        assert isinstance(listed, list)
        paths = {str(code.get("path", "")) for code in listed}
        codes = [
            self._code(Section(self._problems, code, "code", index), index, book.id, paths)
            for index, code in enumerate(listed)
        ]
        items = read_items(self._problems, tables, book.id, self._languages)
        return CodebookFile(book, codes, items)

    def _book(self, section: Section) -> Codebook:
        section.refuse_others(_BOOK_FIELDS)
        own = section.language("language")
        self._languages = (self._language, self._language.split("-")[0], own)
        spoken = section.languages("title")
        key = section.text("id", needed=True)
        if key and not SLUG.fullmatch(key):
            section.problem(
                f'"{key}" is not an id; use small letters, digits and hyphens, '
                'such as "my-codebook".',
                "id",
            )
        return Codebook(
            id=CodebookId(section.identity("uuid") or codebook_id(key)),
            key=key,
            title=one_line(section.words("title", self._languages, needed=True)),
            version=section.text("version"),
            language=next((one for one in self._languages if one in spoken), own),
            source=section.text("source"),
            licence=section.text("licence"),
        )

    def _code(self, section: Section, index: int, book: CodebookId, paths: set[str]) -> Code:
        section.refuse_others(_CODE_FIELDS)
        path = section.text("path", needed=True)
        above, _, _ = path.rpartition("/")
        parent = self._parent(section, path, above, paths)
        key = section.key("key")
        uuid = section.identity("uuid")
        for field, value in (("path", path), ("key", key), ("uuid", uuid)):
            self._take(section, index, field, value)
        definition = section.words("definition", self._languages)
        source = section.text("source")
        position = self._children.get(above, 0)
        self._children[above] = position + 1
        code = Code(
            id=CodeId(uuid or shipped_code_id(book, path)),
            codebook=book,
            parent=parent,
            position=float(position),
            name=one_line(section.words("name", self._languages, needed=True)),
            definition=f"{definition}\n\nSource: {source}".strip() if source else definition,
            apply_when=section.words("apply_when", self._languages),
            do_not_apply_when=section.words("do_not_apply_when", self._languages),
            example=section.words("example", self._languages),
            colour=section.colour("colour", PALETTE[index % len(PALETTE)]),
            key=key,
            assignable=section.yes("assignable", otherwise=True),
            memo=section.text("memo"),
        )
        self._by_path.setdefault(path, code)
        return code

    def _parent(self, section: Section, path: str, above: str, paths: set[str]) -> CodeId | None:
        """Return the parent that the path names; note a path that is wrong or hangs in the air."""
        segments = path.split("/")
        if path and not all(SLUG.fullmatch(segment) for segment in segments):
            section.problem(
                f'"{path}" is not a path; use small letters, digits and hyphens, '
                'with / between levels, such as "relevance/needs".',
                "path",
            )
        elif len(segments) > MAX_DEPTH:
            section.problem(f"{len(segments)} levels are too many; at most {MAX_DEPTH}.", "path")
        elif above and above not in self._by_path:
            message = f'its parent "{above}" comes later in the file; move the parent above it.'
            if above not in paths:
                near = did_you_mean(above, paths - {path})
                message = f'there is no code "{above}" to stand under.{near}'
            section.problem(message, "path")
        parent = self._by_path.get(above) if above else None
        return parent.id if parent else None

    def _take(self, section: Section, index: int, field: str, value: str | bytes | None) -> None:
        """Note a value that another code of the file has already."""
        if not value:
            return
        first = self._taken.setdefault((field, value), index)
        if first != index:
            line = self._problems.line("code", first, field)
            shown = f'"{value}"' if isinstance(value, str) else "this identity"
            section.problem(f"{shown} is taken by the code at line {line}.", field)
