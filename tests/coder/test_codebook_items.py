"""What a codebook file defines besides codes: read, refused, written and read again."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from coder.codebooks import find, load, write
from coder.model.codebook import CodebookFile
from coder.model.errors import CodebookFileError
from coder.model.protocol import PARENTS, Condition, Protocol
from coder.model.protocol_rules import wrong_with
from tests.coder.protocol_made import protocols

HEAD = '[codebook]\nid = "mine"\ntitle = "Mine"\n'
YEAR = '[[attribute]]\nkey = "year"\nname = "Year"\ntype = "number"\n'
STAGE = '[[stage]]\nkey = "first"\nname = "First"\n'
GATE = (
    '[[criterion]]\nstage = "first"\nkey = "period"\nname = "Outside the period"\nrole = "gate"\n'
    'test = { attribute = "year", from = 2012, to = 2018 }\nterms = ["period"]\n'
)
Written = Callable[[str], Path]


@pytest.fixture
def codebook(tmp_path: Path) -> Written:
    """Return a function that writes a codebook file and returns its path."""

    def written(text: str) -> Path:
        path = tmp_path / "mine.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_a_gate_stands_under_its_stage_and_says_what_answers_it(codebook: Written) -> None:
    year, stage, gate = load(codebook(HEAD + GATE + STAGE + YEAR)).items
    assert (year.kind, stage.kind, gate.kind) == ("attribute", "stage", "criterion")
    assert (gate.parent, gate.role, gate.terms) == (stage.id, "gate", ("period",))
    assert gate.test == Condition("year", least=2012, most=2018)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (STAGE + GATE, 'line 12, "test": there is no attribute "year".'),
        (YEAR + GATE, 'line 9, "stage": there is no stage "first" to stand under.'),
        (YEAR + YEAR, 'line 9, "key": "year" is taken by the attribute at line 5.'),
        (YEAR.replace("number", "one"), '"choices": type "one" needs choices.'),
        (YEAR.replace("number", "nmber"), 'Did you mean "number"?'),
        (STAGE + GATE.replace('"gate"', '"door"'), '"door" is none of the words'),
        (YEAR + STAGE + GATE.replace("2012", '"x"'), '"from": write a number'),
        (YEAR + STAGE + GATE.replace('["period"]', '"period"'), "write a list of texts"),
        ('[[scale]]\nkey = "s"\nname = "S"\n', "a scale has at least two levels."),
        (YEAR + "choices = [1]\n", "write it in braces"),
        ('[stage]\nkey = "first"\n', "two brackets on each side"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_by_line_and_field(codebook: Written, text: str, said: str) -> None:
    with pytest.raises(CodebookFileError) as refused:
        load(codebook(HEAD + text))
    assert said in str(refused.value)


def test_the_built_in_protocol_comes_back_as_it_was_written(tmp_path: Path) -> None:
    file = load(find("review-protocol"))
    write(file, tmp_path / "again.toml")
    assert load(tmp_path / "again.toml") == file
    assert {item.kind for item in file.items} == {
        "attribute", "scale", "stage", "criterion", "checklist", "check", "form", "field",
    }  # fmt: skip


def test_a_forms_main_field_is_its_first() -> None:
    file = load(find("review-protocol"))
    for form in (item for item in file.items if item.kind == "form"):
        fields = [item for item in file.items if item.parent == form.id]
        assert [one.options.get("main", False) for one in fields][:2] == [True, False]


# --- any definitions survive being written ------------------------------------------------------


@settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], max_examples=60,
    deadline=None, derandomize=True,
)  # fmt: skip
@given(file=protocols())
def test_any_definitions_survive_writing_and_reading(
    file: CodebookFile, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "protocol.toml"
    write(file, path)
    assert load(path) == file
    known = Protocol(tuple(file.items))
    assert not any(wrong_with(item, known) for item in file.items)
    assert all((item.kind in PARENTS) == (item.parent is not None) for item in file.items)


def test_the_example_of_the_documentation_loads(codebook: Written) -> None:
    text = (Path(__file__).parents[2] / "docs" / "codebooks.md").read_text(encoding="utf-8")
    examples = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    file = load(codebook("\n".join(examples)))
    assert {item.kind for item in file.items} == {
        "attribute", "scale", "stage", "criterion", "checklist", "check", "form", "field",
    }  # fmt: skip
    assert file.codes
