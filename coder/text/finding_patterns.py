"""Regular expressions that anybody may type: bounded, or refused if they could take for ever."""

import re
import string
import warnings
from collections.abc import Callable
from math import inf

# The parser that `re` itself uses. Nothing public tells what a pattern is made of.
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from coder.model.errors import ProjectError

REACH = 250
"""So many times something is repeated at most by `*`, `+` and `{n,}`."""

_MOST_WAYS = 10_000.0
"""In so many ways may a pattern be laid on the text at one place, before it is given up."""

_WORD = 40
"""What takes no space repeats so often on a page, as a rule."""

_RARE = 10.0
"""A pattern that begins with a letter of its own is tried at so many times fewer places."""

_REPEATED = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|(?P<many>[*+]|\{(?P<low>\d*),\})(?P<manner>[?+]?)", re.DOTALL
)
_BASE = frozenset(string.ascii_lowercase + string.digits + string.punctuation + " éاक中’“–€")
_SLOW = (
    "This pattern could take for ever on a long page: it repeats something that can itself be read"
    " in many ways. Write it without * or + inside a group that is repeated, or with fewer “.*”."
)
_REASONS = (
    ("unterminated subpattern", "a bracket “(” is not closed"),
    ("unterminated character set", "a bracket “[” is not closed"),
    ("unbalanced parenthesis", "there is a “)” without its “(”"),
    ("nothing to repeat", "there is nothing before “*”, “+” or “?” that could be repeated"),
    ("multiple repeat", "two signs of repetition follow each other"),
    ("bad character range", "the two ends of a range in “[ ]” are the wrong way round"),
    ("bad escape (end of pattern)", "the “\\” at the end stands before nothing"),
    ("bad escape", "this “\\” stands before a letter with which it means nothing"),
    ("min repeat greater", "the numbers in “{ }” are the wrong way round"),
    ("look-behind", "what stands in “(?<” must have one length"),
)
_SINGLE = {"LITERAL", "NOT_LITERAL", "ANY", "IN"}
_REPEATS = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}
_GROUPS = {"SUBPATTERN", "ATOMIC_GROUP"}
_CATEGORIES: dict[str, Callable[[str], bool]] = {
    "CATEGORY_DIGIT": str.isdecimal,
    "CATEGORY_SPACE": str.isspace,
    "CATEGORY_WORD": lambda one: one.isalnum() or one == "_",
}

Chars = frozenset[str]


class _Shape(NamedTuple):
    """In how many ways a part can match at one place, what it begins with, if it may be empty."""

    ways: float
    first: Chars
    is_optional: bool


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern as it may be run on a page; its repetitions reach 250 times at most.

    Raises ProjectError, in plain words, when it is none or could take very long.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(pattern, flags)
            bounded = _REPEATED.sub(_bound, pattern)
            ready = re.compile(bounded, flags)
            parts = list(_parser.parse(bounded, flags))
        letters = _BASE | set(pattern.casefold())
        shape = _Shapes(letters).of(parts, frozenset())
    except re.error as error:
        raise ProjectError(_message(error)) from error
    except (OverflowError, RecursionError) as error:
        raise ProjectError("This pattern is too large. Write a shorter one.") from error
    rare = _RARE if len(shape.first) <= 4 and not shape.is_optional else 1.0
    if shape.ways > _MOST_WAYS * rare:
        raise ProjectError(_SLOW)
    return ready


def _bound(match: re.Match[str]) -> str:
    many = match["many"]
    if not many:
        return match[0]
    low = int(match["low"] or 0) if match["low"] is not None else int(many == "+")
    return f"{{{low},{max(low, REACH)}}}{match['manner']}"


def _message(error: re.error) -> str:
    reason = next((said for part, said in _REASONS if part in error.msg), error.msg)
    place = "" if error.pos is None else f" (at character {error.pos + 1})"
    return (
        f"The pattern is not complete: {reason}{place}. Correct it, or look for a phrase instead."
    )


class _Shapes:
    """Works out the shape of parsed patterns, over the characters that can make a difference."""

    def __init__(self, letters: Chars) -> None:
        self._letters = letters

    def of(self, parts: list[Any], after: Chars) -> _Shape:
        """Return the shape of parts in a row; `after` is what may follow, nothing at the end."""
        ways, following, is_optional = 1.0, after, True
        first: Chars = frozenset()
        for operation, argument in reversed(parts):
            shape = self._one(str(operation), argument, following)
            ways *= shape.ways
            first = shape.first | (first if shape.is_optional else frozenset())
            following = shape.first | (following if shape.is_optional else frozenset())
            is_optional = is_optional and shape.is_optional
        return _Shape(ways, first, is_optional)

    def _one(self, operation: str, argument: Any, after: Chars) -> _Shape:  # noqa: ANN401 - as `re` has it
        if operation in _SINGLE:
            return _Shape(1.0, self._chars(operation, argument), is_optional=False)
        if operation in _REPEATS:
            return self._repeat(operation, argument, after)
        if operation in _GROUPS:
            return self.of(list(argument[-1] if operation == "SUBPATTERN" else argument), after)
        if operation == "BRANCH":
            return self._branches([self.of(list(part), after) for part in argument[1]])
        return self._width_less(operation, argument, after)

    def _width_less(self, operation: str, argument: Any, after: Chars) -> _Shape:  # noqa: ANN401
        """Return the shape of an edge or a look ahead; a back reference may be anything."""
        # At the end of a pattern, what comes before it can still fail.
        first = frozenset() if after else self._letters
        if operation == "AT":
            return _Shape(1.0, first, is_optional=True)
        if operation in {"ASSERT", "ASSERT_NOT"}:
            inside = self.of(list(argument[1]), self._letters)
            return _Shape(inside.ways, first, is_optional=True)
        return _Shape(float(REACH), self._letters, is_optional=True)

    def _repeat(self, operation: str, argument: Any, after: Chars) -> _Shape:  # noqa: ANN401
        low, most, parts = int(argument[0]), int(argument[1]), list(argument[2])
        begins = self.of(parts, self._letters).first
        inside = self.of(parts, after | begins if most > 1 else after)
        if most > 1 and inside.is_optional:
            return _Shape(inf, inside.first, is_optional=True)
        is_clear = not begins & after or operation == "POSSESSIVE_REPEAT"
        longest = most if " " in begins else min(most, low + _WORD)
        ends = 1.0 if is_clear else longest - low + 1.0
        return _Shape(ends * _power(inside.ways, most), inside.first, is_optional=low == 0)

    def _branches(self, shapes: list[_Shape]) -> _Shape:
        first: Chars = frozenset().union(*(shape.first for shape in shapes))
        is_clear = sum(len(shape.first) for shape in shapes) == len(first)
        ways = [shape.ways for shape in shapes]
        is_optional = any(shape.is_optional for shape in shapes)
        return _Shape(max(ways) if is_clear and not is_optional else sum(ways), first, is_optional)

    def _chars(self, operation: str, argument: Any) -> Chars:  # noqa: ANN401
        if operation == "ANY":
            return self._letters
        if operation == "IN":
            found = {one for one in self._letters for item in argument if _is_in(item, one)}
            is_negated = str(argument[0][0]) == "NEGATE"
            return self._letters - found if is_negated else frozenset(found)
        meant = {chr(argument), chr(argument).casefold()}
        return self._letters - meant if operation == "NOT_LITERAL" else self._letters & meant


def _power(ways: float, times: int) -> float:
    return 1.0 if ways <= 1 else inf if times > 60 else ways**times


def _is_in(item: tuple[Any, Any], one: str) -> bool:
    """Say whether a part of a set in square brackets takes a character, in whichever case."""
    operation, argument = str(item[0]), item[1]
    if operation == "LITERAL":
        return chr(argument).casefold() == one
    if operation == "RANGE":
        return any(argument[0] <= ord(each) <= argument[1] for each in (one, *one.upper()[:1]))
    if operation == "CATEGORY":
        name = str(argument)
        if "NOT_" in name:
            return not _CATEGORIES[name.replace("NOT_", "")](one)
        return _CATEGORIES[name](one)
    return False
