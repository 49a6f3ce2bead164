"""What was coded under another definition than the present one, and how definitions changed."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from coder.model.codebook import Code
from coder.model.coding import Coding
from coder.model.errors import NotFoundError, ProjectError
from coder.model.ids import CONSENSUS, CodeId, CodingId
from coder.model.rewording import FieldChange, Revision, Rules
from coder.services.door import Door
from coder.store import codes as code_store
from coder.store import codings as coding_store
from coder.store import schema, wordings

_UNSEEN = frozenset({"id", "alike", "position", "codebook", "parent", "kind"})
"""Fields that are kept but do not tell people what a definition says."""


class Rewording:
    """Re-confirms codings after their code's definition changed, and tells its history."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def outdated(self, code: CodeId | None = None) -> list[Coding]:
        """Return the codings, of one code or all, whose code meant something else then.

        By code in tree order, then by report in reading order; those of Consensus among them.
        """
        return self._door.read(_outdated, code)

    def count(self, code: CodeId | None = None) -> int:
        """Return how many codings `outdated` would list."""
        return self._door.read(_count, code)

    def mine(self) -> list[Coding]:
        """Return what of that is for the current coder to confirm: their own, and Consensus's."""
        return [one for one in self.outdated() if one.coder in {self._door.coder.id, CONSENSUS}]

    def confirm(self, codings: Sequence[CodingId]) -> None:
        """Say that codings hold under the present definition; one's own, and Consensus's.

        Raises:
            NotFoundError: one is gone.
            ProjectError: one is another coder's.
        """
        found = self._door.read(coding_store.listing_of, codings)
        if len(found) < len(set(codings)):
            raise NotFoundError("That coding is no longer in the project.")
        if any(one.coder not in {self._door.coder.id, CONSENSUS} for one in found):
            raise ProjectError(
                "This coding is another coder's. They confirm it in their own copy of the project."
            )
        under = self._door.read(wordings.wordings, {one.code for one in found})
        changes = [(one.id, {"under": under[one.code]}) for one in found]
        label = "Confirm Coding" if len(changes) == 1 else f"Confirm {len(changes)} Codings"
        self._door.run(label, lambda writer: writer.update("coding", changes))

    def same_meaning(self, code: CodeId) -> None:
        """Say that the last change of a code's rules was one of words only.

        What held before that change holds now, whoever coded it and in whichever copy.

        Raises:
            NotFoundError: the code is gone.
        """
        one = self._code(code)
        before = self._door.read(_before, one)
        if before is None:
            return
        alike = {*one.alike.split(), *before} - {one.wording}
        fields = {"alike": " ".join(sorted(alike))}
        label = f"Keep Meaning of Code {one.name}"
        self._door.run(label, lambda writer: writer.update("code", [(code, fields)]))

    def rules_then(self, coding: Coding) -> Rules | None:
        """Return what its code said when a coding was made, None when the log does not tell."""
        return self._door.read(_rules_then, coding)

    def history(self, definition: bytes) -> list[Revision]:
        """Return how a code, or another definition, came to be as it is, oldest first."""
        return self._door.read(_history, definition)

    def _code(self, code: CodeId) -> Code:
        codes = self._door.read(code_store.all_codes)
        found = next((one for one in codes if one.id == code), None)
        if found is None:
            raise NotFoundError("That code is no longer in the project.")
        return found


def _asked(db: Connection, code: CodeId | None) -> list[Code]:
    return [one for one in code_store.all_codes(db) if code in {None, one.id}]


def _outdated(db: Connection, code: CodeId | None) -> list[Coding]:
    codes = _asked(db, code)
    place = {one.id: at for at, one in enumerate(codes)}
    found = coding_store.listing_of(db, wordings.outdated(db, codes))
    return sorted(found, key=lambda one: place[one.code])


def _count(db: Connection, code: CodeId | None) -> int:
    return len(wordings.outdated(db, _asked(db, code)))


def _before(db: Connection, code: Code) -> set[str] | None:
    """Return the marks that held before the present wording came, None if it is the first."""
    stood = wordings.history(db, code.id)
    others = (one for one in reversed(stood) if one.wording != code.wording)
    before = next(others, None)
    if before is None:
        return None
    return {before.wording, *str(before.fields.get("alike") or "").split()}


def _rules_then(db: Connection, coding: Coding) -> Rules | None:
    stood = wordings.history(db, coding.code)
    under = coding.under or wordings.under(db, stood, coding.id)
    then = next((one for one in reversed(stood) if one.wording == under), None)
    if then is None:
        return None
    names = ("definition", "apply_when", "do_not_apply_when")
    return Rules(*(str(then.fields.get(name) or "") for name in names))


def _history(db: Connection, definition: bytes) -> list[Revision]:
    stood = wordings.history(db, definition)
    action = schema.action.c
    acts = {one.action for one in stood}
    query = select(action.id, action.label).where(action.id.in_(acts))
    labels = dict(iter(db.execute(query)))
    found: list[Revision] = []
    before: wordings.Written | None = None
    for one in stood:
        changes = _changes(before, one)
        if changes or before is None or one.deleted != before.deleted:
            act = labels.get(one.action, "")
            found.append(Revision(one.at, one.person, one.action, act, changes))
        before = one
    return found


def _changes(before: wordings.Written | None, after: wordings.Written) -> tuple[FieldChange, ...]:
    old = before.fields if before else {}
    names = [name for name in after.fields if name not in _UNSEEN]
    told = ((name, _text(old.get(name)), _text(after.fields[name])) for name in names)
    return tuple(FieldChange(*one) for one in told if one[1] != one[2])


def _text(value: object) -> str:
    """Return a value of the log as people read it."""
    if value is None:
        return ""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
