"""Canonical text made readable as a quote."""

import re
import unicodedata

from coder.text.fold import DASHES, SOFT_HYPHEN, WAITING, fold_plain

# Word halves that stand with a hyphen wherever it falls. Only those that are hardly ever the
# end, or the beginning, of a word broken by a typesetter ("control-led", "short-age" are).
_SECOND = re.compile(
    "based|term|related|level|making|building|responsive|oriented|driven|specific|sensitive|"
    "focused|friendly|scale|income|depth|effectiveness|government|governmental|economic|cutting|"
    "quality|risk|being|reliance|reported|sufficient|evaluation"
)
_FIRST = re.compile("self|non|well|gender|vice")
_NOISE = frozenset({"Cc", "Co", "Cs"})
_LETTER = r"\w\u0300-\u036f"
# A first half begins at a word and is no longer than a word: else a long run without a space,
# as of dots or base64, would be scanned from each of its characters to its end.
_LINE_END = re.compile(
    rf"(?<![{_LETTER}])(?P<first>\w[{_LETTER}'’\-‐‑]{{0,80}})(?<=[{_LETTER}])"
    rf"(?P<hyphen>[-{DASHES}]+)[^\S\n]*\n\s*(?P<second>\w[{_LETTER}'’]*)",
    re.IGNORECASE,
)
_BREAKS = re.compile("[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_WHITE = re.compile(r"\s+")


def repaired(text: str, around: str = "") -> str:
    """Return canonical text as it would be quoted.

    Line ends become spaces, runs of white space one space, private-use and control characters
    (bullets of symbol fonts) go. A hyphen at a line end between a letter and a lower-case letter
    goes too, unless it belongs to the word: the text or what stands `around` it spells the whole
    word with the hyphen inside a line, the first half has a hyphen already ("day-to-day"), or a
    half is one that compounds are made of ("long-term", "self-employed"). In front of a capital
    or a figure the hyphen stays and only the line end goes; so do dashes. Page ends (form feeds)
    count as line ends.
    """
    lined = _without_noise(_BREAKS.sub("\n", unicodedata.normalize("NFC", text)))
    lined = SOFT_HYPHEN.sub("", lined)
    evidence = f"{lined}\n{around}".casefold()
    previous = ""
    while lined != previous:
        previous = lined
        lined = _LINE_END.sub(lambda match: _joined(match, evidence), lined)
    return _WHITE.sub(" ", lined).strip()


def _joined(match: re.Match[str], evidence: str) -> str:
    first, hyphen, second = match["first"], match["hyphen"], match["second"]
    if re.match(WAITING, fold_plain(second)):
        return f"{first}{hyphen} {second}"
    broken = hyphen in {"-", "‐", "‑"} and first[-1].isalpha() and second[0].islower()
    if broken and not _is_compound(first, second, evidence):
        return first + second
    return first + hyphen + second


def _is_compound(first: str, second: str, evidence: str) -> bool:
    """Say whether the hyphen would stand there if the line went on."""
    first, second = first.casefold(), second.casefold()
    if f"{first}{second}" in evidence:
        return False
    if re.search("[-‐‑]", first) or _SECOND.fullmatch(second) or _FIRST.fullmatch(first):
        return True
    return f"{first}-{second}" in evidence


def trimmed(text: str) -> tuple[int, int]:
    """Return from where to where there is what is quoted: without white space and noise around.

    All of a text that has nothing else; (0, 0) when it is white space alone.
    """
    around = "".join(_noise(text)) + "".join(filter(str.isspace, set(text)))
    words = text.strip(around) or text.strip()
    start = text.index(words)
    return start, start + len(words)


def _noise(text: str) -> set[str]:
    """Return the characters of a text that no quote has: bullets of symbol fonts and the like."""
    return {
        char for char in set(text) if not char.isspace() and unicodedata.category(char) in _NOISE
    }


def _without_noise(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, _noise(text))))
