"""What a report says of itself is found where it stands, on pages made for the purpose."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.analysis.suggest_cards import recognise
from coder.analysis.suggest_language import tell
from coder.analysis.suggest_metadata import ORDER, suggest
from coder.analysis.suggest_money import amounts
from coder.analysis.suggest_sheet import Opening, level, numbers, opening
from coder.model.protocol import Choice
from coder.model.report import OutlineEntry
from coder.model.suggestion import Suggestion
from tests.building import add_report, page_of
from tests.coder.attributes_made import item, made

THEMES = [
    Choice("social-protection", "Social protection"),
    Choice("skills", "Skills"),
    Choice("mining", "Mining"),
]
PROSE = {
    "en": "The evaluation found that the project was relevant to the needs of the people and that"
    " it has been carried out as planned by the partners in the districts, with few delays.",
    "fr": "L'évaluation a constaté que le projet était pertinent pour les besoins de la population"
    " et qu'il a été mis en œuvre par les partenaires dans les districts avec peu de retards.",
    "es": "La evaluación constató que el proyecto fue pertinente para las necesidades de la"
    " población y que se llevó a cabo con los socios en los distritos con pocos retrasos.",
    "pt": "A avaliação constatou que o projeto foi pertinente para as necessidades da população e"
    " que foi realizado com os parceiros nos distritos, não sem alguns atrasos também.",
    "de": "Die Evaluierung ergab, dass das Projekt für die Bedürfnisse der Menschen wichtig ist"
    " und mit den Partnern in den Bezirken durchgeführt wurde, nicht ohne Verzug bei der Arbeit.",
    "ar": "وجد التقييم أن المشروع كان ملائما لاحتياجات السكان وأنه نفذ مع الشركاء في المناطق",
    "ru": "Оценка показала, что проект отвечал потребностям населения и был выполнен в срок",
}


def read(
    *pages: Sequence[str], outline: Sequence[OutlineEntry] = (), title: str = "", name: str = ""
) -> Opening:
    """Return the opening of a report whose pages have these lines, each a block of its own."""
    texts = {at: page_of(list(lines)) for at, lines in enumerate(pages)}
    return opening(texts, len(pages), outline, title, name)


def found(opening_: Opening) -> dict[str, Suggestion]:
    """Return the best suggestion for each attribute."""
    best: dict[str, Suggestion] = {}
    for one in suggest(opening_, THEMES):
        best.setdefault(one.attribute, one)
    return best


def values(opening_: Opening) -> dict[str, str]:
    return {key: one.value for key, one in found(opening_).items()}


QUICK = [
    "Evaluation Office",
    "Better schools for coastal towns - Independent Mid-term evaluation",
    "QUICK FACTS",
    "Countries: Lao PDR, Viet Nam",
    "Evaluation date: 01 July 2023",
    "Evaluation type: Project",
    "Evaluation timing: Mid-term",
    "Administrative Office: CO-Hanoi",
    "Technical Office: Somewhere else",
    "Evaluation manager: Somebody who manages",
    "Evaluation consultant(s): Ada Example, Bela Sample",
    "DC Symbol: RAS/21/01/EUR",
    "Donor(s) & budget: European Union 5,598,535 EUR (two agencies)",
    "Key Words: social protection, vocational training",
]


def test_a_block_of_quick_facts_tells_nearly_all() -> None:
    told = values(read(QUICK))
    assert told["countries"] == "LA;VN"
    assert told["region"] == "asia-pacific"
    assert told["year"] == "2023"
    assert (told["type"], told["timing"], told["nature"]) == ("project", "mid-term", "independent")
    assert told["symbol"] == "RAS/21/01/EUR"
    assert told["evaluators"] == "Ada Example, Bela Sample"
    assert told["commissioner"] == "CO-Hanoi"
    assert (told["donor"], told["budget"], told["currency"]) == (
        "European Union",
        "5598535",
        "EUR",
    )
    assert told["themes"] == "social-protection;skills"


def test_each_suggestion_has_the_words_it_was_read_off() -> None:
    read_ = read(QUICK)
    for one in suggest(read_, THEMES):
        words = read_.first[one.page].text[one.start : one.end]
        assert words.strip() == words != "", one
    budget = found(read_)["budget"]
    assert read_.first[0].text[budget.start : budget.end] == "5,598,535 EUR"
    assert budget.why == "In the quick facts of page 1: “Donor(s) & budget”"
    assert 0.9 < budget.confidence <= 1.0


@pytest.mark.parametrize(
    ("language", "lines", "expected"),
    [
        (
            "fr",
            ["Pays : Burkina Faso", "Date de l'évaluation : mars 2019",
             "Évaluateurs : Ada Exemple", "Nature de l'évaluation : Interne",
             "Moment de l'évaluation : À mi-parcours",
             "Bailleur de fonds : Royaume de Belgique", "Budget : 1 250 000 €"],
            {"countries": "BF", "year": "2019", "evaluators": "Ada Exemple",
             "nature": "internal", "timing": "mid-term", "donor": "Royaume de Belgique",
             "budget": "1250000", "currency": "EUR"},
        ),
        (
            "es",
            ["Países: Perú, Bolivia, Ecuador", "Fecha de la evaluación: 12/2017",
             "Tipo de evaluación: Independiente final", "Donante: España",
             "Presupuesto: USD 1.200.000,50"],
            {"countries": "BO;EC;PE", "year": "2017", "nature": "independent", "timing": "final",
             "donor": "España", "budget": "1200000.5", "currency": "USD"},
        ),
        (
            "pt",
            ["País: Moçambique", "Data da avaliação: 2018", "Avaliadores: Ada Exemplo",
             "Momento da avaliação: Final", "Doador: Portugal", "Orçamento: 2,5 milhões de euros"],
            {"countries": "MZ", "year": "2018", "evaluators": "Ada Exemplo", "timing": "final",
             "donor": "Portugal", "budget": "2500000", "currency": "EUR"},
        ),
    ],
)  # fmt: skip
def test_facts_are_known_in_other_languages(
    language: str, lines: list[str], expected: dict[str, str]
) -> None:
    told = values(read([*lines, PROSE[language]]))
    assert {key: told.get(key) for key in expected} == expected


def test_facts_in_one_line_end_where_the_next_begins() -> None:
    told = values(read(["Countries: Cambodia Evaluation date: 01 July 2023 Donor: Japan"]))
    assert (told["countries"], told["year"], told["donor"]) == ("KH", "2023", "Japan")


@pytest.mark.parametrize("language", PROSE)
def test_a_sentence_or_two_tell_the_language(language: str) -> None:
    assert tell(PROSE[language])[0] == language


def test_too_few_words_tell_no_language() -> None:
    assert tell("Burkina Faso 2015") == ("", 0.0)
    assert tell("") == ("", 0.0)


def test_words_of_another_language_in_between_do_not_mislead() -> None:
    pages = [["Tous droits réservés, la reproduction est interdite sauf pour un usage privé."]]
    pages += [[PROSE["en"]] for _ in range(4)]
    assert values(read(*pages))["language"] == "en"


def test_a_scan_tells_what_its_contents_or_its_name_do() -> None:
    headings = [OutlineEntry(1, PROSE["fr"], 0, 0.0)]
    assert values(read([""], outline=headings, name="x.pdf"))["language"] == "fr"
    told = found(read([""], name="rapport_final_evaluation_burkina_faso.pdf"))
    assert (told["language"].value, told["countries"].value) == ("fr", "BF")
    assert all(one.page == -1 and one.confidence <= 0.5 for one in told.values())
    assert values(read([""], name="a1234.pdf")) == {}


def test_a_country_of_the_title_counts_more_than_many_others() -> None:
    title = "Final evaluation of the ports project in Togo"
    others = "Work in Ghana, in Benin, in Ghana and in Nigeria was looked at as well."
    assert values(read([title, others, "Kenya and Ghana"], title=title))["countries"] == "TG"


def test_a_country_named_in_passing_is_not_what_a_report_is_about() -> None:
    page = ["Global report on ports", "Printed in Switzerland", "Work in Ghana, Peru and Fiji."]
    told = values(read(page, title="Global report on ports"))
    assert "countries" not in told
    assert told["region"] == "interregional"


def test_who_sends_a_letter_is_not_what_it_is_about() -> None:
    title = "Letter from the Permanent Representative of Norway to the United Nations"
    assert "countries" not in values(read([title], title=title))


def test_chapters_named_after_countries_tell_them() -> None:
    names = ["Introduction", "Kenya", "Uganda", "Zambia"]
    outline = [OutlineEntry(1, name, at, 0.0) for at, name in enumerate(names)]
    pages = [["Notes on ports"], ["Kenya ........ 2", "Uganda ........ 9", "Zambia ..... 12"]]
    told = found(read(*pages, outline=outline))["countries"]
    assert (told.value, told.page) == ("KE;UG;ZM", 1)


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("NOVEMBER 2019", "2019"),
        ("Septembre 2015", "2015"),
        ("Septiembre. 2018", "2018"),
        ("Juiz de Fora, 2007", "2007"),
        ("MAYO DE 2019", "2019"),
        ("Manila, April 1, 2022", "2022"),
        ("Distr.: General 27 December 2024", "2024"),
        ("10/11/2015", "2015"),
        ("1er mars 2016", "2016"),
        ("World of Ports Vol. 80, pp. 33–47, 2016", "2016"),
    ],
)
def test_a_date_on_the_first_page_tells_the_year(line: str, year: str) -> None:
    told = found(read(["Ports of the coast", line, "It was begun after the law of 1998 (2011)."]))
    assert told["year"].value == year


def test_a_year_in_the_title_is_its_subject_first() -> None:
    title = "Annual report on ports 2023"
    told = values(read([title, "Geneva, March 2024"], title=title))
    assert told["year"] == "2024"
    assert values(read(["Vision for ports 2090"])).get("year") is None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("€5,598,535", [("5598535", "EUR")]),
        ("USD 1.5 million", [("1500000", "USD")]),
        ("US$ 2,000", [("2000", "USD")]),
        ("1 250 000,75 EUR", [("1250000.75", "EUR")]),
        ("3,02 milliards de euros", [("3020000000", "EUR")]),
        ("12.000 €", [("12000", "EUR")]),
        ("in 2019 there were 300 boats", []),
    ],
)
def test_money_is_read_as_it_is_written(written: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.value, one.currency) for one in amounts(written)] == expected


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Independent final evaluation of the ports project", ("project", "final", "independent")),
        ("Évaluation à mi-parcours du projet des ports", ("project", "mid-term", "")),
        ("Evaluación temática de la pesca: informe ex-post", ("thematic", "ex-post", "")),
        ("Cluster evaluation of three ports projects", ("cluster", "", "")),
        ("What works in ports: a synthesis review", ("meta", "", "")),
        ("Progress report of the ports project", ("other", "", "")),
        ("Ports and their people", ("", "", "")),
    ],
)
def test_the_title_tells_the_kind(title: str, kind: tuple[str, str, str]) -> None:
    told = values(read([title], title=title))
    assert tuple(told.get(key, "") for key in ("type", "timing", "nature")) == kind


def test_only_first_and_last_pages_are_looked_at() -> None:
    assert numbers(200) == [*range(12), 198, 199]
    assert numbers(13) == list(range(13))
    assert numbers(0) == []


text = st.text(
    st.sampled_from("aé Ñ€$:.\n\t()/-–19082Country budget finalEvaluation«» ﬁعRA0,%\0")
    | st.characters(exclude_categories=["Cs"]),
    max_size=120,
)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.lists(st.lists(text, max_size=6), max_size=4), text, text)
def test_no_text_makes_it_fail(pages: list[list[str]], title: str, name: str) -> None:
    """Whatever is printed: suggestions lie in their pages and are of known attributes."""
    read_ = read(*pages, title=title, name=name, outline=[OutlineEntry(1, title, 0, 0.0)])
    for one in suggest(read_, THEMES):
        assert one.attribute in ORDER
        assert one.value
        assert one.shown
        assert 0.0 < one.confidence <= 1.0
        assert one.page == -1 or 0 <= one.start < one.end <= len(read_.first[one.page].text)


@given(text)
def test_level_text_is_as_long_as_the_text(written: str) -> None:
    assert len(level(written)) == len(written)


def test_a_project_is_offered_what_its_attributes_can_hold(tmp_path: Path) -> None:
    with closing(made(tmp_path / "p.evc")) as project:
        report = add_report(project, "Ports", [QUICK])
        told = {one.attribute: one for one in reversed(project.suggesting.metadata(report.id))}
        assert told["countries"].value == "LA;VN"
        assert told["type"].shown == "Project"
        before = len(project.history())
        type_ = item(project, "type")
        choices = [one for one in type_.options["choices"] if one["key"] != "project"]
        project.protocol.edit(type_.id, options={**type_.options, "choices": choices})
        project.protocol.delete(item(project, "donor").id)
        found_ = project.suggesting.metadata(report.id)
        told = {one.attribute: one for one in reversed(found_)}
        assert "donor" not in told
        assert told.get("type") is None
        assert len(project.history()) == before + 2, "nothing is kept until it is accepted"
        one = told["countries"]
        passage = project.suggesting.passage(report.id, one.page, one.start, one.page, one.end)
        assert passage.quote == "Lao PDR, Viet Nam"
        project.attributes.set(report.id, item(project, "countries").id, one.value, passage)
        assert project.attributes.of(report.id)[item(project, "countries").id].value == "LA;VN"


def test_a_record_without_a_file_is_offered_nothing(tmp_path: Path) -> None:
    with closing(made(tmp_path / "p.evc")) as project:
        (record,) = project.attributes.add_records([{"title": "A report in Togo"}])
        assert project.suggesting.metadata(record) == []
        assert project.suggesting.cards(record) == []


@pytest.mark.parametrize(
    "piece",
    [
        "A/11111111", "1 000 000 ", ". ", "Country : ", "budget of ", "a", " ", "Aa, bb: ",
        "Finding 1: ", "march 2020, ", "1", "vol. 1", "Democratic Republic of the ", "distr. ",
        "final evaluation ", "-", "word-",
    ],
)  # fmt: skip
def test_endless_lines_are_read_in_no_time(piece: str) -> None:
    line = f"x{piece * (9000 // len(piece))}x"
    read_ = read([line, line[:200]], [line], title=line[:300])
    start = process_time()
    suggest(read_, THEMES)
    recognise(read_.first, [OutlineEntry(1, line, 0, 0.0)], {"finding": ["finding"]})
    assert process_time() - start < 1.0
