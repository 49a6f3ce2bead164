"""The tables of a project file, and nothing else.

Three sorts: the log (`op`); the tables folded from it, which only `coder.store.log` writes; and
what lies outside the log because it is found by content or concerns this file alone.
"""

from sqlalchemy import (
    REAL,
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from coder.store.columns import Bytes, identity, metadata, ref, words
from coder.store.protocol_tables import (
    answer,
    card,
    decision,
    entry,
    evidence,
    rating,
    value,
)

__all__ = [
    "APPLICATION_ID", "DERIVED", "FOLDED", "SAID_APART", "TOGETHER", "VERSION",
    "WORD_TABLES", "action", "answer", "assignment", "blob", "card", "code", "codebook",
    "coder", "coding", "conflict", "decision", "entry", "evidence", "item", "layer",
    "local", "metadata", "op", "page", "passage", "project", "rating", "receipt", "replica",
    "report", "settlement", "undone_op", "value",
]  # fmt: skip

APPLICATION_ID = 0x45564331  # "EVC1"
VERSION = 5

op = Table(
    "op",
    metadata,
    Column("replica", Bytes(16), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("hlc", BigInteger, nullable=False),
    Column("person", Bytes(16), nullable=False),
    Column("action", Bytes(16), nullable=False),
    Column("table", Text, nullable=False),
    Column("row", Bytes(16), nullable=False),
    Column("prev", Bytes(), nullable=False),
    Column("patch", Text, nullable=False),
    Column("hash", Bytes(16), nullable=False),
    PrimaryKeyConstraint("replica", "seq"),
    Index("op_row", "row"),
    Index("op_action", "action"),
)

project = Table("project", metadata, identity(), *words("name", "memo", "created"))

coder = Table(
    "coder",
    metadata,
    identity(),
    *words("name", "initials", "colour"),
    ref("joined", optional=True),
)
"""A coder; `joined` is whose their codings became when the two turned out to be one person."""

codebook = Table(
    "codebook",
    metadata,
    identity(),
    *words("key", "title", "version", "language", "source", "licence"),
    Column("position", REAL, nullable=False, default=0.0, server_default="0"),
)

code = Table(
    "code",
    metadata,
    identity(),
    ref("codebook"),
    ref("parent", optional=True),
    Column("position", REAL, nullable=False),
    *words("name", "definition", "apply_when", "do_not_apply_when", "example", "colour", "key"),
    Column("assignable", Boolean, nullable=False),
    *words("memo", "alike"),
)
"""A code; `alike` holds the marks of earlier wordings that meant the same, by spaces."""

item = Table(
    "item",
    metadata,
    identity(),
    ref("codebook"),
    ref("parent", optional=True),
    *words("kind", "key", "name", "definition", "type", "role", "source", "options"),
    Column("position", REAL, nullable=False),
    Index("item_codebook", "codebook"),
)
"""Whatever a codebook defines besides codes: attributes, scales, stages and criteria, checklists
and their checks, forms and their fields (`coder.model.protocol`)."""

report = Table(
    "report",
    metadata,
    identity(),
    *words("sha256", "file_name", "title", "number", "memo"),
    Column("pages", Integer, nullable=False),
    Column("pages_without_text", Integer, nullable=False),
    Column("encrypted", Boolean, nullable=False),
    *words("text_hash", "added"),
    ref("duplicate_of", optional=True),
)
"""A report; one known by its particulars alone has no file yet: its `sha256` is empty."""

passage = Table(
    "passage",
    metadata,
    identity(),
    ref("report"),
    *words("text_hash", "ranges", "quote", "exact", "prefix", "suffix", "quads", "boxes"),
    Column("page", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end_page", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    *words("folded", "kind"),
    Index("passage_report", "report"),
    # Counting codings by report needs no more of a passage than this.
    Index("passage_place", "id", "report"),
)

coding = Table(
    "coding",
    metadata,
    identity(),
    ref("passage"),
    ref("code"),
    ref("coder"),
    *words("memo", "created", "direction", "depth", "caption", "moved", "under"),
    ref("origin", optional=True),
    ref("settlement", optional=True),
    Index("coding_passage", "passage"),
    Index("coding_code", "code"),
    Index("coding_coder", "coder"),
)
"""A coding; `under` is the mark of the wording of the code that its coder had before them."""

assignment = Table(
    "assignment",
    metadata,
    identity(),
    ref("report"),
    ref("coder"),
    Column("allocated", Boolean, nullable=False, default=False, server_default="0"),
    *words("state"),
)
"""Which coder is to code which report, and how far they say they are; ids by content."""

settlement = Table(
    "settlement",
    metadata,
    identity(),
    ref("report"),
    ref("code"),
    ref("coder"),
    *words("verdict", "kind", "reason", "created", "basis"),
    Index("settlement_report", "report"),
)
"""How a disagreement was settled, by whom, and on which codings as they were then."""

action = Table(
    "action",
    metadata,
    identity(),
    *words("kind", "label"),
    Column("undoes", Bytes(16), nullable=True),
    Column("replica", Bytes(16), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("hlc", BigInteger, nullable=False),
    Column("person", Bytes(16), nullable=False),
    Index("action_hlc", "hlc"),
)

conflict = Table(
    "conflict",
    metadata,
    Column("table", Text, nullable=False),
    Column("row", Bytes(16), nullable=False),
    Column("field", Text, nullable=False),
    Column("ops", Bytes(), nullable=False),
    PrimaryKeyConstraint("row", "field"),
)

FOLDED: dict[str, Table] = {
    table.name: table
    for table in (
        project,
        coder,
        codebook,
        code,
        report,
        passage,
        coding,
        assignment,
        settlement,
        item,
        value,
        answer,
        decision,
        rating,
        card,
        entry,
        evidence,
        action,
    )
}

DERIVED: dict[str, frozenset[str]] = {
    "passage": frozenset({"page", "start", "end_page", "end", "folded"}),
    "action": frozenset({"replica", "seq", "hlc", "person"}),
}
"""Columns computed from the others or from the op itself; they are not in any patch."""

TOGETHER: dict[str, tuple[frozenset[str], ...]] = {
    "report": (
        frozenset(
            {"sha256", "file_name", "pages", "pages_without_text", "encrypted", "text_hash"}
        ),
    ),
    "coding": (frozenset({"passage", "moved", "origin"}),),
    "code": (frozenset({"codebook", "parent", "position"}),),
    "decision": (frozenset({"verdict", "rule", "reason", "criterion", "basis", "by"}),),
    "value": (frozenset({"value", "passage"}),),
    "rating": (frozenset({"scale", "level", "basis", "by"}),),
}
"""Columns that only say something together: whoever writes one of them writes all."""

SAID_APART = {
    "assignment": frozenset({"allocated", "state"}),
    "coder": frozenset({"joined"}),
}
"""Columns that a new row may leave unsaid: others say them, perhaps on another laptop."""

blob = Table(
    "blob",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("bytes", LargeBinary, nullable=False),
)

layer = Table(
    "layer",
    metadata,
    Column("report", Bytes(16), nullable=False),
    Column("text_hash", Text, nullable=False),
    Column("extractor", Text, nullable=False),
    Column("outline", Text, nullable=False),
    *words("sha256"),
    PrimaryKeyConstraint("report", "text_hash"),
)

page = Table(
    "page",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("report", Bytes(16), nullable=False),
    Column("text_hash", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("label", Text, nullable=False),
    Column("width", REAL, nullable=False),
    Column("height", REAL, nullable=False),
    Column("rotation", Integer, nullable=False),
    Column("has_text", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Column("packed", LargeBinary, nullable=False),
    *words("apart"),
    Index("page_place", "report", "text_hash", "number", unique=True),
)

replica = Table("replica", metadata, Column("id", Bytes(16), primary_key=True))
"""The openings of this very file that wrote to it: their actions are the ones undo offers."""

receipt = Table(
    "receipt",
    metadata,
    Column("id", Bytes(16), primary_key=True),
    Column("batch", Bytes(16), nullable=False),
    Column("person", Bytes(16), nullable=False),
    Column("at", BigInteger, nullable=False),
    *words("who", "source", "sha256", "told", "steps"),
    Column("undone", Boolean, nullable=False, default=False, server_default="0"),
    Column("brought", LargeBinary, nullable=False, default=b"", server_default=""),
)
"""What was merged into this file, when (Unix milliseconds) and what it brought. Kept for ever.

Receipts of one `batch` came, and are undone, together; `steps` is when that was, by the clock.
`brought` tells which operations came.
"""

undone_op = Table(
    "undone_op",
    metadata,
    Column("batch", Bytes(16), nullable=False),
    *(Column(column.name, column.type, nullable=False) for column in op.columns),
)
"""The operations of merges that were undone, for doing them again."""

local = Table(
    "local",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
"""Facts about this copy alone: who codes here, where they were reading, whether it was closed."""

_FTS = "CREATE VIRTUAL TABLE {} USING fts5(words, content='', tokenize='{}')"
WORD_TABLES = (
    _FTS.format("page_words", "unicode61 remove_diacritics 2"),
    _FTS.format("page_trigrams", "trigram"),
)
"""Full-text indexes by `page.key`: by words, and by trigrams for scripts without spaces."""
