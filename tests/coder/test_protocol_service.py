"""Definitions in a project: keys, what they lack, moving, deleting; codebooks as files."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.codebooks import find, load
from coder.commands.parsing import run_command
from coder.model.errors import NameTakenError, NotFoundError, ProjectError
from coder.model.protocol import Item, ItemKind
from coder.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    books = [load(find(key)) for key in ("review-protocol", "oecd-dac-criteria")]
    made = Project.create(tmp_path / "p.evc", ("Coder A", "CA", "#0072B2"), books)
    yield made
    made.close()


def item(project: Project, kind: ItemKind, key: str) -> Item:
    found = project.protocol.all().named(kind, key)
    assert found is not None
    return found


def test_a_key_is_made_of_the_name(project: Project) -> None:
    made = [project.protocol.add("attribute", "", "École (rurale)", type="text") for _ in "12"]
    assert [project.protocol.get(one).key for one in made] == ["ecole-rurale", "ecole-rurale-2"]
    with pytest.raises(ProjectError, match="is not a key"):
        project.protocol.add("stage", "Two Words", "Two words")
    with pytest.raises(NameTakenError):
        project.protocol.edit(made[0], key="year")


@pytest.mark.parametrize(
    ("kind", "key", "fields", "said"),
    [
        ("attribute", "region", {"options": {}}, "needs choices"),
        ("attribute", "year", {"type": "cards"}, "needs a type"),
        ("attribute", "region", {"options": {"choices": [{"key": "a", "name": " "}]}}, "a name"),
        ("scale", "quality", {"options": {"levels": [{"key": "a", "name": "A"}]}}, "two levels"),
        ("criterion", "period", {"role": "door"}, "needs a role"),
        ("criterion", "period", {"options": {"test": {"attribute": "age"}}}, "an attribute"),
        ("criterion", "period", {"options": {"test": {"attribute": "year"}}}, "a lowest"),
        ("check", "complete", {"options": {"scale": "none"}}, "needs a scale"),
        ("form", "lesson", {"name": " "}, "needs a name"),
    ],
)
def test_what_a_definition_lacks_is_said(
    project: Project, kind: ItemKind, key: str, fields: dict[str, object], said: str
) -> None:
    before = project.digest()
    with pytest.raises(ProjectError, match=said):
        project.protocol.edit(item(project, kind, key).id, **fields)
    assert project.digest() == before


def test_another_type_leaves_its_choices_behind(project: Project) -> None:
    region = item(project, "attribute", "region")
    project.protocol.edit(region.id, type="text")
    assert project.protocol.get(region.id).choices == ()
    project.undo()
    assert project.protocol.get(region.id).choices == region.choices


@pytest.mark.parametrize(("kind", "key"), [("attribute", "year"), ("scale", "quality")])
def test_what_others_name_stays(project: Project, kind: ItemKind, key: str) -> None:
    one = item(project, kind, key)
    with pytest.raises(ProjectError, match="Change that first"):
        project.protocol.delete(one.id)
    with pytest.raises(ProjectError, match="Change that first"):
        project.protocol.edit(one.id, key="other")


def test_a_definition_moves_among_its_own(project: Project) -> None:
    stage = item(project, "stage", "eligibility")
    keys = [one.key for one in project.protocol.all().of("criterion", stage.id)]
    project.protocol.move(item(project, "criterion", keys[0]).id, 2)
    moved = [one.key for one in project.protocol.all().of("criterion", stage.id)]
    assert moved == [keys[1], keys[2], keys[0], *keys[3:]]
    project.undo()
    assert [one.key for one in project.protocol.all().of("criterion", stage.id)] == keys


def test_the_facts_of_a_codebook(project: Project) -> None:
    book = project.codebook.codebooks()[0]
    project.codebook.edit_codebook(book.id, title="Ours", version="2")
    assert project.codebook.codebooks()[0].title == "Ours"
    with pytest.raises(ProjectError, match="needs a title"):
        project.codebook.edit_codebook(book.id, title=" ")
    with pytest.raises(ProjectError, match="is not a language"):
        project.codebook.edit_codebook(book.id, language="English")


def test_a_codebook_of_a_project_is_the_file_it_was_taken_from(
    project: Project, tmp_path: Path
) -> None:
    for key in ("review-protocol", "oecd-dac-criteria"):
        file = project.codebook_files.save(
            project.codebook_files.named(key).id, tmp_path / f"{key}.toml"
        )
        assert load(tmp_path / f"{key}.toml") == file == load(find(key))


def test_what_was_made_in_the_project_comes_back_from_the_file(
    project: Project, tmp_path: Path
) -> None:
    book = project.codebook.add_codebook("Our review")
    code = project.codebook.add(book, None, "Water", key="W", definition="Wells.")
    project.codebook.add(book, code, "Pumps", key="p")
    stage = project.protocol.add("stage", "", "First look", codebook=book)
    project.protocol.add("criterion", "", "Rural", stage, role="include", options={"terms": ["a"]})
    file = project.codebook_files.save(book, tmp_path / "ours.toml")
    again = load(tmp_path / "ours.toml")
    assert again == file
    assert [one.key for one in again.codes] == ["", "p"], "files know no capital letters as keys"
    other = Project.create(tmp_path / "q.evc", ("Coder B", "CB", "#D55E00"), [again])
    assert next(one.id for one in other.codebook.codes()) == code
    assert other.protocol.get(stage).name == "First look"
    other.close()


def test_export_writes_a_codebook(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = str(project.path), str(tmp_path / "out.toml")
    project.close()
    assert run_command(["export", path, out]) == 1
    assert "say which one" in capsys.readouterr().err
    assert run_command(["export", path, out, "--codebook", "nothing"]) == 1
    assert "There is no codebook “nothing” here" in capsys.readouterr().err
    assert run_command(["export", path, out, "--codebook", "review-protocol", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["counts"]["definitions"] == len(load(tmp_path / "out.toml").items)


def test_a_codebook_that_is_gone(project: Project) -> None:
    with pytest.raises(NotFoundError):
        project.codebook_files.of(project.codebook.codes()[0].id)  # type: ignore[arg-type]
