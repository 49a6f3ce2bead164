"""Languages that reports are often in: how people call them, and their two letters."""

from collections.abc import Mapping

from coder.text.bare import squeezed

NAMES: Mapping[str, str] = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "pt": "Portuguese",
    "ru": "Russian",
    "zh": "Chinese",
}
"""The English names of the languages by their two letters (ISO 639-1)."""
_CALLED = {
    name: code
    for code, names in {
        "ar": "arabic arabe", "de": "german allemand aleman alemao deutsch ger deu",
        "en": "english anglais ingles eng", "es": "spanish espagnol espanol espanhol spa",
        "fr": "french francais frances fre fra", "it": "italian italien italiano ita",
        "pt": "portuguese portugais portugues por", "ru": "russian russe ruso russo rus",
        "zh": "chinese chinois chino chines chi zho",
    }.items()
    for name in (code, *names.split())
}  # fmt: skip


def code_of(name: str) -> str:
    """Return the two letters of a language by a name or code of it, "" if unknown."""
    return _CALLED.get(squeezed(name), "")


def name_of(code: str) -> str:
    """Return the English name of a language by its two letters; anything else as it is."""
    return NAMES.get(code, code)
