"""Writing a codebook as the readable file that `reading` reads."""

from collections.abc import Mapping
from pathlib import Path

from coder.codebooks.items import KINDS
from coder.codebooks.section import is_text, slug
from coder.model import ids
from coder.model.codebook import Code, CodebookFile
from coder.model.errors import CodebookFileError
from coder.model.ids import ItemId
from coder.model.protocol import PARENTS, Item


def write(file: CodebookFile, path: Path) -> None:
    """Write a codebook, codes in the order given, parents first; raises CodebookFileError.

    Counts of codings are left out; positions follow from the order. A key that two codes share
    is kept by the first. A code whose identity does not follow from its path gets a `uuid` line.
    """
    half = path.with_name(f".{path.name}.part")
    try:
        half.write_bytes(as_text(file).encode())
        half.replace(path)
    except OSError as error:
        half.unlink(missing_ok=True)
        reason = error.strerror or "the disk refused it"
        raise CodebookFileError(f"{path.name} cannot be written: {reason}.") from None


def as_text(file: CodebookFile) -> str:
    """Return the text of the codebook file."""
    book = file.codebook
    header = [
        "[codebook]",
        f"id = {_quoted(book.key)}",
        f"title = {_quoted(book.title)}",
        *_given("version", book.version),
        *_given("language", book.language),
        *_given("source", book.source),
        *_given("licence", book.licence),
        *_given("uuid", "" if book.id == ids.codebook_id(book.key) else ids.text(book.id)),
    ]
    paths = _paths(file.codes)
    keys: set[str] = set()
    sections = [header]
    for code in file.codes:
        key = "" if code.key in keys else code.key
        keys.add(key)
        sections.append(_code(code, paths[code.id], key))
    by_id = {item.id: item for item in file.items}
    sections += [_item(item, by_id) for item in sorted(file.items, key=_place)]
    return "\n\n".join("\n".join(section) for section in sections) + "\n"


def _code(code: Code, path: str, key: str) -> list[str]:
    follows = ids.shipped_code_id(code.codebook, path) == code.id
    return [
        "[[code]]",
        f"path = {_quoted(path)}",
        f"name = {_quoted(code.name)}",
        *_given("definition", code.definition),
        *_given("apply_when", code.apply_when),
        *_given("do_not_apply_when", code.do_not_apply_when),
        *_given("example", code.example),
        f"colour = {_quoted(code.colour)}",
        *_given("key", key),
        *([] if code.assignable else ["assignable = false"]),
        *_given("memo", code.memo),
        *_given("uuid", "" if follows else ids.text(code.id)),
    ]


def _place(item: Item) -> tuple[int, float]:
    return KINDS.index(item.kind), item.position


def _item(item: Item, by_id: Mapping[ItemId, Item]) -> list[str]:
    above = by_id.get(item.parent) if item.parent else None
    path = f"{above.key}/{item.key}" if above else item.key
    follows = ids.shipped_item_id(item.codebook, item.kind, path) == item.id
    return [
        f"[[{item.kind}]]",
        *(_given(PARENTS[item.kind], above.key) if above else []),
        f"key = {_quoted(item.key)}",
        f"name = {_quoted(item.name)}",
        *_given("definition", item.definition),
        *_given("type", item.type),
        *_given("role", item.role),
        *_given("source", item.source),
        *(f"{name} = {_option(value)}" for name, value in item.options.items()),
        *_given("uuid", "" if follows else ids.text(item.id)),
    ]


def _option(value: object) -> str:
    """Return what an option says as TOML writes it: lists line by line, tables in braces."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_option(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list | tuple):
        if not any(isinstance(one, Mapping) for one in value):
            return "[" + ", ".join(map(_option, value)) + "]"
        return "[\n" + "".join(f"  {_option(one)},\n" for one in value) + "]"
    return _quoted(value) if isinstance(value, str) else str(value)


def _paths(codes: list[Code]) -> dict[bytes, str]:
    """Return a path for each code, made of the names above it, no two alike."""
    found: dict[bytes, str] = {}
    taken: set[str] = set()
    for code in codes:
        above = f"{found[code.parent]}/" if code.parent else ""
        path = plain = above + slug(code.name, "code")
        number = 1
        while path in taken:
            number += 1
            path = f"{plain}-{number}"
        taken.add(path)
        found[code.id] = path
    return found


def _given(field: str, text: str) -> list[str]:
    """Return the line of a field that says something, none otherwise."""
    return [f"{field} = {_quoted(text)}"] if text else []


def _quoted(text: str) -> str:
    """Return the text as TOML writes it, over several lines if it has several."""
    text = "".join(filter(is_text, text)).replace("\\", "\\\\")
    if "\n" not in text:
        return '"' + text.replace('"', '\\"') + '"'
    text = text.replace('"""', '\\"\\"\\"')
    if text.endswith('"'):
        text = text[:-1] + '\\"'
    return f'"""\n{text}"""'
