"""Whatever one does, undo takes it back, redo does it again, and the file holds it."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import get_args

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from coder.analysis.settled import read_standing, settlements
from coder.model.assignment import State
from coder.model.codebook import Code
from coder.model.coding import Coding
from coder.model.errors import ProjectError
from coder.model.ids import CONSENSUS
from coder.model.settling import Cause, Disagreement, Settlement, Verdict
from coder.progress import finish
from coder.project import Project
from tests.building import PAGES, add_report, place

NAMES_AT_FIRST = ("Reach", "Needs")
NAMES = st.sampled_from(["Reach", "Needs", "Fit", "Costs", "Voice", "Reach "])
SPANS = st.tuples(st.integers(0, 1), st.integers(0, 150), st.integers(2, 60))


class Machine(RuleBasedStateMachine):
    """A project, and beside it the states that undo and redo must come back to."""

    reports = Bundle("reports")

    @initialize(target=reports)
    def begin(self) -> bytes:
        """Begin with a report coded by two, put in by Coder B; Coder A acts from now on."""
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "p.evc"
        self.project = Project.create(self.path, ("Coder B", "B", "#D55E00"))
        report = add_report(self.project, "Report 1").id
        reach, needs = (self.project.codebook.add(None, None, name) for name in NAMES_AT_FIRST)
        other = self.project.coders.ensure("Coder A", "A", "#0072B2").id
        for coder, code, span in (
            (None, reach, (0, 0, 40)),
            (other, reach, (0, 20, 60)),
            (None, needs, (0, 80, 120)),
            (other, reach, (1, 5, 60)),
            (None, needs, (1, 40, 90)),
        ):
            passage = place(self.project, report, span)
            self.project.codings.add_many([(passage, code, "")], coder)
        self.project.become("Coder A", "A", "#0072B2")
        self.past: list[str] = []
        self.future: list[str] = []
        self.ops = 0
        self.extra = 0
        self.queue: list[Disagreement] = []
        self.settlements: list[Settlement] = []
        return report

    def teardown(self) -> None:
        if hasattr(self, "project"):
            self.project.close()
            shutil.rmtree(self.folder)

    def act(self, does: Callable[[], object]) -> None:
        """Do something; if it changed anything it is one step that undo takes back."""
        before, acts = self.project.state_digest(), len(self.project.history())
        try:
            does()
        except ProjectError:
            assert self.project.state_digest() == before, "a refused act changes nothing"
            return
        done = [act for act in self.project.history()[acts:] if act.kind != "quiet"]
        assert len(done) <= 1, "one act is one step"
        if done:
            self.past.append(before)
            self.future.clear()
        else:
            assert self.project.state_digest() == before

    def codes(self) -> list[Code]:
        return self.project.codebook.codes()

    def some_code(self, data: st.DataObject) -> Code:
        return data.draw(st.sampled_from(self.codes()))

    def codings(self) -> list[Coding]:
        return self.project.codings.listing()

    def has_code(self) -> bool:
        return bool(self.codes())

    @rule(target=reports)
    def add_report(self) -> bytes:
        self.extra += 1
        found = []
        self.act(lambda: found.append(add_report(self.project, f"Report {self.extra % 3}")))
        return found[0].id

    @rule(name=NAMES, data=st.data())
    def add_code(self, name: str, data: st.DataObject) -> None:
        parents = [None, *(code.id for code in self.codes())]
        parent = data.draw(st.sampled_from(parents))
        self.act(lambda: self.project.codebook.add(None, parent, name))

    @precondition(has_code)
    @rule(report=reports, span=SPANS, memo=st.sampled_from(["", "why?"]), data=st.data())
    def code(
        self, report: bytes, span: tuple[int, int, int], memo: str, data: st.DataObject
    ) -> None:
        if report not in {one.id for one in self.project.reports.all()}:
            return
        page, start, length = span
        end = min(start + length, len("\n".join(PAGES[page])))
        passage = place(self.project, report, (page, start, end))
        some = data.draw(st.lists(st.sampled_from(self.codes()), min_size=1, max_size=2))
        codes = list(dict.fromkeys(code.id for code in some))
        if data.draw(st.booleans()):
            self.act(lambda: self.project.codings.add(passage, codes, memo))
        else:
            who = data.draw(st.sampled_from(self.project.coders.people())).id
            wanted = [(passage, code, memo) for code in codes]
            self.act(lambda: self.project.codings.add_many(wanted, who))

    @precondition(lambda self: self.codings())
    @rule(data=st.data(), memo=st.sampled_from(["", "note", "a longer note"]))
    def change_coding(self, data: st.DataObject, memo: str) -> None:
        coding = data.draw(st.sampled_from(self.codings())).id
        code = self.some_code(data).id
        how = data.draw(st.sampled_from(["memo", "recode", "delete"]))
        codings = self.project.codings
        self.act(
            {
                "memo": lambda: codings.set_memo(coding, memo),
                "recode": lambda: codings.recode(coding, code),
                "delete": lambda: codings.delete([coding]),
            }[how]
        )

    @precondition(has_code)
    @rule(data=st.data(), name=NAMES, index=st.integers(0, 3))
    def change_code(self, data: st.DataObject, name: str, index: int) -> None:
        one, other = self.some_code(data).id, self.some_code(data).id
        book = self.project.codebook
        how = data.draw(st.sampled_from(["rename", "colour", "move", "merge", "delete", "key"]))
        self.act(
            {
                "rename": lambda: book.edit(one, name=name),
                "colour": lambda: book.edit(one, colour="#123456"),
                "key": lambda: book.edit(one, key=name[0]),
                "move": lambda: book.move(one, other, index),
                "merge": lambda: book.merge(one, other),
                "delete": lambda: book.delete(one),
            }[how]
        )

    @precondition(lambda self: self.project.reports.all())
    @rule(data=st.data(), number=st.sampled_from(["E1", "E10", ""]))
    def change_report(self, data: st.DataObject, number: str) -> None:
        report = data.draw(st.sampled_from(self.project.reports.all())).id
        if data.draw(st.booleans()):
            self.act(lambda: self.project.reports.edit(report, number=number))
        else:
            self.act(lambda: self.project.reports.remove(report))

    @precondition(lambda self: self.queue)
    @rule(data=st.data(), reason=st.sampled_from(["", "It is a cost."]))
    def settle(self, data: st.DataObject, reason: str) -> None:
        one = data.draw(st.sampled_from(self.queue))
        verdict = data.draw(st.sampled_from(get_args(Verdict)))
        kind = data.draw(st.sampled_from(get_args(Cause)))
        code = self.some_code(data).id if verdict in {"joined", "other"} else None
        before = self.people_codings()
        made = []
        settle = self.project.settling.settle
        self.act(lambda: made.append(settle(one, verdict, kind=kind, reason=reason, code=code)))
        assert self.people_codings() == before, "originals stay"
        if made:
            assert not made[0].is_stale
            assert one.key not in {each.key for each in self.project.settling.queue()}

    @precondition(lambda self: self.settlements)
    @rule(data=st.data(), takes_back=st.booleans(), kind=st.sampled_from(get_args(Cause)))
    def change_settlement(self, data: st.DataObject, kind: Cause, *, takes_back: bool) -> None:
        settling = self.project.settling
        one = data.draw(st.sampled_from(self.settlements)).id
        if takes_back:
            self.act(lambda: settling.take_back(one))
        else:
            self.act(lambda: settling.explain(one, kind=kind, reason="Because."))

    @precondition(lambda self: self.project.reports.all())
    @rule(data=st.data(), on=st.booleans(), state=st.sampled_from([None, *get_args(State)]))
    def share_out(self, data: st.DataObject, state: State | None, *, on: bool) -> None:
        report = data.draw(st.sampled_from(self.project.reports.all())).id
        who = data.draw(st.sampled_from(self.project.coders.people())).id
        team = self.project.team
        if state is None:
            self.act(lambda: team.allocate([report], [who], on=on))
        else:
            self.act(lambda: team.set_state(report, state))

    def people_codings(self) -> list[Coding]:
        return [one for one in self.codings() if one.coder != CONSENSUS]

    @rule()
    def undo(self) -> None:
        if not self.past:
            assert self.project.undo_label is None
            return
        now = self.project.state_digest()
        self.project.undo()
        assert self.project.state_digest() == self.past.pop()
        self.future.append(now)

    @rule()
    def redo(self) -> None:
        if not self.future:
            assert self.project.redo_label is None
            return
        now = self.project.state_digest()
        self.project.redo()
        assert self.project.state_digest() == self.future.pop()
        self.past.append(now)

    @rule()
    def close_and_open(self) -> None:
        digest = self.project.digest()
        self.project.close()
        self.project = Project.open(self.path)
        assert self.project.digest() == digest

    @invariant()
    def tables_are_the_fold_of_the_log(self) -> None:
        if hasattr(self, "project"):
            assert finish(self.project.check()) == []

    @invariant()
    def the_log_only_grows(self) -> None:
        if hasattr(self, "project"):
            count = len(self.project.history())
            assert count >= self.ops
            self.ops = count

    @invariant()
    def every_coding_has_its_code_passage_and_coder(self) -> None:
        if not hasattr(self, "project"):
            return
        codes = {code.id for code in self.codes()}
        coders = {coder.id for coder in self.project.coders.all()}
        reports = {report.id for report in self.project.reports.all()}
        for coding in self.codings():
            assert coding.code in codes
            assert coding.coder in coders
            assert coding.report in reports

    @invariant()
    def what_consensus_says_was_settled(self) -> None:
        if not hasattr(self, "project"):
            return
        standing = self.project.read(read_standing)
        self.queue = self.project.settling.queue()
        assert self.queue == standing.open, "as read whole"
        self.settlements = self.project.read(settlements, standing)
        results = [one for each in self.settlements for one in each.results]
        assert len(results) == len(set(results))
        consensus = {one.id for one in self.codings() if one.coder == CONSENSUS}
        assert set(results) == consensus


Machine.TestCase.settings = settings(
    max_examples=18,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestProject = Machine.TestCase
