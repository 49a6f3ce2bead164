"""Copies of one project in which people work apart, for the laws of merging."""

import shutil
import tempfile
import time
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

from coder.model.card import CardState
from coder.model.ids import CodeId
from coder.model.team import Preview, Receipt
from coder.progress import finish
from coder.project import Project
from coder.store import log
from tests.building import PAGES, add_report, place
from tests.coder import merging_screening

PEOPLE = ("Coder A", "Coder B", "Coder C")


def new_folder() -> Path:
    """Return a new folder, in memory if that can be had: laws need many files for a moment."""
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))


def base(folder: Path) -> Path:
    """Return a project of two reports, two codes and a coding that all copies come from.

    It defines a scale and a form, too. It is made once, the folders get copies of it.
    """
    path = folder / "base.evc"
    path.write_bytes(_base())
    return path


@cache
def _base() -> bytes:
    folder = new_folder()
    path = folder / "base.evc"
    project = Project.create(path, ("Coder L", "L", "#0072B2"), name="Fisheries")
    reports = [add_report(project, name) for name in ("Alpha", "Beta")]
    needs = project.codebook.add(None, None, "Needs")
    project.codebook.add(None, needs, "Reach")
    project.codings.add(place(project, reports[0].id, (0, 0, 30)), [needs], "lead")
    for name in PEOPLE:
        project.coders.ensure(name)
    define(project)
    merging_screening.define(project)
    project.close()
    made = path.read_bytes()
    shutil.rmtree(folder)
    return made


def define(project: Project) -> None:
    """Put in a scale of three levels and a form of two fields."""
    protocol = project.protocol
    levels = [{"key": str(step), "name": f"Step {step}"} for step in (3, 2, 1)]
    protocol.add("scale", "steps", "Steps", options={"levels": levels})
    form = protocol.add("form", "lesson", "Lesson")
    protocol.add("field", "text", "Text", form, type="long")
    protocol.add("field", "users", "Users", form, type="text")


def copy_of(path: Path, name: str) -> Path:
    """Return a copy of a closed project beside it."""
    target = path.with_name(f"{name}.evc")
    shutil.copyfile(path, target)
    return target


def merged(target: Path, others: Iterable[Path], name: str, *, at_once: bool = False) -> Path:
    """Return a copy of `target` into which the others were merged, one by one or at once."""
    made = copy_of(target, name)
    merge_into(made, list(others), at_once=at_once)
    return made


def merge_into(path: Path, others: Sequence[Path], *, at_once: bool = False) -> list[Receipt]:
    """Merge files into a closed project, one by one or at once."""
    project = Project.open(path)
    try:
        if not project.has_coder:
            project.become("Coder L")
        if at_once:
            return finish(project.merging.merge(others))
        return [one for other in others for one in finish(project.merging.merge([other]))]
    finally:
        project.close()


def preview(path: Path, others: Sequence[Path]) -> list[Preview]:
    """Return what merging would bring."""
    project = Project.open(path)
    try:
        return finish(project.merging.preview(others))
    finally:
        project.close()


def digest(path: Path) -> str:
    """Return the digest of a closed project; its tables are what its log says."""
    project = Project.open(path)
    try:
        assert finish(project.check()) == []
        return project.digest()
    finally:
        project.close()


SKEWS = {"Coder B": -86_400.0, "Coder C": 31_536_000.0}
"""By how many seconds the clocks of some laptops are wrong: a day behind, a year ahead."""


class Working:
    """Somebody at work in a copy, by their own clock: does what can be done of what is asked."""

    def __init__(self, path: Path, person: str) -> None:
        skew = SKEWS.get(person, 0.0)
        self._clock = patch.object(log, "time", SimpleNamespace(time=lambda: time.time() + skew))
        self._clock.start()
        self.project = Project.open(path)
        self.project.become(person)

    def close(self) -> None:
        self.project.close()
        self._clock.stop()

    def do(self, verb: str, a: int, b: int, words: str) -> None:
        """Do one thing; numbers choose among what there is."""
        getattr(self, verb)(a, b, words)

    def _code(self, number: int) -> CodeId | None:
        codes = self.project.codebook.codes()
        return codes[number % len(codes)].id if codes else None

    def code(self, a: int, b: int, words: str) -> None:
        """Put a code on a passage."""
        reports, code = self.project.reports.all(), self._code(b)
        if reports and code:
            report = reports[a % len(reports)].id
            length = len("\n".join(PAGES[a % 2]))
            start = (7 * a + b) % (length - 40)
            passage = place(self.project, report, (a % 2, start, start + 20 + b))
            self.project.codings.add(passage, [code], words)

    def own_coding(self, a: int, b: int, words: str) -> None:
        """Change or delete a coding of one's own."""
        mine = self.project.codings.listing(coders={self.project.coder.id})
        if not mine:
            return
        coding, code = mine[a % len(mine)], self._code(b)
        if b % 3 == 0:
            self.project.codings.delete([coding.id])
        elif b % 3 == 1 and code:
            self.project.codings.recode(coding.id, code)
        else:
            self.project.codings.set_memo(coding.id, words)

    def change_code(self, a: int, b: int, words: str) -> None:
        """Change the codebook."""
        code = self._code(a)
        book = self.project.codebook
        if b % 6 == 0 or code is None:
            book.add(None, None, words or "New")
        elif b % 6 == 1:
            book.edit(code, name=words or "Renamed")
        elif b % 6 == 2:
            book.edit(code, memo=words)
        elif b % 6 == 3:
            book.edit(code, definition=words)
        elif b % 6 == 4:
            book.delete(code)
        else:
            book.move(code, self._code(b), 0)

    def merge_codes(self, a: int, b: int, _words: str) -> None:
        """Make one code of two."""
        one, other = self._code(a), self._code(b)
        if one and other and one != other:
            self.project.codebook.merge(one, other)

    def report(self, a: int, b: int, words: str) -> None:
        """Add, describe or remove a report."""
        reports = self.project.reports.all()
        if b % 4 == 0 or not reports:
            add_report(self.project, ("Gamma", "Delta")[a % 2])
        elif b % 4 == 1:
            self.project.reports.remove(reports[a % len(reports)].id)
        else:
            self.project.reports.edit(reports[a % len(reports)].id, memo=words)

    def state(self, a: int, b: int, _words: str) -> None:
        """Say how far one is, or allocate."""
        reports = self.project.reports.all()
        if reports and b % 2:
            self.project.team.set_state(reports[a % len(reports)].id, "done")
        elif reports:
            self.project.team.allocate([reports[a % len(reports)].id], [self.project.coder.id])

    def rate(self, a: int, b: int, words: str) -> None:
        """Rate a report on a code, say why and from which coding, settle it, or take it back."""
        reports, code = self.project.reports.all(), self._code(b)
        scales = self.project.protocol.all().of("scale")
        ratings = self.project.ratings
        if not reports or code is None or not scales:
            return
        report, scale, level = reports[a % len(reports)].id, scales[0].id, str(1 + b % 3)
        mine = ratings.all(coders={self.project.coder.id})
        if a == 5 and b % 2:
            ratings.settle(report, code, level, words or "Talked over.")
        elif a == 4 and mine:
            ratings.clear(mine[b % len(mine)].id)
        else:
            here = self.project.codings.listing(report)
            ratings.rate(
                report,
                code,
                scale,
                level,
                origin="report" if a == 3 else "reviewer",
                justification=words or None,
                evidence=[one.id for one in here[: b % 3]] or None,
            )

    def card(self, a: int, b: int, words: str) -> None:
        """Make a card from a passage, or fill in, confirm or delete one of one's own."""
        reports, forms = self.project.reports.all(), self.project.protocol.all().of("form")
        cards = self.project.cards
        mine = cards.all(coders={self.project.coder.id})
        if not reports or not forms:
            return
        one = mine[b % len(mine)] if mine else None
        fields = self.project.protocol.all().of("field", one.form if one else forms[0].id)
        report = reports[a % len(reports)].id
        if one is None or a < 2:
            text = {fields[0].id: [place(self.project, report, (0, b, b + 25))]} if fields else {}
            state: CardState = "draft" if b % 2 else "confirmed"
            cards.make(report, forms[0].id, passages=text, number=words, state=state)
        elif a == 2:
            cards.delete([one.id])
        elif a == 3:
            cards.confirm([one.id])
        elif a == 4 and fields:
            at = place(self.project, one.report, (1, b, b + 20))
            cards.fill(one.id, fields[b % len(fields)].id, words or None, at, append=bool(b % 2))
        else:
            cards.edit(one.id, memo=words)

    def definition(self, a: int, b: int, words: str) -> None:
        """Rename or delete what was defined."""
        items = self.project.protocol.all().items
        if items and b % 4:
            self.project.protocol.edit(items[a % len(items)].id, name=words or "Renamed")
        elif items:
            self.project.protocol.delete(items[a % len(items)].id)

    def decide(self, a: int, b: int, words: str) -> None:
        """Decide on a report at a stage of screening."""
        merging_screening.decide(self.project, a, b, words)

    def answer(self, a: int, b: int, words: str) -> None:
        """Answer or prove a criterion of screening."""
        merging_screening.answer(self.project, a, b, words)

    def project_memo(self, _a: int, _b: int, words: str) -> None:
        """Write the memo of the project."""
        self.project.edit(memo=words)

    def undo(self, _a: int, b: int, _words: str) -> None:
        """Undo or redo."""
        if self.project.redo_label and b % 2:
            self.project.redo()
        elif self.project.undo_label:
            self.project.undo()

    def settle(self, a: int, b: int, words: str) -> None:
        """Settle something in dispute."""
        listed = self.project.merging.conflicts()
        if listed:
            one = listed[a % len(listed)]
            is_text = one.field in {"memo", "name", "definition", "title"}
            if is_text and b % 2:
                self.project.merging.settle(one, words)
            elif one.values:
                self.project.merging.settle(one, one.values[b % len(one.values)].op)


VERBS = (
    "code", "code", "code", "own_coding", "own_coding", "change_code", "change_code",
    "merge_codes", "report", "state", "project_memo", "undo", "settle",
    "rate", "rate", "rate", "card", "card", "card", "definition",
    "decide", "decide", "decide", "answer", "answer",
)  # fmt: skip
