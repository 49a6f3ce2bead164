"""The words of the flow diagram, to be given in another language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FlowWords:
    """What the boxes of the flow diagram are called."""

    title: str = "Flow of reports through screening (after PRISMA 2020)"
    identification: str = "Identification"
    screening: str = "Screening"
    included_phase: str = "Included"
    reports: str = "Reports"
    projects: str = "Projects"
    identified: str = "Reports identified"
    no_source: str = "Source not stated"
    removed: str = "Removed before screening"
    duplicates: str = "Duplicates"
    screened: str = "Reports screened"
    excluded: str = "Excluded"
    waiting: str = "Not decided yet"
    conflicts: str = "To be settled"
    sought: str = "Full texts sought"
    awaiting: str = "Not there yet"
    not_retrieved: str = "Not retrieved"
    assessed: str = "Assessed in full"
    possible: str = "Possible"
    included: str = "Included in the review"
    total: str = "In all"
    once: str = (
        "Every project counts once: where the furthest of its reports stands. Counted from the "
        "decisions in the project."
    )
