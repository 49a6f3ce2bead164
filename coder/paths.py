"""Where things are, in the source tree and in an installed copy."""

import os
import re
from pathlib import Path

import platformdirs

_TOP = Path(__file__).resolve().parent.parent
APP_NAME = "Evidence Coder"
VERSION = "0.1.0"
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
"""What some system does not let a file's name hold."""
_LONGEST = 200
"""So many bytes of a name every system takes, with room for an ending."""


def resources() -> Path:
    """Return the folder of icons, fonts and the sample reports."""
    return _TOP / "resources"


def codebooks() -> Path:
    """Return the folder of built-in codebooks."""
    return _TOP / "codebooks"


def config() -> Path:
    """Return the folder of the user's settings, made if needed."""
    return Path(platformdirs.user_config_dir(APP_NAME, appauthor=False, ensure_exists=True))


def logs() -> Path:
    """Return the folder of the log file, made if needed."""
    return Path(platformdirs.user_log_dir(APP_NAME, appauthor=False, ensure_exists=True))


def documents() -> Path:
    """Return the folder in which a new project is offered to be kept."""
    return Path(os.environ.get("EVIDENCE_CODER_DOCUMENTS") or platformdirs.user_documents_dir())


def as_file_name(words: str) -> str:
    """Return words as a file of any system may be named, without an ending; "" if none is left."""
    plain = _FORBIDDEN.sub("-", words).encode()[:_LONGEST].decode(errors="ignore")
    return plain.strip(". ")
