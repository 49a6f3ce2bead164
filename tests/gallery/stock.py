"""The projects that the pictures show, made by the project's own door. No Qt."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from itertools import count, cycle
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

from coder import sample
from coder.codebooks import find, load
from coder.model.ids import CodeId, CoderId, ReportId
from coder.model.passage import PageRange, Passage
from coder.progress import finish
from coder.project import Identity, Project
from coder.text.anchor import passage
from tests.gallery import review

_TOP = Path(__file__).resolve().parents[2]
SAMPLES = sorted((_TOP / "resources" / "sample").glob("*.pdf"))
REAL = _TOP.parent / "shared" / "reports"
BOOKS = ("oecd-dac-criteria", "synthesis-review")
ME: Identity = ("Coder A", "CA", "#0072B2")
_OTHERS: tuple[Identity, ...] = (("Coder B", "CB", "#D55E00"), ("Coder C", "CC", "#009E73"))
_WHEN = "2026-03-02T09:14:00+00:00"
_MOST = 6
"""So many codings a report and code at the most."""

REPORTS = {
    "E01": "en_unwomen_UNW_2025_2_25p.pdf",
    "E04": "en_unfpa_DP_FPA_2025_6_35p.pdf",
    "E07": "en_unhcr_info_mgmt_evaluation_2019_49p.pdf",
    "E09": "en_jiu_note_2022_1_highlights_10p.pdf",
    "E12": "es_evaluacion_graduacion_al_68p.pdf",
    "E15": "fr_indc_burkina_faso_56p.pdf",
    "E19": "scan_indc_timor_leste_notext_32p.pdf",
}
_SIGNS = {
    "Relevance › Needs and priorities": r"\bneeds? of\b|priorit|necesidad|besoin",
    "Relevance › Adaptation over time": r"adapt",
    "Coherence › External coherence": r"coordinat|coherence|coordinaci|coordination",
    "Effectiveness › Achievement of objectives": r"\bachiev|\blogr|\batteint|result(s|ados) ",
    "Effectiveness › Differential results": r"women and girls|mujeres|femmes",
    "Efficiency › Timeliness": r"\bdelay|retras|retard|timely",
    "Impact › Significance of change": r"\bimpact",
    "Sustainability › Continuation of benefits": r"sustainab|sostenib|durabl",
    "What works › Partnerships and synergies": r"partner|alianza|partenari",
    "Why › Success factors › Political will and ownership": r"ownership|government",
    "Why › Obstacles › Low commitment and capacity": r"lack of|limited capacit|falta de|faible",
    "Kind of evidence › Recommendation": r"\brecommend|recomend|recommand",
}
_SENTENCE = re.compile(r"(?<![^\s.])[A-ZÉÀ](?:(?!\n\n)[^.!?]){70,330}[.!?](?=\s)")


@contextmanager
def frozen_clock() -> Iterator[None]:
    """Have everything happen on the same morning, and in the same order each time.

    What was made in one millisecond is put in order by the random part of its id.
    """
    made = count()
    with ExitStack() as stack:
        stack.enter_context(patch("os.urandom", lambda size: next(made).to_bytes(size, "big")))
        for module in ("codings", "reports"):
            stack.enter_context(patch(f"coder.services.{module}.now", lambda: _WHEN))
        morning = datetime.fromisoformat(_WHEN).timestamp()
        stack.enter_context(patch("coder.store.log.time", SimpleNamespace(time=lambda: morning)))
        yield


def place(home: Path, kind: str) -> Path:
    """Return where the project of a kind lies."""
    return home / ".stock" / f"{kind}.evc"


def build(home: Path, kind: str) -> bool:
    """Make the project of a kind, unless it is there; False when its reports are not here."""
    path = place(home, kind)
    if path.exists():
        return True
    if kind == "full" and not REAL.is_dir():
        return False
    path.parent.mkdir(exist_ok=True)
    with frozen_clock():
        if kind == "sample":
            finish(sample.make(path))
        elif kind == "french":
            build(home, "sample")
            _french(path, place(home, "sample"))
        else:
            _english(path, kind)
    return True


def _english(path: Path, kind: str) -> None:
    """Make a project with the codebooks in English: empty, review or full."""
    books = [load(find(key), "en") for key in BOOKS]
    names = {"empty": "School meals review", "review": "Social protection: what works"}
    project = Project.create(path, ME, books, name=names.get(kind, path.stem))
    if kind == "review":
        review.fill(project)
    elif kind == "full":
        _fill_full(project)
    project.close()


def _french(path: Path, coded: Path) -> None:
    """Code the sample as it is, but under the French names of the codes."""
    books = [load(find(key), "fr") for key in BOOKS]
    project = Project.create(path, ME, books, name="Revue de synthèse")
    source = Project.open(coded)
    finish(project.reports.add(SAMPLES, lambda *_: None))
    whose = {one.id: project.coders.ensure(one.name).id for one in source.coders.all()}
    for coding in source.codings.listing():
        where = source.codings.passage(coding.passage)
        project.codings.add_many([(where, coding.code, coding.memo)], whose[coding.coder])
    source.close()
    project.close()


def _fill_full(project: Project) -> None:
    """Add real reports and code what in them sounds like evidence."""
    everyone = [project.coder.id, *(project.coders.ensure(*one).id for one in _OTHERS)]
    finish(project.reports.add([REAL / name for name in REPORTS.values()], lambda *_: None))
    codes = {written: project.codebook.find(written).id for written in _SIGNS}
    wanted: dict[CoderId, list[tuple[Passage, CodeId, str]]] = {one: [] for one in everyone}
    turns = cycle((0, 0, 1, 0, 2, 1, 0))
    for number, name in REPORTS.items():
        report = project.reports.find(name).id
        project.reports.edit(report, number=number)
        for where, written in _evidence(project, report):
            wanted[everyone[next(turns)]].append((where, codes[written], ""))
    for coder, codings in wanted.items():
        project.codings.add_many(codings, coder)


def _evidence(project: Project, report: ReportId) -> Iterator[tuple[Passage, str]]:
    """Yield sentences that speak of something, with the code for it."""
    counts = dict.fromkeys(_SIGNS, 0)
    for page, text in enumerate(project.reports.plain_texts(report)):
        for sentence in _SENTENCE.finditer(text):
            for written, sign in _SIGNS.items():
                if counts[written] < _MOST and re.search(sign, sentence.group(), re.IGNORECASE):
                    counts[written] += 1
                    part = PageRange(page, sentence.start(), sentence.end())
                    yield anchored(project, report, part), written


def anchored(project: Project, report: ReportId, *ranges: PageRange) -> Passage:
    """Return the passage at some ranges of a report."""
    facts, reports = project.reports.facts(report), project.reports
    return passage(
        report,
        reports.get(report).text_hash,
        lambda page: reports.page_text(report, page),
        lambda page: facts[page].size,
        ranges,
    )
