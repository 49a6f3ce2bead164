"""Where in a TOML source each table and key stands; tomllib reads values but tells no places."""

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r'''(?P<string>"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')'''
    r"""|(?P<comment>\#[^\n]*)|(?P<newline>\n)"""
    r"""|(?P<open>[\[{])|(?P<close>[\]}])|(?P<other>[^"'\#\n\[\]{}]+)""",
    re.DOTALL,
)
_HEADER = re.compile(r"\[\[?([^\]]+)\]")
_KEY = re.compile(r"""\s*("(?:\\.|[^"\\\n])*"|'[^'\n]*'|[A-Za-z0-9_-]+)\s*([.=]?)""")


class Lines:
    """The line numbers, from 1, of the tables and keys of a source that tomllib has accepted."""

    def __init__(self, source: str) -> None:
        self._found: dict[tuple[str, int, str], int] = {}
        self._counts: dict[str, int] = {}
        table, prefix = "", ""
        for line, statement in _statements(source):
            header = _HEADER.match(statement)
            if header is None:
                self._note_key(table, prefix, _parts(statement), line)
            else:
                table, *inner = _parts(header[1])
                prefix = ".".join(inner)
                self._note_header(table, prefix, line, repeats=statement.startswith("[["))

    def of(self, table: str, index: int = 0, field: str = "") -> int:
        """Return the line of a field of the `index`-th (from 0) `table`, or of what holds it."""
        places = (
            (table, index, field),
            (table, index, field.split(".", maxsplit=1)[0]),
            (table, index, ""),
        )
        return next((self._found[place] for place in places if place in self._found), 1)

    def _note_header(self, table: str, prefix: str, line: int, *, repeats: bool) -> None:
        if repeats and not prefix:
            self._counts[table] = self._counts.get(table, 0) + 1
        self._note(table, prefix, line)

    def _note_key(self, table: str, prefix: str, parts: list[str], line: int) -> None:
        if not table and len(parts) > 1:
            table, *parts = parts
            self._note(table, "", line)
        field = ".".join([prefix, *parts] if prefix else parts)
        self._note(table, field, line)

    def _note(self, table: str, field: str, line: int) -> None:
        index = max(self._counts.get(table, 1) - 1, 0)
        self._found.setdefault((table, index, field), line)
        self._found.setdefault((table, index, field.partition(".")[0]), line)


def _statements(source: str) -> Iterator[tuple[int, str]]:
    """Yield the first line and the text of each header, key with value, and comment."""
    line = start = 1
    depth = 0
    parts: list[str] = []
    for token in _TOKEN.finditer(source + "\n"):
        if token.lastgroup == "newline" and depth == 0:
            statement = "".join(parts).strip()
            if statement:
                yield start, statement
            parts.clear()
            line += 1
            start = line
            continue
        depth += (token.lastgroup == "open") - (token.lastgroup == "close")
        line += token[0].count("\n")
        parts.append(token[0])


def _parts(dotted: str) -> list[str]:
    """Return the parts of the dotted key that the text begins with, quotes taken off."""
    parts: list[str] = []
    start = 0
    while found := _KEY.match(dotted, start):
        parts.append(found[1].strip("\"'"))
        start = found.end()
        if found[2] != ".":
            break
    return parts or [""]
