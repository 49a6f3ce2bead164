"""One table of a codebook file, read field by field; what is wrong goes to the problems."""

import re
import unicodedata
from collections.abc import Collection

from coder.codebooks.problems import Problems, did_you_mean
from coder.model import ids

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


class Section:
    """Reads the fields of one table; a field that is wrong reads as empty and is noted.

    A table in braces stands `within` a field of its section.
    """

    def __init__(
        self,
        problems: Problems,
        table: dict[str, object],
        name: str,
        index: int = 0,
        within: str = "",
    ) -> None:
        self._within = within
        self._problems = problems
        self._table = table
        self._name = name
        self._index = index

    def problem(self, message: str, field: str = "") -> None:
        """Note a problem of a field, or of the section as a whole."""
        if self._within:
            message = f'"{field}": {message}' if field else message
        self._problems.add(message, self._name, self._index, self._within or field)

    def refuse_others(self, known: tuple[str, ...]) -> None:
        """Note every field that is none of the known."""
        brackets = "[codebook]" if self._name == "codebook" else f"[[{self._name}]]"
        for field in self._table.keys() - set(known):
            self.problem(
                f"there is no such field in a {brackets} section."
                f"{did_you_mean(field, known) or ' The fields are ' + ', '.join(known) + '.'}",
                field,
            )

    def text(self, field: str, *, needed: bool = False) -> str:
        """Return a text without space around it, "" when it is absent."""
        return self._checked(field, self._table.get(field, ""), needed=needed)

    def words(self, field: str, languages: tuple[str, ...], *, needed: bool = False) -> str:
        """Return a text in the first of the languages it has, else in its first of all."""
        value = self._table.get(field, "")
        if not isinstance(value, dict):
            return self._checked(field, value, needed=needed)
        spoken = {
            language: self._checked(f"{field}.{language}", text, needed=True)
            for language, text in value.items()
            if self._is_language(field, language)
        }
        return next((spoken[one] for one in languages if one in spoken), "") or next(
            iter(spoken.values()), ""
        )

    def languages(self, field: str) -> set[str]:
        """Return the languages in which a field is given, none for a plain text."""
        value = self._table.get(field)
        return set(value) if isinstance(value, dict) else set()

    def colour(self, field: str, otherwise: str) -> str:
        """Return a colour such as "#1f77b4"."""
        written = self.text(field)
        if written and not _COLOUR.fullmatch(written):
            self.problem(f'"{written}" is not a colour; write it as "#1f77b4".', field)
        return written or otherwise

    def key(self, field: str) -> str:
        """Return a key to press: one small letter or digit, or ""."""
        written = self.text(field)
        if written and not is_key(written):
            self.problem(
                f'"{written}" is not a key; write one small letter or one digit, such as "r".',
                field,
            )
        return written

    def language(self, field: str) -> str:
        """Return a language such as "en" or "pt-BR"."""
        written = self.text(field)
        if written and not LANGUAGE.fullmatch(written):
            self.problem(f'"{written}" is not a language; write it as "en" or "fr".', field)
        return written

    def has(self, field: str) -> bool:
        """Say whether a field is given."""
        return field in self._table

    def one_of(self, field: str, known: tuple[str, ...], *, needed: bool = False) -> str:
        """Return one of the known words, "" when the field is absent or wrong."""
        written = self.text(field, needed=needed)
        if written and written not in known:
            near = did_you_mean(written, known) or f" Write one of {', '.join(known)}."
            self.problem(f'"{written}" is none of the words that may stand here.{near}', field)
            return ""
        return written

    def number(self, field: str) -> float:
        """Return a number, 0 when it is none."""
        value = self._table.get(field, 0)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.problem("write a number, without quotation marks.", field)
            return 0
        return value

    def texts(self, field: str) -> list[str]:
        """Return a list of texts, [] when it is absent."""
        value = self._table.get(field, [])
        if not isinstance(value, list):
            self.problem('write a list of texts, such as ["one", "two"].', field)
            return []
        return [self._checked(field, one, needed=True) for one in value]

    def tables(self, field: str, known: tuple[str, ...]) -> "list[Section]":
        """Return the tables in braces that a field holds, one or a list of them."""
        value = self._table.get(field, [])
        listed = value if isinstance(value, list) else [value]
        inner = [one for one in listed if isinstance(one, dict)]
        if len(inner) < len(listed):
            self.problem('write it in braces, such as { key = "a", name = "A" }.', field)
            return []
        found = [Section(self._problems, one, self._name, self._index, field) for one in inner]
        for one in found:
            one.refuse_others(known)
        return found

    def yes(self, field: str, *, otherwise: bool) -> bool:
        """Return true or false."""
        value = self._table.get(field, otherwise)
        if not isinstance(value, bool):
            self.problem("write true or false, without quotation marks.", field)
            return otherwise
        return value

    def identity(self, field: str) -> bytes | None:
        """Return the identity that the program wrote into the file, None when it did not."""
        written = self.text(field)
        if not written:
            return None
        try:
            return ids.parse(written)
        except ValueError:
            self.problem(
                f'"{written}" is not an identity; take the line out and the program makes one.',
                field,
            )
            return None

    def _is_language(self, field: str, language: str) -> bool:
        if LANGUAGE.fullmatch(language):
            return True
        self.problem(
            f'"{language}" is not a language; write {field}.en or {field}.fr.',
            f"{field}.{language}",
        )
        return False

    def _checked(self, field: str, value: object, *, needed: bool) -> str:
        if not isinstance(value, str):
            self.problem(f"write a text between quotation marks{_as_text(value)}.", field)
            return ""
        if any(not is_text(char) for char in value):
            self.problem("there is a control character in the text; take it out.", field)
        if needed and not value.strip():
            self.problem("this must not be empty.", field)
        return value.strip()


def one_line(text: str) -> str:
    """Return a text with each run of white space as one space."""
    return " ".join(text.split())


def slug(name: str, otherwise: str) -> str:
    """Return a name in small unaccented letters, digits and hyphens, or else `otherwise`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _NOT_SLUG.sub("-", plain.lower()).strip("-")[:60].strip("-") or otherwise


def free_key(name: str, taken: Collection[str], otherwise: str) -> str:
    """Return the key that a name gives, with a number where that is taken."""
    key = plain = slug(name, otherwise)
    number = 1
    while key in taken:
        number += 1
        key = f"{plain}-{number}"
    return key


def is_text(char: str) -> bool:
    """Tell whether a character may stand in a text of a codebook."""
    return char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs")


def is_key(written: str) -> bool:
    """Tell whether this is one small letter or digit, typed without Shift or any other key."""
    one = len(written) == 1 and written == written.lower()
    return one and (written.isalpha() or written in "0123456789")


def _as_text(value: object) -> str:
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return f', such as "{value}"' if plain else ""
