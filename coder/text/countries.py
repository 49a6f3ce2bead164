"""Countries of ISO 3166 by what people call them, in English, French, Spanish and Portuguese."""

import gettext
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from coder.text.bare import bare

_LANGUAGES = ("fr", "es", "pt")
ALSO: Mapping[str, str] = {
    "BN": "Brunei",
    "BO": "Bolivia|Bolivie|Bolívia",
    "CD": "DR Congo|DRC|Democratic Republic of Congo|Congo-Kinshasa|RD Congo|RDC"
    "|République démocratique du Congo|República Democrática del Congo"
    "|República Democrática do Congo",
    "CG": "Republic of Congo|Congo-Brazzaville|République du Congo|República del Congo",
    "CI": "Ivory Coast|Côte d'Ivoire|Costa de Marfil|Costa do Marfim",
    "CV": "Cape Verde|Cabo Verde|Cap-Vert",
    "CZ": "Czech Republic|Czechia|République tchèque|República Checa",
    "FM": "Micronesia|Micronésie",
    "GB": "United Kingdom|Great Britain|Royaume-Uni|Reino Unido",
    "IR": "Iran|Irán|Irã|إيران",
    "KP": "North Korea|DPRK|Corée du Nord|Corea del Norte|Coreia do Norte",
    "KR": "South Korea|Republic of Korea|Corée du Sud|République de Corée|Corea del Sur"
    "|República de Corea|Coreia do Sul|República da Coreia",
    "LA": "Laos|Lao PDR|Lao People's Democratic Republic|RDP lao",
    "MD": "Moldova|Republic of Moldova|Moldavie|Moldavia|Moldávia",
    "MK": "Macedonia|Macédoine|Macedônia|North Macedonia",
    "MM": "Burma|Birmanie|Birmania",
    "PS": "Palestine|Occupied Palestinian Territory|Territoire palestinien occupé"
    "|Territorio Palestino Ocupado|Palestina|Gaza Strip",
    "RU": "Russia|Russie|Rusia|Rússia|Russian Federation",
    "ST": "São Tomé and Príncipe|São Tomé e Príncipe",
    "SY": "Syria|Syrie|Siria|Síria|سوريا",
    "SZ": "Swaziland|Eswatini",
    "TL": "East Timor|Timor Leste|Timor-Leste|Timor oriental",
    "TR": "Turkey|Türkiye|Turquie|Turquía|Turquia",
    "TZ": "Tanzania|Tanzanie|Tanzânia",
    "US": "United States|United States of America|États-Unis|Estados Unidos",
    "VE": "Venezuela",
    "VN": "Vietnam|Viet Nam",
}
"""How people and reports call countries besides the names that ISO 3166 and its translations have.

Each is so much a country's that it is one in running text too.
"""

_HERE = {
    "AE": "UAE|Emirates",
    "CD": "Congo Kinshasa",
    "CG": "Republic of the Congo|Congo Brazzaville",
    "GB": "UK",
    "KR": "Korea",
    "LA": "Lao",
    "MK": "Former Yugoslav Republic of Macedonia",
    "PS": "Palestinian Territories|OPT|West Bank and Gaza|West Bank and Gaza Strip",
    "US": "USA",
    "VA": "Vatican",
    "XK": "Kosovo",
}
"""What is a country where one is expected; XK is no code of the norm, yet what all use."""
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
    for code, listed in (*ALSO.items(), *_HERE.items()):
        found |= dict.fromkeys(map(bare, listed.split("|")), code)
    for one in _countries():
        said = [one.alpha_3, one.name, getattr(one, "official_name", "")]
        said.append(getattr(one, "common_name", ""))
        said += [language.gettext(name) for language in spoken for name in filter(None, said[1:])]
        for name in filter(None, map(bare, said)):
            found.setdefault(name.removeprefix("the "), one.alpha_2)
    return found
