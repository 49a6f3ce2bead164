"""Ratings put together: whose they are, where coders differ, how often each level was given.

Figures stay within one scale: levels of scales of different owners do not compare.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from coder.model.ids import ItemId, ReportId
from coder.model.protocol import NOT_ASSESSABLE, NOT_RATED, Item
from coder.model.rating import Origin, Rating, RatingConflict, RatingSummary
from coder.model.whose import Shown, Whose

_Subject = tuple[ReportId, bytes, Origin]
APART = (NOT_RATED, NOT_ASSESSABLE)


def of(ratings: Iterable[Rating], whose: Shown) -> list[Rating]:
    """Return the ratings of some coders, in the same order; None is everybody's.

    The consensus is what was settled, and where nothing was, one of those that all agree on.
    """
    if whose is None:
        return list(ratings)
    if whose is Whose.ALL:
        return [one for one in ratings if not one.is_consensus]
    if whose is Whose.CONSENSUS:
        return [_agreed(some) for some in _together(ratings).values() if _is_agreed(some)]
    assert not isinstance(whose, Whose)
    chosen = set(whose)
    return [one for one in ratings if one.coder in chosen]


def conflicts(ratings: Iterable[Rating]) -> list[RatingConflict]:
    """Return where coders gave different levels on one scale, in the order of the ratings."""
    found = []
    for (report, subject, origin), some in _together(ratings).items():
        settled = next((one for one in some if one.is_consensus), None)
        by_scale: dict[ItemId, list[Rating]] = defaultdict(list)
        for one in some:
            if not one.is_consensus and origin == "reviewer":
                by_scale[one.scale].append(one)
        for scale, given in by_scale.items():
            if len({one.level for one in given}) > 1:
                found.append(RatingConflict(report, subject, scale, tuple(given), settled))
    return found


def summary(
    ratings: Iterable[Rating], scales: Sequence[Item], origin: Origin
) -> list[RatingSummary]:
    """Count the levels of each subject on each scale, in the order of scales, then subjects."""
    given: dict[tuple[ItemId, bytes], list[str]] = defaultdict(list)
    subjects: dict[bytes, None] = {}
    for one in ratings:
        if one.origin == origin:
            given[one.scale, one.subject].append(one.level)
            subjects[one.subject] = None
    return [
        _summed(subject, scale, origin, given[scale.id, subject])
        for scale in scales
        for subject in subjects
        if (scale.id, subject) in given
    ]


def median(levels: Iterable[str], best_first: Sequence[str]) -> str:
    """Return the median level, the lower of two; "" when none of them is on the scale."""
    places = sorted(best_first.index(level) for level in levels if level in best_first)
    return best_first[places[len(places) // 2]] if places else ""


def _summed(subject: bytes, scale: Item, origin: Origin, levels: Sequence[str]) -> RatingSummary:
    keys = [one.key for one in scale.levels]
    counted = Counter(levels)
    gone = [level for level in counted if level not in {*keys, *APART}]
    counts = {key: counted[key] for key in (*keys, *gone, *APART)}
    return RatingSummary(subject, scale.id, origin, counts, median(levels, keys))


def _together(ratings: Iterable[Rating]) -> dict[_Subject, list[Rating]]:
    """Return the ratings of each report and subject, by whose judgement they tell."""
    found: dict[_Subject, list[Rating]] = defaultdict(list)
    for one in ratings:
        found[one.report, one.subject, one.origin].append(one)
    return found


def _is_agreed(some: Sequence[Rating]) -> bool:
    """Say whether something was settled, or nobody differs."""
    if any(one.is_consensus for one in some):
        return True
    return len({(one.scale, one.level) for one in some}) == 1


def _agreed(some: Sequence[Rating]) -> Rating:
    return next((one for one in some if one.is_consensus), some[0])
