"""From a file on disk to its TOML tables; whatever stands in the way is said plainly."""

import re
import tomllib
from pathlib import Path

from coder.model.errors import CodebookFileError

MAX_BYTES = 64_000_000

_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
_PLAINLY = {
    "Cannot overwrite a value": (
        "this field is given twice; keep one. (For several languages write "
        'name.en = "…" and name.fr = "…", and no plain name = "…".)'
    ),
    "Cannot declare": (
        "this section is given twice. Each code begins with [[code]], "
        "two brackets on each side; [codebook] comes once."
    ),
    "Expected '=' after a key": 'a field is written as name = "text"; here the = is missing.',
    "Expected newline or end of document": (
        "something stands after the end of the value. "
        'A quotation mark inside a text is written \\".'
    ),
    "Illegal character '\\n'": (
        "the text is not closed; it needs a quotation mark at its end. "
        'Text over several lines stands between """ and """.'
    ),
    "Unterminated string": "a text is never closed; look for a missing quotation mark.",
    "Unescaped '\\' in a string": "a backslash in a text is written twice: \\\\",
    "Invalid value": 'the value is missing or not in quotation marks; write it as "text".',
    "Invalid statement": (
        "this is neither a section such as [[code]] nor a field such as "
        'name = "text". Notes to yourself begin with #.'
    ),
}
_CURLY = re.compile("=\\s*[\u201c\u201d\u201e\u00ab\u2018\u2019]")


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file with lines ended by newlines; raises CodebookFileError."""
    if path.is_dir():
        raise CodebookFileError(f"{path.name} is a folder; choose the codebook file inside it.")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CodebookFileError(
                f"{path.name} is too large to be a codebook file (over 64 MB)."
            )
        content = path.read_bytes()
    except FileNotFoundError:
        raise CodebookFileError(f"There is no file {path}.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CodebookFileError(f"{path.name} cannot be read: {reason}.") from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CodebookFileError(
            f"{path.name}, line {line}: this is not UTF-8 text. "
            "If it is a codebook, save it again with the encoding UTF-8."
        ) from None
    return text.replace("\r\n", "\n")


def parse(file: str, text: str) -> dict[str, object]:
    """Return the tables of a TOML text; raises CodebookFileError with the line of the mistake."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CodebookFileError(_plainly(file, text, str(error))) from None
    except RecursionError:
        raise CodebookFileError(f"{file} holds too many brackets within brackets.") from None
    except ValueError:  # such as a number of thousands of digits
        raise CodebookFileError(
            f"{file} holds a number that cannot be read. Text stands between quotation marks."
        ) from None


def _plainly(file: str, text: str, message: str) -> str:
    """Say tomllib's message with the line first and in plain words where we have them."""
    place = _PLACE.search(message)
    lines = text.split("\n")
    line = int(place[1]) if place and place[1] else len(text.rstrip().split("\n"))
    if _CURLY.search(lines[line - 1]):
        return f'{file}, line {line}: use straight quotation marks, "…", around the text.'
    bare = _PLACE.sub("", message)
    plain = next(
        (words for start, words in _PLAINLY.items() if bare.startswith(start)), bare + "."
    )
    return f"{file}, line {line}: {plain}"
