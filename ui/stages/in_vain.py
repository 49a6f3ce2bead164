"""What is said when something was asked for on the pages that is not there."""

from PySide6.QtCore import QCoreApplication

_WORDS = {
    "coding +1": "There is no coding further on.",
    "coding -1": "There is no coding before this place.",
    "uncoded +1": "All pages further on have codings.",
    "uncoded -1": "All pages before have codings.",
    "words": "This page is a picture, without words. Alt and drag marks an area (Ctrl+Alt+A).",
    "cite": "Select words first, or click a coding, to cite it.",
}


def in_vain(what: str) -> str:
    """Return a quiet word on what was asked for, as `ReaderView.inVain` names it."""
    return QCoreApplication.translate("CodingDesk", _WORDS[what])
