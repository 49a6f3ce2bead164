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
ItemId = NewType("ItemId", bytes)
ValueId = NewType("ValueId", bytes)
AnswerId = NewType("AnswerId", bytes)
DecisionId = NewType("DecisionId", bytes)
RatingId = NewType("RatingId", bytes)
CardId = NewType("CardId", bytes)
EntryId = NewType("EntryId", bytes)
EvidenceId = NewType("EvidenceId", bytes)

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


def shipped_item_id(codebook: CodebookId, kind: str, path: str) -> ItemId:
    """Return the identity of what a codebook file defines at a path, the same on every laptop."""
    return ItemId(uuid.uuid5(uuid.UUID(bytes=codebook), f"{kind} {path}").bytes)


def record_id(particulars: str) -> ReportId:
    """Return the identity of a report known by these particulars alone, as `folded` gives them."""
    return ReportId(content_id(b"record" + particulars.encode()))


def value_id(report: ReportId, attribute: ItemId) -> ValueId:
    """Return the identity of what an attribute says of a report."""
    return ValueId(content_id(b"value" + report + attribute))


def answer_id(report: ReportId, criterion: ItemId, coder: CoderId) -> AnswerId:
    """Return the identity of a coder's answer to a criterion for a report."""
    return AnswerId(content_id(b"answer" + report + criterion + coder))


def decision_id(report: ReportId, stage: ItemId, coder: CoderId) -> DecisionId:
    """Return the identity of a coder's verdict on a report at a stage."""
    return DecisionId(content_id(b"decision" + report + stage + coder))


def rating_id(report: ReportId, subject: bytes, coder: CoderId, origin: str) -> RatingId:
    """Return the identity of a rating of a report on a code or a check, by its origin."""
    return RatingId(content_id(b"rating" + report + subject + coder + origin.encode()))


def entry_id(card: CardId, field: ItemId) -> EntryId:
    """Return the identity of what a card says in a field."""
    return EntryId(content_id(b"entry" + card + field))


def evidence_id(owner: bytes, support: bytes) -> EvidenceId:
    """Return the identity of a passage or a coding as support of `owner`."""
    return EvidenceId(content_id(b"evidence" + owner + support))


def text(identity: bytes) -> str:
    """Return an identity as people and other programs read it (8-4-4-4-12 hex digits)."""
    return str(uuid.UUID(bytes=identity))


def parse(written: str) -> bytes:
    """Return the identity written as `text` writes it; raises ValueError for anything else."""
    return uuid.UUID(written).bytes
