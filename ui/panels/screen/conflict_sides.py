"""What coders answered and decided on one report, side by side, as a page of simple HTML."""

from collections.abc import Mapping, Sequence
from html import escape

from coder.model.coding import Coder
from coder.model.ids import CoderId
from coder.model.screening import Answered, Screening
from ui import theme
from ui.panels.screen import verdict_signs as signs
from ui.widgets.labels import breakable, page_place

_LONG = 400
_CELL = 'valign="top" style="padding:6px 12px 6px 0"'


def told(
    versions: Sequence[Screening],
    coders: Mapping[CoderId, Coder],
    labels: Mapping[tuple[bytes, int], str],
) -> str:
    """Return the versions in columns: verdict and reason, then each criterion's answers.

    Where the answers differ the criterion stands first, and in bold.
    """
    wide = f'width="{round(70 / max(1, len(versions)))}%"'
    heads = "".join(
        f"<td {_CELL} {wide}>{_head(one, coders.get(one.coder), at)}</td>"
        for at, one in enumerate(versions, 1)
    )
    rows = [f"<tr><td {_CELL}></td>{heads}</tr>"]
    lines = list(zip(*(one.answers for one in versions), strict=False)) if versions else []
    for line in sorted(lines, key=_is_alike):
        cells = "".join(f"<td {_CELL}>{_answer(one, labels)}</td>" for one in line)
        rows.append(f"<tr><td {_CELL}>{_name(line)}</td>{cells}</tr>")
    return f'<table width="100%" cellspacing="0">{"".join(rows)}</table>'


def _is_alike(line: Sequence[Answered]) -> bool:
    return len({one.answer for one in line}) == 1


def _name(line: Sequence[Answered]) -> str:
    name = escape(signs.asked(line[0].criterion))
    look = theme.current()
    weight = f"color:{look.muted}" if _is_alike(line) else f"font-weight:600;color:{look.text}"
    return f'<span style="{weight}">{name}</span>'


def _head(one: Screening, coder: Coder | None, number: int) -> str:
    look, decision = theme.current(), one.decision
    name = escape(coder.name if coder else "")
    colour = coder.colour if coder else look.muted
    key = f'<span style="color:{look.muted}">({number})</span>'
    said = f'<span style="color:{colour}">▌</span><b>{name}</b> {key}'
    if decision is None:
        return said
    verdict = signs.STATES[decision.verdict]
    shade = signs.colour(decision.verdict).name()
    said += f'<br><span style="font-size:13pt;font-weight:600;color:{shade}">{verdict}</span>'
    if decision.is_overruled:
        rule = signs.STATES[decision.rule].lower()
        said += f' <span style="color:{look.muted}">the rule said {rule}</span>'
    if decision.reason:
        said += f"<br>{escape(decision.reason)}"
    return said


def _answer(one: Answered, labels: Mapping[tuple[bytes, int], str]) -> str:
    look = theme.current()
    answer = signs.ANSWERS.get(one.answer, "–")
    said = escape(answer) if one.answer else f'<span style="color:{look.muted}">{answer}</span>'
    if one.by_itself and one.why:
        said += f' <span style="color:{look.muted}">· {escape(one.why)}</span>'
    if one.note:
        said += f"<br><i>{escape(one.note)}</i>"
    for proof in one.proofs:
        label = "" if proof.is_lost else labels.get((proof.report, proof.page), "")
        place = escape(page_place(label, proof.page, is_former=proof.is_lost))
        quote = escape(breakable(" ".join(proof.quote.split()))[:_LONG])
        if not proof.is_lost:
            place = f'<a href="proof:{proof.id.hex()}">{place}</a>'
        said += f"<br>{place} “{quote}”"
    return said
