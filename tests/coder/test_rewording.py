"""What was coded under another definition: listed, confirmed, kept; how definitions changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.model.errors import ProjectError
from coder.model.ids import CONSENSUS, CodingId
from coder.progress import finish
from coder.project import Project
from tests.coder.settling_scene import Scene

OLD, NEW, BETTER = "What women earn.", "What women and men earn.", "What women, and men, earn."


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    made = Scene(tmp_path / "p.evc")
    made.project.become("Coder A")
    made.project.codebook.edit(made.red, definition=OLD)
    yield made
    made.project.close()


def outdated(scene: Scene) -> list[CodingId]:
    return [one.id for one in scene.project.rewording.outdated()]


def under(scene: Scene, coding: CodingId) -> str:
    return scene.project.codings.get(coding).under


def test_a_coding_knows_the_wording_it_was_made_under(scene: Scene) -> None:
    coding = scene.code(scene.coder_a, (0, 20))
    assert under(scene, coding) == scene.project.codebook.get(scene.red).wording
    scene.project.codings.recode(coding, scene.blue)
    assert under(scene, coding) == scene.project.codebook.get(scene.blue).wording
    (copy,) = scene.project.codings.copy_to([coding], [scene.red])
    assert under(scene, copy) == scene.project.codebook.get(scene.red).wording


def test_a_changed_definition_leaves_its_codings_to_confirm(scene: Scene) -> None:
    mine, theirs = scene.code(scene.coder_a, (0, 20)), scene.code(scene.coder_b, (5, 30))
    other = scene.code(scene.coder_a, (0, 20), scene.blue)
    assert outdated(scene) == []
    scene.project.codebook.edit(scene.red, definition=NEW)
    assert outdated(scene) == [mine, theirs]
    later = scene.code(scene.coder_a, (30, 40))
    scene.project.rewording.confirm([mine])
    assert outdated(scene) == [theirs]
    assert scene.project.rewording.count(scene.red) == 1
    assert scene.project.rewording.count(scene.blue) == 0
    assert {later, other}.isdisjoint(outdated(scene))
    scene.project.undo()
    assert outdated(scene) == [mine, theirs]


@pytest.mark.parametrize("field", ["name", "example", "memo", "colour"])
def test_what_is_no_rule_leaves_nothing_to_confirm(scene: Scene, field: str) -> None:
    scene.code(scene.coder_a, (0, 20))
    scene.project.codebook.edit(scene.red, **{field: "#123456"})
    assert outdated(scene) == []


def test_each_confirms_their_own_and_anyone_what_was_settled(scene: Scene) -> None:
    theirs = scene.code(scene.coder_b, (0, 20))
    scene.code(scene.coder_a, (60, 90))
    scene.project.settling.settle(scene.queue()[0], "both")
    settled = [one.id for one in scene.listed()]
    scene.project.codebook.edit(scene.red, definition=NEW)
    with pytest.raises(ProjectError, match="another coder's"):
        scene.project.rewording.confirm([theirs])
    scene.project.rewording.confirm(settled)
    assert all(one.coder != CONSENSUS for one in scene.project.rewording.outdated())


def test_a_change_of_words_only_leaves_nothing_to_confirm(scene: Scene) -> None:
    scene.code(scene.coder_a, (0, 20))
    scene.project.codebook.edit(scene.red, definition=NEW)
    scene.project.rewording.same_meaning(scene.red)
    assert outdated(scene) == []
    # Words changed twice, with the same meaning each time.
    scene.project.codebook.edit(scene.red, definition=BETTER)
    assert len(outdated(scene)) == 1
    scene.project.rewording.same_meaning(scene.red)
    assert outdated(scene) == []


def test_the_same_meaning_ends_with_the_next_change_of_it(scene: Scene) -> None:
    first = scene.code(scene.coder_a, (0, 20))
    scene.project.codebook.edit(scene.red, definition=NEW)
    scene.project.rewording.same_meaning(scene.red)
    second = scene.code(scene.coder_a, (30, 50))
    scene.project.codebook.edit(scene.red, apply_when="Wages are named.")
    assert outdated(scene) == [first, second]
    scene.project.undo()
    assert outdated(scene) == []


def test_only_the_last_change_is_one_of_words(scene: Scene) -> None:
    first = scene.code(scene.coder_a, (0, 20))
    scene.project.codebook.edit(scene.red, definition=NEW)
    second = scene.code(scene.coder_a, (30, 50))
    scene.project.codebook.edit(scene.red, definition=BETTER)
    scene.project.rewording.same_meaning(scene.red)
    assert outdated(scene) == [first]
    assert second not in outdated(scene)


def test_the_old_words_again_need_no_confirming(scene: Scene) -> None:
    scene.code(scene.coder_a, (0, 20))
    scene.project.codebook.edit(scene.red, definition=NEW)
    scene.project.codebook.edit(scene.red, definition=OLD)
    assert outdated(scene) == []


def test_the_rules_of_then_can_be_read_beside_those_of_now(scene: Scene) -> None:
    coding = scene.code(scene.coder_a, (0, 20))
    scene.project.codebook.edit(scene.red, definition=NEW, apply_when="Wages are named.")
    then = scene.project.rewording.rules_then(scene.project.codings.get(coding))
    assert then is not None
    assert (then.definition, then.apply_when) == (OLD, "")


def test_a_coding_from_before_wordings_were_kept_is_dated_by_the_log(scene: Scene) -> None:
    coding = scene.code(scene.coder_a, (0, 20))
    unmarked(scene.project, coding)
    assert outdated(scene) == []
    scene.project.codebook.edit(scene.red, definition=NEW)
    fresh = scene.code(scene.coder_a, (30, 50))
    unmarked(scene.project, fresh)
    assert outdated(scene) == [coding]
    then = scene.project.rewording.rules_then(scene.project.codings.get(coding))
    assert then is not None
    assert then.definition == OLD


def unmarked(project: Project, coding: CodingId) -> None:
    """Take the mark of the wording off a coding, as in a project of before there were any."""
    project.run("Older", lambda writer: writer.update("coding", [(coding, {"under": ""})]))


def test_merged_codes_mean_the_same(scene: Scene) -> None:
    held, waits = scene.code(scene.coder_a, (30, 50)), scene.code(scene.coder_b, (0, 20))
    scene.project.codebook.edit(scene.red, definition=NEW)
    scene.project.rewording.confirm([held])
    scene.project.codebook.edit(scene.blue, definition="Another.")
    scene.project.codebook.merge(scene.red, scene.blue)
    assert outdated(scene) == [waits]


def test_the_history_of_a_definition_names_who_changed_what(scene: Scene) -> None:
    scene.project.become("Coder B")
    scene.project.codebook.edit(scene.red, definition=NEW, name="Earnings")
    made, first, second = scene.project.rewording.history(scene.red)
    assert {change.field for change in made.changes} >= {"name", "colour"}
    assert [change.after for change in first.changes] == [OLD]
    assert {(one.field, one.before, one.after) for one in second.changes} == {
        ("definition", OLD, NEW),
        ("name", "Red", "Earnings"),
    }
    assert (second.person, second.act) == (scene.project.coder.id, "Edit Code Red")
    assert made.at <= first.at <= second.at


def test_a_reviewers_codings_wait_when_the_definition_changed_meanwhile(
    scene: Scene, tmp_path: Path
) -> None:
    finish(scene.project.sharing.share(tmp_path / "b.evc", for_="Coder B"))
    scene.project.codebook.edit(scene.red, definition=NEW)
    copy = Project.open(tmp_path / "b.evc")
    (coding,) = copy.codings.add(scene.at((0, 20)), [scene.red])
    copy.close()
    finish(scene.project.merging.merge([tmp_path / "b.evc"]))
    assert outdated(scene) == [coding]
    scene.project.rewording.same_meaning(scene.red)
    assert outdated(scene) == []
