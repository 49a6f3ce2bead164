"""The queue that is kept is the queue read whole, whatever is done; and little is read for it."""

import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from coder.analysis.settled import read_standing
from coder.model.errors import CannotUndoError, ProjectError
from coder.model.ids import CONSENSUS, ReportId
from coder.progress import finish
from coder.project import Project
from coder.services import settling_queue
from tests.building import add_report
from tests.coder.merging_made import new_folder
from tests.coder.settling_scene import Scene, Span

CODERS = st.sampled_from(["Coder A", "Coder B", "Coder C"])
SPANS: st.SearchStrategy[Span] = st.sampled_from([(0, 10), (0, 19), (11, 41), (20, 56)])
AT = st.integers(0, 9)


class Machine(RuleBasedStateMachine):
    """Three reports, three coders, and a copy in which somebody goes on."""

    @initialize()
    def begin(self) -> None:
        self.folder = new_folder()
        self.scene = Scene(self.folder / "p.evc")
        self.project = self.scene.project
        for name in ("Beta", "Gamma"):
            add_report(self.project, name)
        for who in (self.scene.coder_a, self.scene.coder_b):
            self.code_there(self.project, who, (0, 10 + who[-1] % 9), 0)
        # Undo goes back to here, and no farther.
        self.project.become("Coder C")

    def teardown(self) -> None:
        if hasattr(self, "project"):
            self.project.close()
            shutil.rmtree(self.folder)

    def report(self, project: Project, at: int) -> ReportId:
        some = project.reports.all()
        return some[at % len(some)].id

    def code_there(self, project: Project, who: bytes, span: Span, at: int) -> None:
        passage = self.scene.at(span, self.report(project, at))
        codes = project.codebook.codes()
        project.codings.add_many([(passage, codes[at % len(codes)].id, "")], who)

    @rule(name=CODERS, span=SPANS, at=AT)
    def code(self, name: str, span: Span, at: int) -> None:
        who = self.project.coders.named(name)
        assert who is not None
        self.code_there(self.project, who.id, span, at)

    @rule(at=AT, span=SPANS, to=AT, how=st.sampled_from(["move", "delete", "memo"]))
    def change(self, at: int, span: Span, to: int, how: str) -> None:
        some = [one for one in self.project.codings.listing() if one.coder != CONSENSUS]
        if not some:
            return
        one = some[at % len(some)]
        names = {coder.id: coder.name for coder in self.project.coders.people()}
        with self.scene.being(names[one.coder]):
            if how == "move":
                # Also to another report, which nobody can do in the window.
                where = self.scene.at(span, self.report(self.project, to))
                self.project.codings.move([one.id], where)
            elif how == "delete":
                self.project.codings.delete([one.id])
            else:
                self.project.codings.set_memo(one.id, f"why {at}")

    @rule(name=CODERS, at=AT, state=st.sampled_from(["", "done"]))
    def say(self, name: str, at: int, state: str) -> None:
        with self.scene.being(name):
            self.project.team.set_state(self.report(self.project, at), state)

    @rule(at=AT, name=st.sampled_from(["Zeta", "Alpha", "Me"]))
    def rename_report(self, at: int, name: str) -> None:
        self.project.reports.edit(self.report(self.project, at), title=name)

    @precondition(lambda self: len(self.project.reports.all()) > 1)
    @rule(at=AT)
    def delete_report(self, at: int) -> None:
        self.project.reports.remove(self.report(self.project, at))

    @rule(name=st.sampled_from(["An early name", "Some other name", "Zzz"]))
    def rename_coder(self, name: str) -> None:
        who = self.project.coders.people()[-1]
        row = {"name": name}
        if who.name not in {"Coder A", "Coder B", "Coder C"}:
            self.project.run("Rename", lambda writer: writer.update("coder", [(who.id, row)]))
        else:
            self.project.coders.ensure(name)
            self.code_there(self.project, self.project.coders.named(name).id, (0, 19), 0)

    @rule(at=AT, verdict=st.sampled_from(["first", "both", "neither"]))
    def settle(self, at: int, verdict: str) -> None:
        queue = self.project.settling.queue()
        if queue:
            self.project.settling.settle(queue[at % len(queue)], verdict)

    @rule(at=AT)
    def take_back(self, at: int) -> None:
        some = self.project.settling.settlements()
        if some:
            self.project.settling.take_back(some[at % len(some)].id)

    @rule()
    def undo(self) -> None:
        # What a merge brought may have been worked on since.
        with suppress(CannotUndoError, ProjectError):
            self.project.undo()

    @rule()
    def redo(self) -> None:
        with suppress(CannotUndoError):
            self.project.redo()

    @rule(span=SPANS, at=AT, settles=st.booleans())
    def merge_a_copy(self, span: Span, at: int, *, settles: bool) -> None:
        path = self.folder / "copy.evc"
        path.unlink(missing_ok=True)
        self.project.save_copy(path)
        copy = Project.open(path)
        copy.become("Coder B")
        self.code_there(copy, copy.coder.id, span, at)
        if settles and copy.settling.queue():
            copy.settling.settle(copy.settling.queue()[0], "second")
        copy.close()
        finish(self.project.merging.merge([path]))

    @invariant()
    def what_is_kept_is_what_is_there(self) -> None:
        if not hasattr(self, "project"):
            return
        whole = self.project.read(read_standing)
        assert self.project.settling.queue() == whole.open


Machine.TestCase.settings = settings(
    max_examples=15,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestQueue = Machine.TestCase


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[ReportId | None]:
    """Return which reports were read for the queue, None for all at once."""
    found: list[ReportId | None] = []

    def noted(db, report=None):  # noqa: ANN001, ANN202
        found.append(report)
        return read_standing(db, report)

    monkeypatch.setattr(settling_queue, "read_standing", noted)
    return found


def test_only_the_report_of_an_act_is_read_again(
    tmp_path: Path, read: list[ReportId | None]
) -> None:
    scene = Scene(tmp_path / "p.evc")
    other = add_report(scene.project, "Beta").id
    for coder, span in ((scene.coder_a, (0, 19)), (scene.coder_b, (11, 41))):
        for report in (scene.report, other):
            wanted = [(scene.at(span, report), scene.red, "")]
            scene.project.codings.add_many(wanted, coder)
    settling = scene.project.settling
    assert len(settling.queue()) == 2
    assert read == [None]
    settling.queue()
    assert read == [None], "nothing was done"
    one = next(each for each in settling.queue() if each.report == other)
    settling.settle(one, "first")
    assert len(settling.queue()) == 1
    scene.project.undo()
    assert len(settling.queue()) == 2
    scene.project.redo()
    assert len(settling.queue()) == 1
    assert read == [None, other], "what coders coded is as it was"
    scene.project.codebook.edit(scene.red, name="Crimson")
    settling.queue()
    assert read == [None, other], "a name has no part in it"
    with scene.being("Coder B"):
        mine = scene.project.codings.listing(other, coders={scene.coder_b})
        scene.project.codings.set_memo(mine[0].id, "why")
    settling.queue()
    assert read == [None, other, other]
    scene.project.close()


def test_what_was_read_before_an_act_of_another_is_not_settled_by(tmp_path: Path) -> None:
    """Settling looks again unless nothing at all was done since the report was read."""
    scene = Scene(tmp_path / "p.evc")
    mine = scene.code(scene.coder_a, (0, 19))
    scene.code(scene.coder_b, (11, 41))
    settling, one = scene.project.settling, scene.only()
    assert settling.queue(report=scene.report) == [one]
    listeners = scene.project.tell
    scene.project.tell = lambda _: None  # type: ignore[method-assign]  # not told of yet
    scene.project.codings.delete([mine])
    scene.project.tell = listeners  # type: ignore[method-assign]
    with pytest.raises(ProjectError, match="have changed meanwhile"):
        settling.settle(one, "first")
    scene.project.close()
