"""The log of prints: what was put up, as PDF or ZPL, and what may still be done about each."""

from collections.abc import Callable, Sequence

from flask import Blueprint, Response, render_template, url_for

from app.db import db
from app.errors import NotFound
from app.jobs import compute
from app.operations import Actor, perform
from app.printing.commands import cancel_print, give_back, note_printed, print_again, take_print
from app.printing.errors import TemplateNotRight
from app.printing.models import PrintJob
from app.printing.papers import Print, pdf_aside, pdf_of_prints, zpl_of
from app.printing.queries import (
    SHOWN,
    closed_stations,
    content_of,
    count_of_open,
    ended_prints,
    open_prints,
    own_papers,
    printer_names,
    prints_taken,
    prints_together,
    size_of,
)
from app.printing.sizes import LABELS
from app.printing.templates import TemplateWrong, paper_names
from app.routes.asked import asked, moved
from app.routes.current import current, own
from app.routes.pages import paged
from app.routes.papers import shown_pdf, shown_zpl

bp = Blueprint("printing", __name__, url_prefix="/prints")

HEAVY = 10
"""Papers that are drawn at once in the process that answers; more are drawn aside."""
DRAWING_SECONDS = 60.0


@bp.get("")
def index() -> str:
    """What waits or needs somebody, and what was printed."""
    return render_template("printing/index.html", **_lists())


@bp.get("/shown")
def shown_prints() -> str:
    return render_template("printing/_prints.html", **_lists())


@bp.get("/together/<uuid:operation_id>.pdf")
def together(operation_id: object) -> Response:
    """All that one operation put up, in one document."""
    jobs = prints_together(str(operation_id), current().warehouse_id)
    if not jobs:
        raise NotFound
    return shown_pdf(drawn(jobs), "labels" if len(jobs) > 1 else jobs[0].paper)


@bp.get("/<int:job_id>/taken.pdf")
def taken(job_id: int) -> Response:
    """What the print station has taken, in one document."""
    jobs = prints_taken(own(PrintJob, job_id))
    if not jobs:
        raise NotFound
    return shown_pdf(drawn(jobs), f"{jobs[0].paper}-{job_id}")


@bp.get("/<int:job_id>.pdf")
def pdf(job_id: int) -> Response:
    job = own(PrintJob, job_id)
    return shown_pdf(drawn([job]), f"{job.paper}-{job.id}")


@bp.get("/<int:job_id>.zpl")
def zpl(job_id: int) -> Response:
    job = own(PrintJob, job_id)
    return shown_zpl(zpl_of(job.paper, content_of(job), own_papers(), copies=job.copies), f"{job.paper}-{job.id}")


@bp.post("/<int:job_id>/cancellations")
def create_cancellation(job_id: int) -> Response:
    return _settled(job_id, cancel_print)


@bp.post("/<int:job_id>/reprints")
def create_reprint(job_id: int) -> Response:
    return _settled(job_id, print_again)


@bp.post("/<int:job_id>/takings")
def create_taking(job_id: int) -> Response:
    return _settled(job_id, take_print)


@bp.post("/<int:job_id>/printed")
def create_printed(job_id: int) -> Response:
    return _settled(job_id, note_printed)


@bp.post("/<int:job_id>/returns")
def create_return(job_id: int) -> Response:
    return _settled(job_id, give_back)


def drawn(jobs: Sequence[PrintJob]) -> bytes:
    """What was kept of the prints, as one PDF; much of it by the process that computes aside."""
    prints, folder = [Print(job.paper, content_of(job), job.copies) for job in jobs], own_papers()
    db.session.rollback()  # drawing takes its time, and holds no connection meanwhile
    try:
        if sum(one.copies for one in prints) <= HEAVY:
            return pdf_of_prints(prints, folder)
        content: bytes = compute(pdf_aside, (prints, folder), DRAWING_SECONDS, lambda: False, lambda said: None)
    except TemplateWrong as wrong:
        raise TemplateNotRight(name=wrong.name, line=wrong.line, words=wrong.words) from None
    return content


def _settled(job_id: int, command: Callable[[PrintJob, Actor], dict[str, int]]) -> Response:
    outcome = perform(asked(), lambda actor: command(own(PrintJob, job_id), actor))
    return moved(outcome, url_for("printing.index"))


def _lists() -> dict[str, object]:
    here = current().warehouse_id
    return {
        "waiting": open_prints(here),
        "more": max(0, count_of_open(here) - SHOWN),
        "found": paged(ended_prints(here)),
        "names": printer_names(here),
        "closed": closed_stations(here),
        "labels": LABELS,
        "sizes": {paper: size_of(paper) for paper in paper_names()},
    }
