"""Work files (.evw): what somebody did, packed small enough for an e-mail.

A mark, the SHA-256 of what follows, then a project file without what the lead has, deflated.
"""

import hashlib
import zlib
from pathlib import Path

from coder.model.errors import DamagedProjectError

MARK = b"EVIDENCE-WORK-1\n"
_HASH = 32
_MOST = 4 << 30
_STEP = 1 << 20


def is_work(path: Path) -> bool:
    """Say whether a file is a work file, by how it begins."""
    with path.open("rb") as file:
        return file.read(len(MARK)) == MARK


def pack(source: Path, target: Path) -> None:
    """Write the project file `source` as the work file `target`."""
    body = zlib.compress(source.read_bytes(), 9)
    target.write_bytes(MARK + hashlib.sha256(body).digest() + body)


def unpack(source: Path, target: Path) -> None:
    """Write the project file that is in the work file `source` to `target`.

    Raises:
        DamagedProjectError: it was cut short or altered on its way.
    """
    with source.open("rb") as file:
        file.seek(len(MARK))
        wanted = file.read(_HASH)
        body = file.read()
    if hashlib.sha256(body).digest() != wanted:
        raise DamagedProjectError(
            f"“{source.name}” did not arrive whole. Nothing was changed. Ask for it to be sent "
            "again."
        )
    inflating, written = zlib.decompressobj(), 0
    with target.open("wb") as out:
        while body and written <= _MOST:
            piece = inflating.decompress(body, _STEP)
            body = inflating.unconsumed_tail
            written += out.write(piece)
    if written > _MOST:
        raise DamagedProjectError(f"“{source.name}” holds more than a work file can.")
