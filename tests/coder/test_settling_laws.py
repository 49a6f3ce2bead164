"""Three coders code, change their minds and are settled between: what holds whatever they do."""

import shutil
import tempfile
from pathlib import Path
from typing import get_args

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from coder.analysis.settled import read_standing
from coder.model.coding import Coding
from coder.model.errors import ProjectError
from coder.model.ids import CONSENSUS
from coder.model.settling import Disagreement, Settlement, Verdict
from coder.model.whose import Whose
from coder.progress import finish
from tests.coder.settling_scene import Scene, Span

CODERS = st.sampled_from(["Coder A", "Coder B", "Coder C"])
SPANS: st.SearchStrategy[Span] = st.sampled_from(
    [(0, 10), (0, 19), (0, 41), (11, 41), (20, 41), (20, 56), (42, 56), (60, 78)]
)


class Machine(RuleBasedStateMachine):
    """One report, two codes, three coders; the one who acts settles."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.scene = Scene(self.folder / "p.evc")
        self.project = self.scene.project
        self.past: list[str] = []
        self.queue: list[Disagreement] = []
        self.settlements: list[Settlement] = []

    def teardown(self) -> None:
        if hasattr(self, "scene"):
            assert finish(self.project.check()) == []
            self.project.close()
            shutil.rmtree(self.folder)

    def people_codings(self) -> list[Coding]:
        return [one for one in self.project.codings.listing() if one.coder != CONSENSUS]

    @rule(name=CODERS, span=SPANS, is_blue=st.booleans())
    def code(self, name: str, span: Span, *, is_blue: bool) -> None:
        who = self.project.coders.named(name)
        assert who is not None
        self.scene.code(who.id, span, self.scene.blue if is_blue else None)
        self.past.clear()

    @precondition(lambda self: self.people_codings())
    @rule(data=st.data(), span=SPANS, how=st.sampled_from(["move", "recode", "delete", "memo"]))
    def change(self, data: st.DataObject, span: Span, how: str) -> None:
        one = data.draw(st.sampled_from(self.people_codings()))
        names = {coder.id: coder.name for coder in self.project.coders.people()}
        codings, blue = self.project.codings, self.scene.blue
        with self.scene.being(names[one.coder]):
            {
                "move": lambda: codings.move([one.id], self.scene.at(span)),
                "recode": lambda: codings.recode(one.id, blue),
                "delete": lambda: codings.delete([one.id]),
                "memo": lambda: codings.set_memo(one.id, "why"),
            }[how]()
        self.past.clear()

    @rule(name=CODERS, state=st.sampled_from(["", "done"]))
    def say(self, name: str, state: str) -> None:
        with self.scene.being(name):
            self.project.team.set_state(self.scene.report, state)
        self.past.clear()

    @precondition(lambda self: self.queue)
    @rule(data=st.data(), verdict=st.sampled_from(get_args(Verdict)))
    def settle(self, data: st.DataObject, verdict: Verdict) -> None:
        one = data.draw(st.sampled_from(self.queue))
        code = self.scene.red if verdict in {"joined", "other"} else None
        before, coded = self.project.state_digest(), self.people_codings()
        held = {each.id for each in self.settlements if not each.is_stale}
        closed = {each.key for each in self.all_disagreements()} - {x.key for x in self.queue}
        made = self.project.settling.settle(one, verdict, code=code)
        self.past.append(before)
        assert self.people_codings() == coded, "originals stay"
        assert not made.is_stale
        after = self.project.settling.settlements()
        assert held & {each.id for each in after if each.is_stale} == set(), "nothing else wavers"
        open_ = {each.key for each in self.project.settling.queue()}
        assert one.key not in open_
        assert closed.isdisjoint(open_), "what was settled stays settled"

    def all_disagreements(self) -> list[Disagreement]:
        return self.project.read(read_standing).disagreements

    @precondition(lambda self: self.settlements)
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from(self.settlements))
        self.past.append(self.project.state_digest())
        self.project.settling.take_back(one.id)

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        self.project.undo()
        assert self.project.state_digest() == self.past.pop()

    @precondition(lambda self: self.queue)
    @rule(data=st.data(), span=SPANS)
    def settle_what_has_changed(self, data: st.DataObject, span: Span) -> None:
        """A disagreement seen before a change is settled only if it is still just so."""
        one = data.draw(st.sampled_from(self.queue))
        mine = [each for each in one.in_question if each.coder == self.scene.coder_a]
        if mine:
            self.project.codings.move([mine[0].id], self.scene.at(span))
            self.past.clear()
            there = {each.id: each for each in self.people_codings()}
            is_same = all(
                each.id in there and there[each.id].passage == each.passage
                for each in one.in_question
            ) and one.key in {each.key for each in self.all_disagreements()}
            try:
                self.project.settling.settle(one, "both")
            except ProjectError:
                assert not is_same
            else:
                assert is_same

    @invariant()
    def consensus_is_what_was_settled_and_what_is_agreed(self) -> None:
        if not hasattr(self, "scene"):
            return
        self.settlements = self.project.settling.settlements()
        self.queue = self.project.settling.queue()
        assert self.queue == self.project.read(read_standing).open, "as read whole"
        everything = self.project.codings.listing()
        results = [one for each in self.settlements for one in each.results]
        assert sorted(results) == sorted(one.id for one in everything if one.coder == CONSENSUS)
        shown = self.project.codings.listing(coders=Whose.CONSENSUS)
        places = [(one.passage, one.code) for one in shown]
        assert len(places) == len(set(places)), "each is told once"
        assert int(self.project.matrix(Whose.CONSENSUS).own.sum()) == len(shown)
        in_question = {one.id for each in self.queue for one in each.in_question}
        assert in_question.isdisjoint(one.id for one in shown)
        disputed = {one.id for each in self.all_disagreements() for one in each.in_question}
        judged = {one for each in self.settlements if not each.is_stale for one in each.codings}
        assert disputed <= in_question | judged, "what is not settled is in the queue"
        assert disputed.isdisjoint(one.id for one in shown)
        for one in everything:
            if one.coder != CONSENSUS and one.id not in disputed:
                assert self.is_met(one, shown), "what all agree on is told"

    @staticmethod
    def is_met(one: Coding, shown: list[Coding]) -> bool:
        return any(
            each.code == one.code and each.start < one.end and one.start < each.end
            for each in shown
        )


Machine.TestCase.settings = settings(
    max_examples=14,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestSettling = Machine.TestCase
