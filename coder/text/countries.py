"""Countries of ISO 3166 by what people call them, in English, French, Spanish and Portuguese."""

import gettext
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any

from coder.text.bare import bare

_LANGUAGES = ("fr", "es", "pt")
_ALSO = {
    "BN": "brunei", "BO": "bolivia",
    "CD": "dr congo|drc|democratic republic of congo|congo kinshasa",
    "CG": "republic of congo|republic of the congo|congo brazzaville", "CI": "ivory coast",
    "CV": "cape verde", "CZ": "czech republic", "FM": "micronesia", "GB": "uk|great britain",
    "IR": "iran", "KP": "dprk|north korea", "KR": "south korea|korea|republic of korea",
    "LA": "lao pdr|lao|laos", "MD": "moldova",
    "MK": "macedonia|former yugoslav republic of macedonia",
    "MM": "burma", "PS": "palestine|occupied palestinian territory|palestinian territories|opt"
    "|west bank and gaza|west bank and gaza strip", "RU": "russia", "SY": "syria",
    "SZ": "swaziland", "TL": "east timor", "TR": "turkey|turkiye", "TZ": "tanzania",
    "AE": "uae|emirates", "US": "usa|united states of america", "VA": "vatican",
    "VE": "venezuela", "VN": "vietnam|viet nam", "XK": "kosovo",
}  # fmt: skip
"""What pycountry does not know by itself; XK is no code of the norm, yet what all use."""
_SHORT = {
    "BN": "Brunei",
    "CD": "DR Congo",
    "CG": "Congo",
    "FM": "Micronesia",
    "PS": "Palestine",
    "RU": "Russia",
    "XK": "Kosovo",
}
"""Names that are shown where those of the norm are longer than a table likes."""


def code_of(name: str) -> str:
    """Return the ISO 3166 alpha-2 code of a country by a name or code of it, "" if unknown."""
    plain = bare(name).removeprefix("the ")
    if plain.startswith("st "):
        plain = f"saint {plain[3:]}"
    return _by_name().get(plain, "")


def name_of(code: str) -> str:
    """Return the English name of a country by its alpha-2 code; an unknown code as it is."""
    return names().get(code, code)


@cache
def names() -> dict[str, str]:
    """Return the English names of all countries by alpha-2 code, in the order of the names."""
    found = {one.alpha_2: _plain(one) for one in _countries()} | _SHORT
    return dict(sorted(found.items(), key=lambda one: bare(one[1])))


def like(name: str) -> str:
    """Return the English name of the country that `name` may have meant, "" for none."""
    near = get_close_matches(bare(name), _by_name(), n=1, cutoff=0.75)
    return name_of(_by_name()[near[0]]) if near else ""


def _countries() -> Iterator[Any]:
    import pycountry  # noqa: PLC0415 - takes 0.08 s; only who reads countries pays

    return iter(pycountry.countries)


def _plain(country: Any) -> str:  # noqa: ANN401 - made by pycountry from its data
    named: str = getattr(country, "common_name", country.name)
    head, comma, tail = named.partition(", ")
    turned = comma and (tail.endswith((" of", " of the")))
    return f"{tail} {head}" if turned else named


@cache
def _by_name() -> dict[str, str]:
    """Return codes by bare names; a name that two could have is the first one's."""
    import pycountry  # noqa: PLC0415 - see above

    found: dict[str, str] = {}
    spoken = [
        gettext.translation("iso3166-1", pycountry.LOCALES_DIR, [language], fallback=True)
        for language in _LANGUAGES
    ]
    for code, name in names().items():
        found[bare(name)] = found[bare(code)] = code
    for code, listed in _ALSO.items():
        found |= dict.fromkeys(listed.split("|"), code)
    for one in _countries():
        said = [one.alpha_3, one.name, getattr(one, "official_name", "")]
        said.append(getattr(one, "common_name", ""))
        said += [language.gettext(name) for language in spoken for name in filter(None, said[1:])]
        for name in filter(None, map(bare, said)):
            found.setdefault(name.removeprefix("the "), one.alpha_2)
    return found
