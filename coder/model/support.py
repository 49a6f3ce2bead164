"""What stands behind a rating or a value on a card: a passage, or a coding of one."""

from dataclasses import dataclass

from coder.model.ids import CodingId, EvidenceId, PassageId, ReportId


@dataclass(frozen=True, slots=True)
class Support:
    """One piece of evidence, as lists show it: where it stands and what it says.

    Exactly one of `passage` and `coding` was given as evidence; `place` is the passage either
    way. `is_former` says that it stands in a file which its report has no more: its page is one
    of that file, and nothing is to be drawn on the pages the report has now.
    """

    id: EvidenceId
    passage: PassageId | None
    coding: CodingId | None
    place: PassageId
    report: ReportId
    page: int
    page_label: str
    quote: str
    is_former: bool = False
