"""Codebook files: what is accepted, what is refused and how that is said, and the round trip."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder import paths
from coder.codebooks import builtin, find, load, write
from coder.model import ids
from coder.model.codebook import Code, Codebook, CodebookFile
from coder.model.errors import CodebookFileError
from coder.model.ids import CodebookId, CodeId

Written = Callable[[str | bytes], Path]

BUILT_IN = ("ilo-evaluation", "oecd-dac-criteria", "review-protocol", "synthesis-review")
HEAD = '[codebook]\nid = "mine"\ntitle = "Mine"\n'
CODE = '[[code]]\npath = "a"\nname = "A"\n'


@pytest.fixture
def codebook(tmp_path: Path) -> Written:
    def written(text: str | bytes) -> Path:
        path = tmp_path / "my-codes.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return written


# --- the built-in codebooks ---------------------------------------------------------------------


def test_the_built_in_codebooks_are_found_by_key() -> None:
    assert tuple(book.key for book in builtin()) == BUILT_IN
    assert all(find(book.key) == book.path == paths.codebooks() / f"{book.key}.toml"
               for book in builtin())  # fmt: skip


@pytest.mark.parametrize("key", BUILT_IN)
def test_every_code_of_a_built_in_codebook_says_when_to_use_it(key: str) -> None:
    file = load(find(key))
    assert file.codebook.key == key
    assert file.codebook.source
    for code in file.codes:
        assert code.definition, code.name
        if code.assignable:
            assert all((code.apply_when, code.do_not_apply_when, code.example)), code.name
    assert not file.codes or {code.key for code in file.codes} > {""}
    for item in file.items:
        assert item.definition, item.name


@pytest.mark.parametrize("key", BUILT_IN)
def test_a_built_in_codebook_names_everything_in_french_with_the_same_identities(key: str) -> None:
    text = find(key).read_text(encoding="utf-8")
    english, french = load(find(key)), load(find(key), "fr")
    assert len(re.findall(r"^name\.fr = ", text, re.MULTILINE)) == len(
        [*english.codes, *english.items]
    )
    assert french.codebook.title != english.codebook.title
    assert french.codebook.language == "fr"
    assert [code.id for code in french.codes] == [code.id for code in english.codes]
    assert [item.id for item in french.items] == [item.id for item in english.items]
    assert [code.definition for code in french.codes] == [
        code.definition for code in english.codes
    ]


def test_what_a_review_is_asked_comes_in_french_down_to_the_levels_of_its_scales() -> None:
    english, french = load(find("review-protocol")), load(find("review-protocol"), "fr")
    for ours, theirs in zip(english.items, french.items, strict=True):
        assert theirs.definition not in ("", ours.definition), ours.name
        said = {level.anchor for level in ours.levels}
        assert not said & {"", *(level.anchor for level in theirs.levels)}, ours.name


def test_the_six_criteria_are_assignable_and_stand_at_the_top() -> None:
    top = [code for code in load(find("oecd-dac-criteria")).codes if code.parent is None]
    assert [code.name for code in top] == [
        "Relevance", "Coherence", "Effectiveness", "Efficiency", "Impact", "Sustainability",
    ]  # fmt: skip
    assert all(code.assignable and code.key and "?" in code.definition for code in top)


def test_a_shipped_identity_never_changes() -> None:
    book = load(find("oecd-dac-criteria"))
    needs = next(code for code in book.codes if code.name == "Needs and priorities")
    assert book.codebook.id == ids.codebook_id("oecd-dac-criteria")
    assert needs.id == ids.shipped_code_id(book.codebook.id, "relevance/needs-and-priorities")
    assert needs.parent == book.codes[0].id


@pytest.mark.parametrize("key", BUILT_IN)
def test_a_built_in_codebook_survives_being_written(key: str, tmp_path: Path) -> None:
    file = load(find(key))
    write(file, tmp_path / "copy.toml")
    assert load(tmp_path / "copy.toml") == file
    assert "uuid" not in (tmp_path / "copy.toml").read_text(encoding="utf-8")


# --- what is accepted ---------------------------------------------------------------------------


def test_a_path_is_found_as_it_is(codebook: Written) -> None:
    path = codebook(HEAD)
    assert find(str(path)) == path
    assert load(path).codes == []


def test_a_byte_order_mark_is_passed_over(codebook: Written) -> None:
    assert load(codebook(b"\xef\xbb\xbf" + HEAD.encode())).codebook.title == "Mine"


@pytest.mark.parametrize(
    ("language", "name"), [("fr", "Coût"), ("fr-CA", "Coût"), ("es", "Cost"), ("", "Cost")]
)
def test_a_name_comes_in_the_language_asked_for_or_in_the_codebooks_own(
    codebook: Written, language: str, name: str
) -> None:
    names = 'name.pt = "Custo"\nname.fr = "Coût"\nname.en = "Cost"'
    text = HEAD + 'language = "en"\n' + CODE.replace('name = "A"', names)
    assert load(codebook(text), language).codes[0].name == name


def test_a_name_falls_back_to_the_first_language_given(codebook: Written) -> None:
    names = 'name.pt = "Custo"\nname.fr = "Coût"'
    file = load(codebook(HEAD + CODE.replace('name = "A"', names)), "de")
    assert file.codes[0].name == "Custo"


def test_the_source_of_a_code_stands_below_its_definition(codebook: Written) -> None:
    text = HEAD + CODE + 'definition = "D."\nsource = "Our report"\n'
    assert load(codebook(text)).codes[0].definition == "D.\n\nSource: Our report"


def test_codes_without_colour_get_different_ones(codebook: Written) -> None:
    text = HEAD + "".join(f'[[code]]\npath = "a{n}"\nname = "A"\n' for n in range(8))
    assert len({code.colour for code in load(codebook(text)).codes}) == 8


# --- written and read again ---------------------------------------------------------------------

BOOK = ids.codebook_id("mine")
TEXT = st.text(
    st.one_of(
        st.characters(exclude_categories=("Cc", "Cs")), st.sampled_from('\n\t"\\#[]=\'{}')
    ),
    max_size=30,
).map(str.strip)  # fmt: skip
LINE = TEXT.map(lambda text: " ".join(text.split()))
NAME = LINE.filter(bool)
KEYS = st.lists(st.sampled_from("abcxyzé0123456789"), unique=True, min_size=8, max_size=8)


@st.composite
def codebooks(draw: st.DrawFn) -> CodebookFile:
    book = Codebook(
        CodebookId(draw(st.just(BOOK) | st.binary(min_size=16, max_size=16))), "mine", draw(NAME),
        draw(TEXT), draw(st.sampled_from(("", "en", "pt-BR"))), draw(TEXT), draw(TEXT),
    )  # fmt: skip
    keys = draw(KEYS)
    children: dict[CodeId | None, int] = {}
    codes: list[Code] = []
    for number in range(draw(st.integers(0, 8))):
        parent = draw(st.sampled_from([None, *(code.id for code in codes)]))
        position = children.get(parent, 0)
        children[parent] = position + 1
        codes.append(
            Code(
                CodeId(bytes([number] * 16)),
                book.id,
                parent,
                float(position),
                draw(NAME),
                draw(TEXT),
                draw(TEXT),
                draw(TEXT),
                draw(TEXT),
                colour=draw(st.from_regex(r"#[0-9A-Fa-f]{6}", fullmatch=True)),
                key=draw(st.sampled_from(("", keys[number]))),
                assignable=draw(st.booleans()),
                memo=draw(TEXT),
            )
        )
    return CodebookFile(book, codes)


# The first run on a machine builds the table of characters, which counts as slow drawing.
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(file=codebooks())
def test_what_is_written_is_read_again(
    file: CodebookFile, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "round.toml"
    write(file, path)
    assert load(path) == file


def test_writing_leaves_out_what_the_format_refuses(tmp_path: Path) -> None:
    file = load(find("oecd-dac-criteria"))
    codes = [replace(code, key="r", memo="bell \a, half \ud800", codings=3) for code in file.codes]
    write(CodebookFile(file.codebook, codes), tmp_path / "copy.toml")
    again = load(tmp_path / "copy.toml").codes
    assert [code.key for code in again] == ["r"] + [""] * (len(codes) - 1)
    assert {code.memo for code in again} == {"bell , half"}
    assert {code.codings for code in again} == {0}


def test_a_file_that_cannot_be_written_is_said_plainly_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(CodebookFileError, match=re.escape("copy.toml cannot be written")):
        write(load(find("oecd-dac-criteria")), Path(tmp_path / "nowhere" / "copy.toml"))
    (tmp_path / "copy.toml").mkdir()
    with pytest.raises(CodebookFileError, match="cannot be written"):
        write(load(find("oecd-dac-criteria")), tmp_path / "copy.toml")
    assert [path.name for path in tmp_path.iterdir()] == ["copy.toml"]
