"""The names of countries, as reports write them, and the regions that the countries lie in."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from coder.analysis.suggest_sheet import level
from coder.text.countries import ALSO

# What is no country: a word or a part of the world that begins or ends like one.
_OTHERS = (
    "New Mexico|New Jersey|New England|New Guinea|Gulf of Guinea|Latin America|South China Sea"
    "|Lake Chad|Lake Malawi|Indian Ocean|Central America|North America|South America"
    "|Hong Kong Island|Congo Basin|Niger Delta|Niger River|Northern Ireland|Hotel Jordan"
)
# Words and names of people before they are countries.
_LEFT_OUT = frozenset({"reunion", "jersey", "granada", "man", "aland", "maurice", "guernsey"})
_LANGUAGES: Mapping[str, tuple[str, ...]] = {
    "fr": ("fr",),
    "es": ("es",),
    "pt": ("pt", "pt_BR"),
    "ar": ("ar",),
    "de": ("de",),
    "it": ("it",),
    "ru": ("ru",),
}

REGIONS: Mapping[str, str] = {
    code: region
    for region, codes in {
        "africa": (
            "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS"
            " LY MA MG ML MR MU MW MZ NA NE NG RW SC SD SL SN SO SS ST SZ TD TG TN TZ UG YT ZA"
            " ZM ZW"
        ),
        "americas": (
            "AG AI AR AW BB BL BM BO BQ BR BS BZ CA CL CO CR CU CW DM DO EC FK GD GF GL GP GT"
            " GY HN HT JM KN KY LC MF MQ MS MX NI PA PE PM PR PY SR SV SX TC TT US UY VC VE VG"
            " VI"
        ),
        "arab-states": ("AE BH IQ JO KW LB OM PS QA SA SY YE"),
        "asia-pacific": (
            "AF AS AU BD BN BT CK CN FJ FM GU HK ID IN IR JP KH KI KP KR LA LK MH MM MN MO MP"
            " MV MY NC NF NP NR NU NZ PF PG PH PK PN PW SB SG TH TK TL TO TV TW VN VU WF WS"
        ),
        "europe-central-asia": (
            "AD AL AM AT AX AZ BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GE GG GI GR HR HU"
            " IE IL IM IS IT JE KG KZ LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ"
            " SK SM TJ TM TR UA UZ VA"
        ),
    }.items()
    for code in codes.split()
}
"""In which region a country (alpha-2) lies, as the ILO groups them."""

_WORD = re.compile(r"[^\W_]+(?:'(?=\w))?")


class Mention(NamedTuple):
    """A country named in a text: its alpha-2 code, and from where to where it is named."""

    country: str
    start: int
    end: int


Names = Mapping[str, Mapping[tuple[str, ...], str]]
"""By their first word: the words of a name and the country's code, "" for what is none."""


@lru_cache(maxsize=16)
def names(language: str = "") -> Names:
    """Return the names of the countries in English and in this language, ready for looking up."""
    found: dict[str, dict[tuple[str, ...], str]] = {}

    def note(name: str, code: str) -> None:
        words = tuple(match[0] for match in _WORD.finditer(level(name)))
        if words and " ".join(words) not in _LEFT_OUT:
            found.setdefault(words[0], {}).setdefault(words, code)

    for other in _OTHERS.split("|"):
        note(other, "")
    for code, usual in ALSO.items():
        for name in usual.split("|"):
            note(name, code)
    for code, name in _official(language):
        note(name, code)
    return found


def _official(language: str) -> Iterator[tuple[str, str]]:
    """Yield codes and names: the official ones, and what is left of them when they are turned."""
    import pycountry  # noqa: PLC0415 - loads its tables when they are needed

    written = [
        (one.alpha_2, name)
        for one in pycountry.countries
        for kind in ("common_name", "name", "official_name")
        if (name := getattr(one, kind, ""))
    ]
    yield from _unturned(written)
    for locale in _LANGUAGES.get(language, ()):
        yield from _unturned(_translated(locale, written))


def _translated(locale: str, written: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    import gettext  # noqa: PLC0415 - for other languages than English only

    import pycountry  # noqa: PLC0415 - loads its tables when they are needed

    try:
        told = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[locale])
    except OSError:
        return []
    return [(code, told.gettext(name)) for code, name in written]


def _unturned(written: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the names, and those parts before a comma or bracket that one country alone has."""
    listed = list(written)
    owners: dict[str, set[str]] = {}
    for code, name in listed:
        owners.setdefault(re.split(r"\s*[,(]", name)[0], set()).add(code)
    for code, name in listed:
        yield code, name
    for short, codes in owners.items():
        if len(codes) == 1:
            yield next(iter(codes)), short


def mentions(text: str, levelled: str, known: Names) -> list[Mention]:
    """Return the countries named in a text, in order; `levelled` is the same text, levelled.

    A name begins with a capital where its script has any.
    """
    words = [(match[0], *match.span()) for match in _WORD.finditer(levelled)]
    found: list[Mention] = []
    at = 0
    while at < len(words):
        word, start, _ = words[at]
        length, code = _longest(words, at, known.get(word)) if word in known else (0, "")
        if not length or text[start].islower():
            at += 1
            continue
        if code:
            found.append(Mention(code, start, words[at + length - 1][2]))
        at += length
    return found


def _longest(
    words: list[tuple[str, int, int]], at: int, names_here: Mapping[tuple[str, ...], str] | None
) -> tuple[int, str]:
    """Return the length in words and the code of the longest name that stands here."""
    best, code = 0, ""
    for name, owner in (names_here or {}).items():
        here = tuple(word for word, _, _ in words[at : at + len(name)])
        if len(name) > best and here == name and _runs_on(words, at, len(name)):
            best, code = len(name), owner
    return best, code


def _runs_on(words: list[tuple[str, int, int]], at: int, length: int) -> bool:
    """Say whether nothing but a blank, a hyphen or a line's end parts the words."""
    return all(words[k + 1][1] - words[k][2] <= 2 for k in range(at, at + length - 1))
