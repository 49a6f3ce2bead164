"""What is measured on: report PDFs, and a project of many reports and codings."""

import random
import subprocess
import sys
from pathlib import Path

from coder import paths
from coder.codebooks import find, load
from coder.model.geometry import PageSize
from coder.model.ids import CodeId, ReportId
from coder.model.passage import PageRange, Passage
from coder.model.report import Report
from coder.progress import finish
from coder.project import Project
from coder.text.anchor import passage

TOP = Path(__file__).resolve().parents[1]
SHARED = TOP.parent / "shared" / "reports"
SAMPLE = paths.resources() / "sample" / "skills-for-coastal-livelihoods.pdf"
LONG = "en_un_ilc_report_A_80_10_212p.pdf"
CODERS = ("Coder A", "Coder B")
_SPANS = 320
_CODES = 50


def bare(*arguments: object) -> str:
    """Run one of the bare floors in a process of its own; return what it prints."""
    command = [sys.executable, str(TOP / "benchmarks" / "bare.py"), *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def real_reports(most: int | None = None) -> list[Path]:
    """Return the real reports at hand, smaller ones first, or copies of the sample."""
    found = sorted(SHARED.glob("*.pdf"), key=lambda path: path.stat().st_size)
    return found[:most] if found else [SAMPLE]


def long_report(folder: Path) -> Path:
    """Return a report of at least 200 pages."""
    real = SHARED / LONG
    if real.exists():
        return real
    made = folder / "long.pdf"
    if not made.exists():
        bare("lengthen", SAMPLE, made, 20)
    return made


def copies(folder: Path, count: int, times: int) -> list[Path]:
    """Return files that hold the sample report so many times, each with bytes of its own."""
    long = folder / f"sample-{times}.pdf"
    if not long.exists():
        bare("lengthen", SAMPLE, long, times)
    content = long.read_bytes()
    found = []
    for number in range(count):
        path = folder / f"E{number + 1}.pdf"
        path.write_bytes(content + f"\n% copy {number}\n".encode())
        found.append(path)
    return found


def spans(project: Project, report: Report, count: int, seed: int) -> list[Passage]:
    """Return different passages of 20 to 400 characters anywhere in a report."""
    rng = random.Random(seed)
    texts = project.reports.page_texts(report.id)
    sizes = [facts.size for facts in project.reports.facts(report.id)]
    long_pages = [number for number, text in texts.items() if len(text.text) > 600]
    found: dict[bytes, Passage] = {}

    def size(page: int) -> PageSize:
        return sizes[page]

    while len(found) < count:
        page = rng.choice(long_pages)
        start = rng.randrange(len(texts[page].text) - 420)
        part = PageRange(page, start, start + rng.randrange(20, 400))
        one = passage(report.id, report.text_hash, texts.__getitem__, size, [part])
        found[one.id] = one
    return list(found.values())


def scale(*, quick: bool) -> tuple[int, int, int]:
    """Return how many reports, codings, and times the sample's pages in a report there are."""
    return (8, 5_000, 1) if quick else (40, 50_000, 7)


def size_of(*, quick: bool) -> str:
    """Return the size of the project in words."""
    reports, codings, _ = scale(quick=quick)
    return f"{reports} reports, {_CODES} codes, {codings:,} codings"


def build(folder: Path, *, quick: bool) -> Path:
    """Make, once, a project of many reports, fifty codes and many codings by two coders."""
    reports, codings, times = scale(quick=quick)
    path = folder / f"project-{reports}-{codings}.evc"
    if path.exists():
        return path
    books = [load(find("oecd-dac-criteria"))]
    project = Project.create(path, ("Coder A", "CA", "#0072B2"), books)
    finish(project.reports.add(copies(folder, reports, times), lambda *_: None))
    home = project.codebook.codebooks()[0].id
    for number in range(_CODES - len(project.codebook.codes())):
        project.codebook.add(home, None, f"Theme {number + 1}")
    codes = [code.id for code in project.codebook.codes() if code.assignable]
    people = [project.coders.ensure(name).id for name in CODERS]
    each = codings // reports
    for seed, report in enumerate(project.reports.all()):
        places = spans(project, report, min(_SPANS, each), seed)
        for which, person in enumerate(people):
            wanted = _dealt(places, codes, each // 2, seed * 2 + which)
            project.codings.add_many(wanted, person, "Code in bulk")
    project.places.remember_last(project.reports.all()[0].id)
    project.close()
    return path


def coder_of(path: Path) -> str:
    """Return who acts in a project, in hex digits."""
    project = Project.open(path)
    found = project.coder.id.hex()
    project.close()
    return found


def _dealt(
    places: list[Passage], codes: list[CodeId], count: int, seed: int
) -> list[tuple[Passage, CodeId, str]]:
    """Return so many different pairs of passage and code."""
    rng = random.Random(seed)
    pairs = {(rng.randrange(len(places)), rng.choice(codes)) for _ in range(3 * count)}
    chosen = sorted(pairs)
    rng.shuffle(chosen)
    memo = ("", "", "", "a short memo on why this counts")
    return [(places[at], code, rng.choice(memo)) for at, code in chosen[:count]]


def code_long_report(project: Project, report: ReportId, count: int) -> None:
    """Put so many codings into a report."""
    places = spans(project, project.reports.get(report), count, 1)
    codes = [code.id for code in project.codebook.codes() if code.assignable]
    wanted = [(place, codes[at % len(codes)], "") for at, place in enumerate(places)]
    project.codings.add_many(wanted, label="Code in bulk")
