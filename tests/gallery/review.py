"""A made-up review of nine reports for the pictures of the matrix: words only, no pages."""

from collections.abc import Iterator

from coder.project import Project
from tests.building import add_report, place

REPORTS = (
    ("E01", "Skills for Coastal Livelihoods, mid-term"),
    ("E03", "Vergers de la Haute-Lisière, évaluation finale"),
    ("E06", "Youth Employment in Orlande, final"),
    ("E08", "Social Insurance for Dock Workers, ex post"),
    ("E11", "Cocoa without Child Labour, mid-term"),
    ("E14", "Home-based Workers’ Registers, final"),
    ("E17", "Floods and Public Works, rapid review"),
    ("E21", "Maternity Cover in Small Firms, final"),
    ("E24", "Apprenticeships in Three Ports, cluster"),
)
_EVIDENCE = (
    ("Needs and priorities", "Employers and workers named the same shortage every time."),
    ("Needs and priorities", "The choice of districts followed the poverty map of the ministry."),
    (
        "Quality of design",
        "The targets were set before anyone knew how many were eligible.",
    ),
    (
        "Adaptation over time",
        "When the ports closed, courses moved to the villages in weeks.",
    ),
    (
        "External coherence",
        "Two donors paid for one register without knowing of each other.",
    ),
    (
        "Achievement of objectives",
        "Nine in ten of the workers planned for were registered.",
    ),
    ("Achievement of objectives", "Contributions rose faster than in the districts left out."),
    ("Differential results", "Women on the outer islands were reached half as often as men."),
    ("Influencing factors", "Where the union helped to register members, targets were exceeded."),
    ("Timeliness", "The first payment came fourteen months after the agreement was signed."),
    ("Operational efficiency", "Purchases above a small sum waited for approval in the capital."),
    ("Unintended effects", "Some owners dismissed workers shortly before cover would have begun."),
    ("Continuation of benefits", "The province has taken the three advisers into its own staff."),
    ("Enabling environment", "The draft law that would fund the councils is still in committee."),
    ("Targeted capacity building", "Officers who were coached on the job kept using the manual."),
    (
        "Dialogue and consultation",
        "Rules agreed with both sides were applied at once.",
    ),
    ("What does not work", "Leaflets alone did not change who applied for the benefit."),
    ("Participatory approach", "The members drew up the list of beneficiaries in open meetings."),
    ("Local presence", "The coordinator in each port solved most questions on the same day."),
    ("Weak design and monitoring", "Data were collected every quarter and looked at by nobody."),
    ("Missed synergies", "The credit scheme next door was never asked to take part."),
    ("Recommendation", "Pay for transport and childcare where people must travel to enrol."),
    ("Lesson learned", "Registers last where those who are listed can correct them."),
)
_WHERE = (
    "On the smaller islands, ",
    "In the second year, ",
    "The survey agrees: ",
    "In the north, ",
)
_OTHERS = (("Coder B", "CB", "#D55E00"), ("Coder C", "CC", "#009E73"))


def fill(project: Project) -> None:
    """Put the reports and the codings into a project that has the two usual codebooks."""
    everyone = [project.coder, *(project.coders.ensure(*one) for one in _OTHERS)]
    codes = {code.name: code.id for code in project.codebook.codes() if code.assignable}
    for at, (number, title) in enumerate(REPORTS):
        chosen = list(_chosen(at))
        pages = [[f"Page {page + 1}."] for page in range(48 + at * 7 % 40)]
        for turn, (_, words) in enumerate(chosen):
            pages[_page(turn)] = [words]
        report = add_report(project, title, pages)
        project.reports.edit(report.id, number=number)
        for turn, (code, words) in enumerate(chosen):
            where = place(project, report.id, (_page(turn), 0, len(words)))
            coder = everyone[0 if turn % 3 else 1 + (at + turn) % 2]
            project.codings.add_many([(where, codes[code], "")], coder.id)


def _page(turn: int) -> int:
    return 3 + turn + turn // 6


def _chosen(at: int) -> Iterator[tuple[str, str]]:
    """Yield what a report says: each has its strong and its silent criteria."""
    for row, evidence in enumerate(_EVIDENCE):
        for turn in range((at * 7 + row * 5) % 11 % 5 if (at + row) % 3 else 0):
            code, words = evidence
            where = _WHERE[(at + turn) % len(_WHERE)]
            yield code, f"{where}{words[0].lower()}{words[1:]}" if turn else words
