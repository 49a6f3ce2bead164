"""Identities of 16 bytes: random in time order, or found by content so that laptops agree."""

import hashlib
import os
import time
import uuid
from typing import NewType

CodeId = NewType("CodeId", bytes)
CodebookId = NewType("CodebookId", bytes)
CoderId = NewType("CoderId", bytes)
CodingId = NewType("CodingId", bytes)
PassageId = NewType("PassageId", bytes)
ReportId = NewType("ReportId", bytes)
ActionId = NewType("ActionId", bytes)

AssignmentId = NewType("AssignmentId", bytes)
SettlementId = NewType("SettlementId", bytes)

_CODEBOOKS = uuid.UUID("6f1b3a0c-6a2e-5d0b-9c53-2d7d6b0b9a11")


def new_id() -> bytes:
    """Return a fresh UUIDv7: 48 bits of Unix milliseconds, then random (RFC 9562, section 5.7)."""
    raw = bytearray(int(time.time() * 1000).to_bytes(6, "big") + os.urandom(10))
    raw[6] = 0x70 | (raw[6] & 0x0F)
    raw[8] = 0x80 | (raw[8] & 0x3F)
    return bytes(raw)


def content_id(content: bytes) -> bytes:
    """Return the UUIDv8 made of the SHA-256 of `content` (RFC 9562, section 5.8)."""
    return digest_id(hashlib.sha256(content).digest())


def digest_id(digest: bytes) -> bytes:
    """Return the UUIDv8 made of the first 16 bytes of a SHA-256 `digest`."""
    raw = bytearray(digest[:16])
    raw[6] = 0x80 | (raw[6] & 0x0F)
    raw[8] = 0x80 | (raw[8] & 0x3F)
    return bytes(raw)


def report_id(sha256: str) -> ReportId:
    """Return the identity of the report whose bytes have this SHA-256 (64 hex digits)."""
    return ReportId(digest_id(bytes.fromhex(sha256)))


def codebook_id(key: str) -> CodebookId:
    """Return the identity of the codebook with this key, as written in its file."""
    return CodebookId(uuid.uuid5(_CODEBOOKS, key).bytes)


def shipped_code_id(codebook: CodebookId, path: str) -> CodeId:
    """Return the identity of the code at `path` of a codebook file, the same on every laptop."""
    return CodeId(uuid.uuid5(uuid.UUID(bytes=codebook), path).bytes)


CONSENSUS = CoderId(content_id(b"consensus"))
"""The coder to whom what a team settled belongs: nobody's own, the same in every project."""


def assignment_id(report: ReportId, coder: CoderId) -> AssignmentId:
    """Return the identity of what is said of a coder and a report."""
    return AssignmentId(content_id(b"assignment" + report + coder))


def text(identity: bytes) -> str:
    """Return an identity as people and other programs read it (8-4-4-4-12 hex digits)."""
    return str(uuid.UUID(bytes=identity))


def parse(written: str) -> bytes:
    """Return the identity written as `text` writes it; raises ValueError for anything else."""
    return uuid.UUID(written).bytes
