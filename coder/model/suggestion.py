"""What a report says of itself: facts and cards to offer, none of them kept until accepted."""

from dataclasses import dataclass

from coder.model.ids import ReportId


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What an attribute may say of a report, and where that stands.

    `attribute` is the key of the attribute, `value` what would be stored, `shown` how people read
    it. It stands from `start` up to `end` in the canonical text of `page` (from 0); page -1 tells
    that it comes from the file's own facts and has no passage. `why` says in plain words how it
    was found; `confidence` lies between 0 and 1.
    """

    attribute: str
    value: str
    shown: str
    page: int
    start: int
    end: int
    why: str
    confidence: float

    @property
    def is_sure(self) -> bool:
        """Say whether it is more than a guess: guesses are to be accepted one by one."""
        return self.confidence >= 0.5

    @property
    def has_passage(self) -> bool:
        """Say whether there is a passage to look at."""
        return self.page >= 0


@dataclass(frozen=True, slots=True)
class DraftField:
    """What a field of a card may say, and from where to where that stands in the report.

    Pages count from 0, `start` and `end` in the canonical text of their page.
    """

    key: str
    text: str
    page: int
    start: int
    end_page: int
    end: int


@dataclass(frozen=True, slots=True)
class DraftCard:
    """A card recognised from a report's own heading, such as “Recommendation 3”.

    `form` is the key of its form, `number` as the report counts, `heading` as it is printed.
    """

    form: str
    report: ReportId
    number: str
    heading: str
    fields: tuple[DraftField, ...]
