"""Rows of the merge page: a file and what it brings, a question, a receipt."""

from collections.abc import Sequence

from coder.model import team_words as words
from coder.model.team import Conflict, Moved, Preview, Proposal, Receipt, Rival
from ui.panels.team.people_rows import when

_MOST = 8
Shown = Preview | Receipt | Conflict | Proposal
"""What a row is about."""


def left_behind(one: Proposal, left: Sequence[Moved]) -> str:
    """Return which codings have no place in the report that they were to go to."""
    quotes = [f"“{' '.join(each.quote.split())[:120]}”" for each in left[:_MOST]]
    quotes += [f"and {len(left) - _MOST:,} more"] * (len(left) > _MOST)
    some = words.counted(len(left), "coding")
    has, stays = ("has", "stays") if len(left) == 1 else ("have", "stay")
    said = f"{some} {has} no place in “{one.our_name}” and {stays} in “{one.their_name}”"
    return f"{said}, which is kept for that:\n\n" + "\n".join(quotes)


def rival(one: Conflict, said: Rival) -> str:
    """Return one of the values in dispute, with who said it and when."""
    return f"{said.who}, {when(said.at)}: {words.rival(one, said)}"


def is_same(one: Shown, other: Shown | None) -> bool:
    """Say whether two are about the same thing, though more may be known of it by now."""
    return other is not None and _key(one) == _key(other)


def _key(one: Shown) -> tuple[object, ...]:
    if isinstance(one, Receipt):
        return "receipt", one.id
    if isinstance(one, Preview):
        return "preview", one.source
    if isinstance(one, Conflict):
        return "conflict", one.table, one.row, one.field
    return "proposal", one.kind, one.ours, one.theirs


def receipt(one: Receipt) -> str:
    """Return what was merged and when, in one line."""
    undone = "undone · " if one.undone else ""
    return f"{when(one.at)} · {undone}{one.source}"


def summary_of(preview: Preview) -> str:
    """Return a file and what it brings, in one line."""
    return f"{preview.source}\n{words.summary(preview)}"


def question(one: Conflict | Proposal) -> str:
    """Return what is to be decided, in one line."""
    return words.proposal(one) if isinstance(one, Proposal) else words.conflict(one)
