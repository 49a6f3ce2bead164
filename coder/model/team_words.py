"""What a merge brings, what is to be decided and what was merged, in plain sentences."""

from collections.abc import Iterator, Mapping

from coder.model.team import Conflict, Contribution, Detail, Moved, Preview, Proposal, Rival

DELETED, USED = "_del", "_used"
"""What is in dispute where one deleted something: "field" of such a conflict."""

KEEP = "keep it"
"""The words that settle such a conflict for keeping it."""

_FIELDS = {
    DELETED: "Deleted by one, changed by another",
    USED: "Deleted by one, still used",
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
    "sha256": "Two files",
    "passage": "Two places",
    "verdict": "Two verdicts",
    "level": "Two levels",
    "justification": "Two justifications",
    "value": "Two values",
    "answer": "Two answers",
    "note": "Two notes",
    "initials": "Two sets of initials",
    "code": "Two codes",
    "duplicate_of": "A duplicate of two",
}
_WORDS = {
    "apply_when": "rule when to apply it",
    "do_not_apply_when": "rule when not to apply it",
    "assignable": "use as a heading",
    "parent": "place in the codebook",
    "codebook": "place in the codebook",
    "position": "place in the codebook",
    "sha256": "file",
    "file_name": "file",
    "pages": "file",
    "pages_without_text": "file",
    "encrypted": "file",
    "text_hash": "file",
    "passage": "place",
    "origin": "place",
    "moved": "place",
    "duplicate_of": "mark as a duplicate",
    "options": "settings",
}
"""What columns are called whose names say nothing to people."""

TEXTS = frozenset({"memo", "definition", "apply_when", "do_not_apply_when", "example"})
"""Fields of which all values can be kept, one below the other."""

_KINDS = {
    "code": ("code", "codes"),
    "report": ("report", "reports"),
    "coder": ("coder", "coders"),
}
_COUNTED = {
    "assignments": ("note on who codes what", "notes on who codes what"),
    "attributes": ("attribute of a report", "attributes of reports"),
    "definitions": ("part of the protocol", "parts of the protocol"),
    "entries": ("field of a card", "fields of cards"),
    "proofs": ("piece of evidence", "pieces of evidence"),
    "settlements": ("settled difference", "settled differences"),
}
"""How kinds are told whose names would not say what they are."""

_FOUND = {
    "exact": "found by its words elsewhere on the page or in the report",
    "folded": "found, but for spaces, hyphens or accents",
    "head and tail": "found by its beginning and end: look at it",
    "position only": "put where it stood on the page: look at it",
    "lost": "has no place in the file here",
}


def counted(count: int, one: str, more: str = "") -> str:
    """Return "1 coding" or "3 codings"."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def counts(some: "dict[str, int]") -> str:
    """Return how many there are of each kind: "2 codes, 1 memo"."""
    return ", ".join(_counted(kind, count) for kind, count in some.items() if count)


def _counted(kind: str, count: int) -> str:
    one, more = _COUNTED.get(kind, (kind.removesuffix("s"), kind))
    return counted(count, one, more)


def fields(names: "Iterator[str] | list[str]") -> str:
    """Return columns as people call them, each once: "definition, place in the codebook"."""
    return ", ".join(dict.fromkeys(_WORDS.get(name, name.replace("_", " ")) for name in names))


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
    for word, some in (
        ("new", preview.new),
        ("changed", preview.changed),
        ("deleted", preview.deleted),
    ):
        told = counts({kind: count for kind, count in some.items() if kind != "codings"})
        if told:
            yield f"{word.capitalize()}: {told}"


def summary(preview: Preview) -> str:
    """Return a merge in one line."""
    if preview.is_empty:
        return "Nothing new"
    parts = [contribution(one) for one in preview.contributions]
    parts += [one[0].lower() + one[1:] for one in beside(preview)]
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
    if preview.missing:
        yield f"{counted(len(preview.missing), 'PDF')} missing"


def in_full(preview: Preview) -> Iterator[str]:
    """Yield all that a merge brings, asks and lacks, a sentence each."""
    if preview.is_empty:
        yield "Nothing in it is new: all of it is in the project."
        return
    for one in preview.contributions:
        yield contribution(one)
        yield from _codings_of(one, preview)
    for each in preview.details:
        if each.kind == "coding" and not each.name and not each.coder:
            yield f"{IN}and {counted(each.count, 'more coding')} {each.what}"
    for word, line in zip(_told_of(preview), beside(preview), strict=True):
        yield line
        some = [each for each in preview.details if each.what == word and _is_named(each)]
        yield from (f"{IN}{named(each)}" for each in some)
    for conflict_ in preview.conflicts:
        yield f"To settle: {conflict(conflict_)}"
    yield from map(proposal, preview.proposals)
    yield from map(moved, preview.moved)
    for title in preview.missing:
        yield f"The PDF of “{title}” is neither in it nor here: its pages cannot be shown."


IN = "    "
"""What a line begins with that belongs to the one before."""


def _told_of(preview: Preview) -> Iterator[str]:
    """Yield of what `beside` has a line."""
    for word in ("new", "changed", "deleted"):
        some: Mapping[str, int] = getattr(preview, word)
        if any(count for kind, count in some.items() if kind != "codings"):
            yield word


def _is_named(one: Detail) -> bool:
    return not one.of and one.kind != "coding"


def _codings_of(one: Contribution, preview: Preview) -> Iterator[str]:
    """Yield a coder's codings by report, then those that changed or went."""
    mine = [each for each in preview.details if _is_of(each, one)]
    by_report: dict[str, list[str]] = {}
    for each in mine:
        if each.of:
            by_report.setdefault(each.name, []).append(f"{each.count:,} {each.what}")
    for title, some in by_report.items():
        yield f"{IN}“{title}”: {', '.join(sorted(some, key=_order))}"
    yield from (f"{IN}{named(each)}" for each in mine if each.kind == "coding")


def _is_of(one: Detail, contributor: Contribution) -> bool:
    """Say whose something is: by their id, where that was kept, else by their name."""
    return contributor.coder == one.who if one.who else contributor.name == one.coder


def _order(told: str) -> int:
    return ("new", "changed", "deleted").index(told.rpartition(" ")[2])


def named(one: Detail) -> str:
    """Return something that came, by its name: "code “Needs”: definition"."""
    kind = {"item": "in the protocol", "codebook": "codebook"}.get(one.kind, one.kind)
    if not one.name:
        return f"and {one.count:,} more"
    if one.kind == "coding":
        return f"{one.what}: “{one.name}” · {one.more}"
    return f"{kind} “{one.name}”" + (f": {one.more}" if one.more else "")


def moved(one: Moved) -> str:
    """Return what became of a coding whose report has another file here."""
    quote = " ".join(one.quote.split())
    return f"In “{one.report}”, whose PDF differs: “{quote}” {_FOUND.get(one.how, one.how)}."


def proposal(one: Proposal) -> str:
    """Return a question whether two are the same."""
    shared = f"They have {one.why}" if one.why else "They look alike"
    differ = f", but {one.differ}" if one.differ else ""
    theirs = f"“{one.their_name}”" + (f" of {one.their_maker}" if one.their_maker else "")
    ours = f"“{one.our_name}”" + (f" of {one.our_maker}" if one.our_maker else "")
    return f"Is {theirs} the same {one.kind} as {ours}? {shared}{differ}."


def conflict(one: Conflict) -> str:
    """Return what is in dispute: "Two memos – Relevance"."""
    if one.field == DELETED and not any(each.value for each in one.values):
        what = "Deleted by one, kept by another"
    else:
        what = _FIELDS.get(one.field) or f"Two values of {fields([one.field])}"
    return f"{what} – {one.name}" if one.name else what


def rival(one: Conflict, said: Rival) -> str:
    """Return what somebody said of what is in dispute."""
    if said.deleted:
        return "deleted it"
    if one.field in {DELETED, USED}:
        return f"changed its {said.value}" if said.value else "has it, as it came"
    return f"“{said.value}”" if said.value else "nothing"
