"""What a merge brings, what it leaves to be settled, and the receipt that is kept of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from coder.model.ids import CoderId, CodingId

ProposalKind = Literal["code", "report", "coder"]


class OpKey(NamedTuple):
    """Which operation: the opening of a file that wrote it, and its number there."""

    replica: bytes
    seq: int


@dataclass(frozen=True, slots=True)
class Contribution:
    """The codings of one coder that a merge brings; `reports` is how many reports they touch."""

    coder: CoderId
    name: str
    colour: str
    new: int
    changed: int
    deleted: int
    reports: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two that may be one: the same name, or the same report from different files.

    `why` says what they share, `differ` what they do not, in plain words ("different
    definitions"), "" for nothing. The makers are who made each, "" for coders themselves.
    """

    kind: ProposalKind
    ours: bytes
    theirs: bytes
    our_name: str
    their_name: str
    why: str
    differ: str
    our_maker: str = ""
    their_maker: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One of two that may be one: its name, and what people know it by, a line each."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rival:
    """One of the values in dispute, as people read it; `at` is Unix milliseconds."""

    value: str
    who: str
    at: int
    op: OpKey
    deleted: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that two people said differently without knowing of each other.

    `field` is "_del" where one deleted what another changed, "_used" where something was deleted
    that codings still refer to; `used` says of both what goes with it, in words, "" for nothing.
    `name` says which row this is, as people know it. What was changed of a row that another
    deleted is told as `value`.
    """

    table: str
    row: bytes
    field: str
    name: str
    values: tuple[Rival, ...]
    used: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """A coding whose report has another PDF here, and how its passage was found there."""

    coding: CodingId
    report: str
    quote: str
    how: str


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that a merge brings: `what` is "new", "changed" or "deleted".

    With `of` "coding" it is the codings of a `coder` in the report of this `name`, and how many.
    Else it is something of a `kind` by its name or quote, and `more` says what changed in it;
    without a name it is how many more of the kind there are. `who` is which `coder`: two may
    have the same name. Receipts of old do not tell it.
    """

    what: str
    kind: str
    name: str
    more: str = ""
    coder: str = ""
    count: int = 1
    of: str = ""
    who: CoderId | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What merging one file brings, or has brought.

    `new`, `changed` and `deleted` count by kind ("codings", "codes", "reports", "coders",
    "memos", …), `details` tell it one by one; `missing` names reports whose PDF neither side
    holds.
    """

    source: str
    by: str
    contributions: tuple[Contribution, ...] = ()
    new: Mapping[str, int] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)
    deleted: Mapping[str, int] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    moved: tuple[Moved, ...] = ()
    missing: tuple[str, ...] = ()
    details: tuple[Detail, ...] = ()
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """One merge that was done; `at` is Unix milliseconds, `preview` what it brought."""

    id: bytes
    at: int
    who: str
    source: str
    preview: Preview
    undone: bool
