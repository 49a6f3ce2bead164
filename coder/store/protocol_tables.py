"""The tables of what is said of reports under the protocol, and of what it rests on."""

from sqlalchemy import Index, Table

from coder.store.columns import identity, metadata, ref, words

value = Table(
    "value",
    metadata,
    identity(),
    ref("report"),
    ref("attribute"),
    *words("value"),
    ref("passage", optional=True),
    Index("value_report", "report"),
)
"""What an attribute says of a report, and the passage it was taken from; ids by content."""

answer = Table(
    "answer",
    metadata,
    identity(),
    ref("report"),
    ref("criterion"),
    ref("coder"),
    *words("answer", "note", "created"),
    Index("answer_report", "report"),
)
"""How a coder answers one criterion for one report; ids by content."""

decision = Table(
    "decision",
    metadata,
    identity(),
    ref("report"),
    ref("stage"),
    ref("coder"),
    *words("verdict", "rule", "reason"),
    ref("criterion", optional=True),
    *words("created", "basis"),
    ref("by", optional=True),
    Index("decision_report", "report"),
)
"""A coder's verdict on a report at a stage, what the rule said then, and why; ids by content.

One of Consensus names who settled it (`by`) and the verdicts it rests on (`basis`).
"""

rating = Table(
    "rating",
    metadata,
    identity(),
    ref("report"),
    ref("subject"),
    ref("scale"),
    ref("coder"),
    *words("origin", "level", "justification", "created", "basis"),
    ref("by", optional=True),
    Index("rating_report", "report"),
)
"""A level given to a report on a code or a check, by the reviewer or by the report itself.

One of Consensus names who settled it (`by`) and the ratings it rests on (`basis`).
"""

card = Table(
    "card",
    metadata,
    identity(),
    ref("report"),
    ref("form"),
    ref("coder"),
    *words("number", "state", "created", "memo"),
    Index("card_report", "report"),
)
"""One filled-in card of a form; its state is "draft" until somebody confirms it."""

entry = Table(
    "entry",
    metadata,
    identity(),
    ref("card"),
    ref("field"),
    *words("value"),
    Index("entry_card", "card"),
)
"""What a card says in one field; ids by content."""

evidence = Table(
    "evidence",
    metadata,
    identity(),
    ref("owner"),
    ref("passage", optional=True),
    ref("coding", optional=True),
    *words("created"),
    Index("evidence_owner", "owner"),
    Index("evidence_passage", "passage"),
    Index("evidence_coding", "coding"),
)
"""A passage, or a coding, behind an answer, a decision, a rating or an entry; ids by content."""
