"""A warehouse's own templates: what is wrong with one is told by its line, and stops no other paper."""

from pathlib import Path

import pytest
from sqlalchemy import select

from app.db import db, transaction
from app.printing.models import CANCELLED, PRINTED, PrintJob
from app.printing.papers import pdf_of, zpl_of
from app.printing.printers import PrinterSettings, add_printer
from app.printing.samples import sample
from app.printing.sending import work_off
from app.printing.templates import TemplateWrong, paper_named
from tests.printing.reading import text_of_pdf
from tests.visitor import visitor, words
from tests.world import SYSTEM, World

HEAD = "size = '60x40'\n\n"
TEXT = "[[box]]\nkind = 'text'\nat = [2, 2]\nsize = [50, 8]\ntext = '%s'\n"


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        ("size = 'A5'\n", 1, "size is one of"),
        (HEAD + "[[box]]\nkind = 'text'\nat = [2, 2]\nsize = [70, 8]\n", 6, "outside the paper"),
        (HEAD + "[[box]]\nkind = 'circle'\nat = [2, 2]\nsize = [9, 8]\n", 4, "kind cannot be 'circle'"),
        (HEAD + "[[box]]\nkind = 'text'\nat = [2, 2]\n", 3, "has no size"),
        (HEAD + "[[box]]\nkind = 'text'\nat = [2, 2]\nsize = [9, 8]\ncolour = 'red'\n", 7, "colour"),
        (HEAD + "[[box]]\nkind = 'code'\nat = [2, 2]\nsize = [9, 8]\n", 3, "needs code"),
        (HEAD + "[[box]]\nkind = text\n", 4, ""),
    ],
)
def test_a_fault_is_told_with_its_line_and_its_field(own_papers: Path, content: str, line: int, said: str) -> None:
    (own_papers / "bin.toml").write_text(content)
    with pytest.raises(TemplateWrong) as told:
        paper_named("bin", own_papers)
    assert (told.value.name, told.value.line) == ("bin", line), told.value.words
    assert said in told.value.words


@pytest.mark.parametrize("text", ["{{ shoe }}", "{{ address | money }}", "{{ to.shoe }}", "{{ 1 / 0 }}"])
def test_a_value_that_is_not_there_is_told_with_its_line(own_papers: Path, text: str) -> None:
    (own_papers / "bin.toml").write_text(HEAD + TEXT % text)
    with pytest.raises(TemplateWrong) as told:
        pdf_of("bin", [sample("bin", "en")], own_papers)
    assert told.value.line == 3


@pytest.mark.parametrize(
    "text", ["{{ cycler.__init__.__globals__ }}", "{{ ''.__class__.__mro__ }}", "{{ lines.append(1) }}"]
)
def test_a_template_reaches_its_values_and_nothing_else(own_papers: Path, text: str) -> None:
    (own_papers / "bin.toml").write_text(HEAD + TEXT % text.replace("'", '"'))
    with pytest.raises(TemplateWrong):
        pdf_of("bin", [sample("bin", "en")], own_papers)


def test_a_warehouses_own_template_goes_before_ours_and_a_change_counts_at_once(own_papers: Path) -> None:
    path = own_papers / "bin.toml"
    path.write_text(HEAD + TEXT % "Gang {{ address }}")
    assert "Gang A-03-2" in text_of_pdf(pdf_of("bin", [sample("bin", "en")], own_papers))
    assert "Gang" in zpl_of("bin", sample("bin", "en"), own_papers)

    path.write_text(HEAD + TEXT % "Reihe {{ address }}")

    assert "Reihe A-03-2" in text_of_pdf(pdf_of("bin", [sample("bin", "en")], own_papers))
    assert "Gang" not in text_of_pdf(pdf_of("tote", [sample("tote", "en")], own_papers)), "it is the bins' alone"


def test_the_page_of_papers_says_what_is_wrong_and_shows_the_others(own_papers: Path, world: World) -> None:
    (own_papers / "bin.toml").write_text(HEAD + TEXT % "{{ shoe }}")
    cleo = visitor(world, "Cleo")

    index = words(cleo.get("/papers").text)

    assert "line 3:" in index
    assert "shoe" in index
    assert "line 3:" in words(cleo.get("/papers/bin").text)
    assert cleo.get("/papers/bin.pdf").status_code == 422
    assert cleo.get("/papers/tote.pdf").status_code == 200


def test_a_broken_template_stops_no_other_paper_of_its_printer(own_papers: Path, world: World) -> None:
    with transaction():
        settings = PrinterSettings("Bench 1", "network", "60x40", "127.0.0.1", 9100)
        printer_id = add_printer(world.warehouse_id, settings, SYSTEM)["printer_id"]
    (own_papers / "bin.toml").write_text(HEAD + TEXT % "{{ shoe }}")
    eli, sent = visitor(world, "Eli"), []
    eli.send("/prints/labels", None, kind="bins", **{"from": "A-01-1", "to": "A-01-1"})
    eli.send("/prints/labels", None, kind="totes", **{"from": "T-001", "to": "T-001"})

    work_off(printer_id, lambda host, port, content: sent.append(content))

    db.session.expire_all()
    ended = [(job.paper, job.state, job.problem) for job in db.session.scalars(select(PrintJob).order_by(PrintJob.id))]
    assert ended[-1] == ("tote", PRINTED, "")
    assert ended[0] == ("bin", CANCELLED, "template")
    assert len(sent) == 1
    assert "its template cannot be filled" in words(eli.get("/prints").text)
