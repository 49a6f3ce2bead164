"""What a merge brings, what is to be decided and what was merged, in plain sentences."""

from collections.abc import Iterator

from coder.model.team import Conflict, Contribution, Preview, Proposal, Receipt, Rival
from ui.panels.people_rows import when

_FIELDS = {
    "_del": "Deleted by one, changed by another",
    "_used": "Deleted by one, still used",
    "memo": "Two memos",
    "name": "Two names",
    "definition": "Two definitions",
    "apply_when": "Two rules when to apply it",
    "do_not_apply_when": "Two rules when not to apply it",
    "example": "Two examples",
    "colour": "Two colours",
    "key": "Two keys",
    "parent": "Two places in the codebook",
    "codebook": "Two places in the codebook",
    "position": "Two places in the codebook",
    "number": "Two numbers",
    "title": "Two titles",
    "assignable": "Heading for one, code for another",
}
TEXTS = frozenset({"memo", "definition", "apply_when", "do_not_apply_when", "example"})
"""Fields of which both values can be kept, one below the other."""

_KINDS = {
    "code": ("code", "codes"),
    "report": ("report", "reports"),
    "coder": ("coder", "coders"),
    "codebook": ("codebook", "codebooks"),
    "coding": ("coding", "codings"),
    "project": ("project", "projects"),
}


def counted(count: int, one: str, more: str = "") -> str:
    """Return "1 coding" or "3 codings"."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def contribution(one: Contribution) -> str:
    """Return what a coder's part of a merge is: "214 new codings in 12 reports, 9 changed"."""
    parts = []
    if one.new:
        where = f" in {counted(one.reports, 'report')}" if one.reports else ""
        parts.append(f"{counted(one.new, 'new coding')}{where}")
    parts += [f"{one.changed:,} changed"] * bool(one.changed)
    parts += [f"{one.deleted:,} deleted"] * bool(one.deleted)
    return f"{one.name}: {', '.join(parts) or 'nothing new in codings'}"


def beside(preview: Preview) -> Iterator[str]:
    """Yield what a merge brings beside codings, a sentence each."""
    for words, counts in (
        ("new", preview.new),
        ("changed", preview.changed),
        ("deleted", preview.deleted),
    ):
        others = {name: count for name, count in counts.items() if name != "codings" and count}
        if others:
            some = ", ".join(_counted(name, count) for name, count in others.items())
            yield f"{some} {words}"


def _counted(name: str, count: int) -> str:
    return f"{count:,} {name[:-1] if count == 1 and name.endswith('s') else name}"


def summary(preview: Preview) -> str:
    """Return a merge in one line."""
    if preview.is_empty:
        return "Nothing new"
    parts = [contribution(one) for one in preview.contributions]
    parts += beside(preview)
    parts += questions(preview)
    return "; ".join(parts)


def questions(preview: Preview) -> Iterator[str]:
    """Yield what will be to decide after a merge."""
    if preview.conflicts:
        yield f"{counted(len(preview.conflicts), 'conflict')} to settle"
    for kind, (one, more) in _KINDS.items():
        count = sum(proposal.kind == kind for proposal in preview.proposals)
        if count:
            yield f"{counted(count, one, more)} that may be the same"
    if preview.moved:
        yield f"{counted(len(preview.moved), 'coding')} of a report whose PDF differs"


def proposal(one: Proposal) -> str:
    """Return a question whether two are the same."""
    shared = f"They have {one.why}" if one.why else "They look alike"
    differ = f", but {one.differ}" if one.differ else ""
    return f"Is “{one.their_name}” the same {one.kind} as “{one.our_name}”? {shared}{differ}."


def conflict(one: Conflict) -> str:
    """Return what is in dispute: "Two memos – Relevance"."""
    what = _FIELDS.get(one.field, f"Two values of {one.field}")
    return f"{what} – {one.name}" if one.name else what


def rival(one: Rival) -> str:
    """Return one of the values in dispute, with who said it and when."""
    value = "deleted it" if one.deleted else f"“{one.value}”"
    return f"{one.who}, {when(one.at)}: {value}"


def receipt(one: Receipt) -> str:
    """Return what was merged and when, in one line."""
    undone = " (undone)" if one.undone else ""
    return f"{when(one.at)} · {one.source}{undone}"


def summary_of(preview: Preview) -> str:
    """Return a file and what it brings, in one line."""
    return f"{preview.source}\n{summary(preview)}"


def question(one: Conflict | Proposal) -> str:
    """Return what is to be decided, in one line."""
    return proposal(one) if isinstance(one, Proposal) else conflict(one)
