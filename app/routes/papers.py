"""The papers and their templates: how each comes out, and what is wrong with an own one, by line."""

from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup

from app.errors import NotFound
from app.languages import LANGUAGES
from app.printing.errors import TemplateNotRight
from app.printing.faces import has_chinese
from app.printing.papers import pdf_of, sheets_of, zpl_of
from app.printing.queries import own_papers
from app.printing.samples import sample
from app.printing.sizes import LABELS
from app.printing.svg import svg_pages
from app.printing.templates import TemplateWrong, paper_named, paper_names
from app.routes.current import current

bp = Blueprint("papers", __name__, url_prefix="/papers")


@dataclass(frozen=True)
class Shown:
    """A paper in the list."""

    name: str
    size: str
    is_own: bool
    wrong: TemplateWrong | None

    @property
    def is_label(self) -> bool:
        return self.size in LABELS


@bp.get("")
def index() -> str:
    shown = [_shown(name) for name in paper_names()]
    return render_template("papers/index.html", papers=shown, folder=own_papers(), has_chinese=has_chinese())


@bp.get("/<name>")
def show(name: str) -> str:
    """With invented content, as a warehouse's own template fills it, or ours."""
    paper, language = _shown(_known(name)), _language()
    pages = [] if paper.wrong else _pages(name, language)
    return render_template(
        "papers/paper.html", paper=paper, pages=pages, language=language, languages=LANGUAGES, has_chinese=has_chinese()
    )


@bp.get("/<name>.pdf")
def sample_pdf(name: str) -> Response:
    try:
        content = pdf_of(_known(name), [sample(name, _language())], own_papers())
    except TemplateWrong as wrong:
        raise TemplateNotRight(name=wrong.name, line=wrong.line, words=wrong.words) from None
    return shown_pdf(content, name)


@bp.get("/<name>.zpl")
def sample_zpl(name: str) -> Response:
    if not _shown(_known(name)).is_label:
        raise NotFound
    try:
        return shown_zpl(zpl_of(name, sample(name, _language()), own_papers()), name)
    except TemplateWrong as wrong:
        raise TemplateNotRight(name=wrong.name, line=wrong.line, words=wrong.words) from None


def shown_pdf(content: bytes, name: str) -> Response:
    """In a frame of our own pages too: a print station prints from one."""
    response = Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response.headers["Content-Security-Policy"] = "frame-ancestors 'self'"
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def shown_zpl(content: str, name: str) -> Response:
    response = Response(content, mimetype="text/plain")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.zpl"'
    return response


def _shown(name: str) -> Shown:
    """Read and filled once, so that what is wrong with it is known."""
    ours = paper_named(name, None)
    try:
        paper = paper_named(name, own_papers())
        sheets_of(name, [sample(name, "en")], own_papers())
    except TemplateWrong as wrong:
        return Shown(name, ours.size, True, wrong)
    return Shown(name, paper.size, paper.is_own, None)


def _pages(name: str, language: str) -> list[Markup]:
    sheets = sheets_of(name, [sample(name, language)], own_papers())
    return [Markup(page) for sheet in sheets for page in svg_pages(sheet)]  # noqa: S704 - its texts are escaped there


def _known(name: str) -> str:
    if name not in paper_names():
        raise NotFound
    return name


def _language() -> str:
    asked = request.args.get("language", "")
    return asked if asked in LANGUAGES else current().language
