"""Any codebooks of definitions, for laws about reading and writing them."""

from typing import Any

from hypothesis import strategies as st

from coder.model.codebook import Codebook, CodebookFile
from coder.model.ids import CodebookId, ItemId, codebook_id, shipped_item_id
from coder.model.protocol import ROLES, Item, ItemKind
from tests.coder.test_codebooks import LINE, NAME, TEXT

KEY = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8})?", fullmatch=True)
NUMBER = st.integers(-9999, 9999) | st.floats(-1e6, 1e6, allow_nan=False)
WORDS = st.lists(TEXT.filter(bool), max_size=3)
TOP: tuple[tuple[ItemKind, ItemKind | None], ...] = (
    ("attribute", None),
    ("scale", None),
    ("stage", "criterion"),
    ("checklist", "check"),
    ("form", "field"),
)


@st.composite
def listed(draw: st.DrawFn, more: str, least: int = 1) -> list[dict[str, Any]]:
    """Draw choices or levels."""
    found = []
    for key in draw(st.lists(KEY, min_size=least, max_size=4, unique=True)):
        said = {
            "key": key,
            "name": draw(NAME),
            more: draw(WORDS) if more == "also" else draw(TEXT),
        }
        found.append({name: value for name, value in said.items() if value})
    return found


@st.composite
def tests_of(draw: st.DrawFn, attributes: list[str]) -> dict[str, Any]:
    """Draw what answers a criterion by itself."""
    bounds = {"from": draw(st.none() | NUMBER), "to": draw(st.none() | NUMBER)}
    said = {name: value for name, value in bounds.items() if value is not None}
    some = draw(WORDS)
    if some or not said:
        said["one_of"] = some or ["x"]  # type: ignore[assignment]
    return {"attribute": draw(st.sampled_from(attributes)), **said}


@st.composite
def options_of(draw: st.DrawFn, kind: str, type_: str, items: tuple[Item, ...]) -> dict[str, Any]:
    """Draw what a kind has of its own; what it names is among `items`."""
    attributes = [one.key for one in items if one.kind == "attribute"]
    scales = [one.key for one in items if one.kind == "scale"]
    none: st.SearchStrategy[Any] = st.just({})
    own: dict[str, dict[str, st.SearchStrategy[Any]]] = {
        "attribute": {"group": LINE},
        "scale": {"levels": listed("anchor", least=2)},
        "criterion": {
            "terms": WORDS,
            "test": none | tests_of(attributes) if attributes else none,
        },
        "check": {"scale": st.sampled_from(scales or ["none"])},
        "form": {"headings": WORDS},
        "field": {"main": st.booleans()},
    }
    strategies = dict(own.get(kind, {}))
    if type_ in {"one", "several"}:
        strategies["choices"] = listed("also")
    drawn = {name: draw(strategy) for name, strategy in strategies.items()}
    return {name: value for name, value in drawn.items() if value}


@st.composite
def protocols(draw: st.DrawFn) -> CodebookFile:
    """Draw a codebook of definitions, in the order in which files list them."""
    identity = draw(st.just(codebook_id("mine")) | st.binary(min_size=16, max_size=16))
    book = Codebook(CodebookId(identity), "mine", draw(NAME), "", "", "", "")
    items: list[Item] = []

    def add(kind: ItemKind, parent: Item | None, key: str) -> Item:
        types = ["text", "long", "number", "date", "one", "several", "countries"]
        types += ["cards"] if kind == "field" else []
        type_ = draw(st.sampled_from(types)) if kind in {"attribute", "field"} else ""
        path = f"{parent.key}/{key}" if parent else key
        told = st.just(shipped_item_id(book.id, kind, path))
        made = Item(
            id=ItemId(draw(told | st.just(bytes([len(items)] * 16)))),
            codebook=book.id,
            parent=parent.id if parent else None,
            kind=kind,
            key=key,
            name=draw(NAME),
            definition=draw(TEXT),
            type=type_,
            role=draw(st.sampled_from(ROLES)) if kind == "criterion" else "",
            source=draw(TEXT) if kind in {"scale", "checklist", "form"} else "",
            options=draw(options_of(kind, type_, tuple(items))),
        )
        items.append(made)
        return made

    keys = st.lists(KEY, max_size=3, unique=True)
    for kind, under in TOP:
        chosen = draw(keys) or (["quality"] if kind == "scale" else [])
        tops = [add(kind, None, key) for key in chosen]
        for top in tops if under else []:
            for key in draw(keys):
                add(under, top, key)  # type: ignore[arg-type]
    return CodebookFile(book, [], _in_file_order(items))


def _in_file_order(items: list[Item]) -> list[Item]:
    found = []
    for kind in dict.fromkeys(kind for pair in TOP for kind in pair if kind):
        same = [one for one in items if one.kind == kind]
        found += [Item(**{**one.__dict__, "position": float(at)}) for at, one in enumerate(same)]
    return found
