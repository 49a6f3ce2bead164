"""Names as they are compared: without case, accents and whatever is no letter or digit."""

import re

from coder.text.fold import DASHES, fold_plain

_APART = re.compile(r"[\W_]+")
_DASH = re.compile(f"[{re.escape(DASHES)}]")


def bare(text: str) -> str:
    """Return the letters and digits of a text, small and unaccented, its words one space apart."""
    return _APART.sub(" ", fold_plain(_DASH.sub(" ", text))).strip()


def squeezed(text: str) -> str:
    """Return `bare` without its spaces: "mid-term", "Mid term" and "midterm" are one."""
    return bare(text).replace(" ", "")
