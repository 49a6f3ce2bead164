"""How well typed letters fit a code: whole name, word starts, words, any letters in order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from coder.model.codebook import Code
from coder.model.ids import CodeId
from coder.text.fold import fold_plain


class Fit(IntEnum):
    """How a code answers to what was typed; the smaller, the better."""

    NAME = 0
    NAME_START = 1
    WORD_STARTS = 2
    IN_NAME = 3
    IN_PATH = 4
    LETTERS = 5


@dataclass(frozen=True, slots=True)
class Searchable:
    """A code made ready for matching: its folded name and path."""

    code: CodeId
    name: str
    path: str

    @classmethod
    def of(cls, code: Code, path: str) -> "Searchable":
        """Fold the name and `path` of a code once, so that each key press only compares."""
        return cls(code.id, folded(code.name), folded(path))


def folded(text: str) -> str:
    """Return a name or what was typed without case and accents; joined words stand apart."""
    return fold_plain(text.replace("-", " ").replace("/", " ").replace("›", " ")).strip()


def fit(query: str, code: Searchable) -> Fit | None:
    """Say how a folded, non-empty `query` fits `code`; None when it does not."""
    if code.name == query:
        return Fit.NAME
    if code.name.startswith(query):
        return Fit.NAME_START
    words = query.split()
    if _begin_words(words, code.name):
        return Fit.WORD_STARTS
    if all(word in code.name for word in words):
        return Fit.IN_NAME
    if all(word in code.path for word in words):
        return Fit.IN_PATH
    return Fit.LETTERS if _in_order(query.replace(" ", ""), code.path) else None


def matching(typed: str, codes: Iterable[Searchable]) -> set[CodeId]:
    """Return the codes that a filter shows: letters in order count only if nothing fits better."""
    query = folded(typed)
    found = {code.code: fit(query, code) for code in codes} if query else {}
    better = {code for code, how in found.items() if how is not None and how < Fit.LETTERS}
    return better or {code for code, how in found.items() if how is not None}


def ranked(typed: str, codes: Sequence[Searchable], recent: Sequence[CodeId]) -> list[CodeId]:
    """Return the codes that fit, best first, recently used first among equals.

    With nothing typed: the recent ones, then all others in the order given.
    """
    query = folded(typed)
    use = {code: place for place, code in enumerate(recent)}
    rows: list[tuple[int, int, int, CodeId]] = []
    for place, code in enumerate(codes):
        how = fit(query, code) if query else Fit.NAME
        if how is not None:
            rows.append((how, use.get(code.code, len(use)), place, code.code))
    rows.sort()
    return [code for _, _, _, code in rows]


def _begin_words(words: Sequence[str], name: str) -> bool:
    """Say whether each of `words` begins another word of `name`, or all together its initials."""
    left = name.split()
    initials = "".join(word[0] for word in left)
    if len(words) == 1 and len(words[0]) > 1 and initials.startswith(words[0]):
        return True
    for word in words:
        hit = next((other for other in left if other.startswith(word)), None)
        if hit is None:
            return False
        left.remove(hit)
    return True


def _in_order(letters: str, text: str) -> bool:
    """Say whether `letters` occur in `text` in this order, others between them."""
    rest = iter(text)
    return all(letter in rest for letter in letters)
