"""Codebook files that are refused: each mistake is named with file, line and field."""

from collections.abc import Callable
from pathlib import Path

import pytest

from coder.codebooks import builtin, find, load
from coder.codebooks.lines import Lines
from coder.model import ids
from coder.model.errors import CodebookFileError

Written = Callable[[str | bytes], Path]
HEAD = '[codebook]\nid = "mine"\ntitle = "Mine"\n'
CODE = '[[code]]\npath = "a"\nname = "A"\n'
UUID = f'uuid = "{ids.text(bytes(16))}"\n'


@pytest.fixture
def codebook(tmp_path: Path) -> Written:
    def written(text: str | bytes) -> Path:
        path = tmp_path / "my-codes.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return written


def refusal(path: Path) -> str:
    with pytest.raises(CodebookFileError) as caught:
        load(path)
    return str(caught.value)


REFUSED: dict[str, tuple[str | bytes, str]] = {
    "bad colour": (HEAD + CODE + 'colour = "blue"\n',
                   'line 7, "colour": "blue" is not a colour; write it as "#1f77b4".'),
    "long key": (HEAD + CODE + 'key = "rr"\n', 'line 7, "key": "rr" is not a key'),
    "key with Shift": (HEAD + CODE + 'key = "R"\n', 'line 7, "key": "R" is not a key'),
    "same key": (HEAD + CODE + 'key = "r"\n' + CODE.replace('"a"', '"b"') + 'key = "r"\n',
                 'line 11, "key": "r" is taken by the code at line 7.'),
    "same path": (HEAD + CODE + CODE, 'line 8, "path": "a" is taken by the code at line 5.'),
    "same uuid": (HEAD + CODE + UUID + CODE.replace('"a"', '"b"') + UUID,
                  'line 11, "uuid": this identity is taken by the code at line 7.'),
    "unknown parent": (HEAD + CODE + CODE.replace('"a"', '"aa/b"'),
                       'line 8, "path": there is no code "aa" to stand under. Did you mean "a"?'),
    "late parent": (HEAD + CODE.replace('"a"', '"a/b"') + CODE,
                    'line 5, "path": its parent "a" comes later in the file; move the'),
    "not a path": (HEAD + CODE.replace('"a"', '"Big Idea"'), 'line 5, "path": "Big Idea" is not'),
    "empty level": (HEAD + CODE.replace('"a"', '"a//b"'), 'line 5, "path": "a//b" is not a path'),
    "no path": (HEAD + '[[code]]\nname = "A"\n', 'line 4, "path": this must not be empty.'),
    "no name": (HEAD + '[[code]]\npath = "a"\n', 'line 4, "name": this must not be empty.'),
    "empty name": (HEAD + CODE.replace('"A"', '"  "'), 'line 6, "name": this must not be empty.'),
    "empty name in a language": (HEAD + CODE.replace('name = "A"', 'name.en = "A"\nname.fr = ""'),
                                 'line 7, "name.fr": this must not be empty.'),
    "not a language": (HEAD + CODE.replace("name =", "name.French ="),
                       'line 6, "name.French": "French" is not a language; write name.en'),
    "number": (HEAD + CODE + "key = 1\n",
               'line 7, "key": write a text between quotation marks, such as "1".'),
    "quoted yes": (HEAD + CODE + 'assignable = "no"\n',
                   'line 7, "assignable": write true or false, without quotation marks.'),
    "misspelt field": (HEAD + CODE + 'defintion = "x"\n',
                       'line 7, "defintion": there is no such field in a [[code]] section. Did'),
    "misspelt head": (HEAD + 'licens = "x"\n',
                      'line 4, "licens": there is no such field in a [codebook] section. Did you'),
    "unknown section": (HEAD + "[[codes]]\n",
                        'line 4, "codes": there is no such section. Did you mean "code"?'),
    "field above the head": ('title = "x"\n' + HEAD,
                             'line 1, "title": there is no such field above [codebook]. Move it'),
    "no head": (CODE, "line 1: the file has no [codebook] section"),
    "two heads": (HEAD.replace("[codebook]", "[[codebook]]"), "line 1: write [codebook] once"),
    "one bracket": (HEAD + CODE.replace("[[code]]", "[code]"),
                    "line 4: each code begins with [[code]], two brackets"),
    "no id": (HEAD.replace('id = "mine"\n', ""), 'line 1, "id": this must not be empty.'),
    "bad id": (HEAD.replace('"mine"', '"My codes"'), 'line 2, "id": "My codes" is not an id'),
    "no title": ('[codebook]\nid = "x"\n', 'line 1, "title": this must not be empty.'),
    "bad language": (HEAD + 'language = "English"\n', 'line 4, "language": "English" is not a'),
    "bad uuid": (HEAD + CODE + 'uuid = "7"\n', 'line 7, "uuid": "7" is not an identity'),
    "control character": (HEAD + CODE + 'example = "a\\u0007"\n',
                          'line 7, "example": there is a control character in the text'),
    "too deep": (HEAD + "".join(f'[[code]]\npath = "{"/".join("a" * depth)}"\nname = "A"\n'
                                for depth in range(1, 52)),
                 'line 155, "path": 51 levels are too many; at most 50.'),
    "too many": (HEAD + "".join(f'[[code]]\npath = "a{n}"\nname = "A"\n' for n in range(10_001)),
                 "line 4: 10,001 codes are too many; at most 10,000."),
    # mistakes of TOML itself
    "curly quotes": (HEAD + "version = “1”\n", "line 4: use straight quotation marks"),
    "open text": (HEAD + CODE + 'memo = "x\n', "line 7: the text is not closed"),
    "open long text": (HEAD + CODE + 'memo = """x\n\n', "line 7: a text is never closed"),
    "after the value": (HEAD + CODE + 'memo = "a "b" c"\n', "line 7: something stands after"),
    "no equals": (HEAD + "version\n", "line 4: a field is written as"),
    "no quotes": (HEAD + CODE + "memo = hello\n", "line 7: the value is missing or not in quot"),
    "stray line": (HEAD + "= 3\n", "line 4: this is neither a section"),
    "backslash": (HEAD + CODE + 'memo = "c:\\d"\n', "line 7: a backslash in a text is written"),
    "field twice": (HEAD + CODE + 'name = "B"\n', "line 7: this field is given twice"),
    "head twice": (HEAD + "[codebook]\n", "line 4: this section is given twice"),
    "plain and language": (HEAD + CODE + 'name.fr = "B"\n', "line 7: this field is given twice"),
    "not UTF-8": ((HEAD + 'source = "Caf').encode() + b'\xe9"\n',
                  "line 4: this is not UTF-8 text"),
    "UTF-16": (HEAD.encode("utf-16"), "line 1: this is not UTF-8 text"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_mistake_is_named_with_file_line_and_field(case: str, codebook: Written) -> None:
    text, words = REFUSED[case]
    message = refusal(codebook(text))
    assert message.startswith(f"my-codes.toml, {words}")
    assert "\n" not in message


@pytest.mark.parametrize("value", ["1" * 5000, "[" * 5000])
def test_a_value_nobody_would_write_is_refused_plainly(value: str, codebook: Written) -> None:
    assert refusal(codebook(HEAD + f"version = {value}\n")).startswith("my-codes.toml holds ")


def test_all_problems_are_told_together_in_the_order_of_the_file(codebook: Written) -> None:
    text = HEAD + CODE + 'colour = "blue"\nkey = "rr"\n' + CODE.replace('"A"', '""')
    places = [line.split(":")[0] for line in refusal(codebook(text)).split("\n")]
    assert places == [
        'my-codes.toml, line 7, "colour"',
        'my-codes.toml, line 8, "key"',
        'my-codes.toml, line 10, "path"',
        'my-codes.toml, line 11, "name"',
    ]


def test_only_the_first_twenty_problems_are_told(codebook: Written) -> None:
    text = HEAD + "".join(f'[[code]]\npath = "a{n}"\nname = ""\n' for n in range(25))
    lines = refusal(codebook(text)).split("\n")
    assert len(lines) == 21
    assert lines[-1] == "… and 5 more."


def test_lines_are_right_after_long_texts_comments_and_odd_keys(codebook: Written) -> None:
    text = (
        HEAD + '# [[code]] in a note\nsource = """one # [[code]]\n\\"""[[code]]\n"three""""\n'
        "[[code]] # first\npath = 'a' # colour = \"x\"\n\"name\" = '''\nA\n'''\n"
        '[[code]]\npath = "b"\nname = "[[code]] # no note"\n\n  colour\t= "blue"\n'
    )
    assert refusal(codebook(text)).startswith('my-codes.toml, line 17, "colour"')
    assert refusal(codebook(text.replace("\n", "\r\n"))).startswith('my-codes.toml, line 17, "col')


def test_fields_of_inner_tables_and_one_line_tables_have_lines() -> None:
    lines = Lines('codebook.id = "x"\n[codebook.title]\nen = "x"\n[[code]]\nname = {en = "x"}\n'
                  '[code.example]\nfr = "x"\n[[code]]\n')  # fmt: skip
    assert lines.of("codebook", 0, "id") == 1
    assert lines.of("codebook", 0, "title.en") == 3
    assert lines.of("code", 0, "name.en") == 5
    assert lines.of("code", 0, "example.fr") == 7
    assert lines.of("code", 1, "path") == 8


def test_a_missing_file_and_a_folder_are_refused_plainly(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.toml") == f"There is no file {tmp_path / 'none.toml'}."
    assert refusal(tmp_path).endswith("is a folder; choose the codebook file inside it.")


def test_an_unknown_codebook_is_refused_with_the_known_ones() -> None:
    with pytest.raises(CodebookFileError, match='Did you mean "oecd-dac-criteria"') as caught:
        find("oecd-dac")
    assert all(book.key in str(caught.value) for book in builtin())
    with pytest.raises(CodebookFileError, match="There is no file"):
        find("nowhere/mine.toml")
