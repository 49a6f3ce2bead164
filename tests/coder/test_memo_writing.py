"""Writing a memo with pauses is on disk at each pause, and one act for undo."""

from pathlib import Path

from coder.progress import finish
from coder.project import Project
from tests.building import add_report, place


def test_a_memo_written_with_pauses_is_one_act(tmp_path: Path) -> None:
    path = tmp_path / "p.evc"
    project = Project.create(path, ("Coder A", "A", "#0072B2"))
    report = add_report(project, "E1")
    code = project.codebook.add(None, None, "Reach")
    coding, other = (
        project.codings.add(place(project, report.id, (0, at, at + 20)), [code], "old")[0]
        for at in (0, 30)
    )
    acts = len(project.history())
    project.codings.set_memo(coding, "Why")
    project.codings.set_memo(coding, "Why this", goes_on=True)
    project.codings.set_memo(coding, "Why this counts", goes_on=True)
    assert len(project.history()) == acts + 1
    project.close()
    project = Project.open(path)
    assert project.codings.get(coding).memo == "Why this counts"
    assert finish(project.check()) == []
    project.undo()
    assert project.codings.get(coding).memo == "old"
    project.redo()
    assert project.codings.get(coding).memo == "Why this counts"
    project.codings.set_memo(other, "Else")
    project.codings.set_memo(coding, "Back", goes_on=True)
    project.undo()
    assert project.codings.get(coding).memo == "Why this counts"
    assert project.codings.get(other).memo == "Else"
    assert finish(project.check()) == []
    project.close()


def test_what_goes_on_after_another_act_is_an_act_of_its_own(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "p.evc", ("Coder A", "A", "#0072B2"))
    report = add_report(project, "E1")
    code = project.codebook.add(None, None, "Reach")
    coding = project.codings.add(place(project, report.id, (0, 0, 20)), [code])[0]
    project.codings.set_memo(coding, "one")
    project.codebook.add(None, None, "Costs")
    project.codings.set_memo(coding, "one two", goes_on=True)
    project.undo()
    assert project.codings.get(coding).memo == "one"
    assert project.undo_label == "Add Code Costs"
    project.close()
