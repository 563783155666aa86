"""Administration: what the shop takes back, for all channels or for one; what is asked of it at the dock."""

from collections.abc import Sequence

from flask import Blueprint, Response, render_template, request, url_for

from app.languages import LANGUAGES
from app.operations import Actor, perform
from app.orders.models import Channel
from app.orders.queries import channels_of
from app.returns.commands.set_inspection import drop_inspection, set_inspection
from app.returns.commands.set_rules import drop_rules, set_rules
from app.returns.disposing import Facts, restocks, table
from app.returns.grading import KINDS, MOST
from app.returns.inspection import inspection_of, usual_questions
from app.returns.reading_inspection import LONGEST
from app.returns.rule_book import own_rules, rules_for
from app.returns.rules import APPROVAL_NAMES, CHOOSABLE, FLAGS, MEANINGS, POSTAGE_NAMES
from app.returns.words import DISPOSITIONS, GRADES, REASONS, RESTOCK, WISHES
from app.returns.words_of_grading import KIND_NAMES
from app.routes.asked import asked, moved
from app.routes.current import current, own
from app.routes.security import row_number
from app.warehouse.queries import warehouse_of

bp = Blueprint("returns_admin", __name__, url_prefix="/admin/returns")


@bp.get("")
def index() -> str:
    """Those that hold where a channel has none of its own."""
    return _page(None)


@bp.get("/<int:channel_id>")
def show(channel_id: int) -> str:
    return _page(own(Channel, channel_id))


@bp.post("")
def update() -> Response:
    """Of the channel that the form names, or of all that have no rules of their own."""
    form: dict[str, Sequence[str]] = dict(request.form.lists())
    channel_id = request.form.get("channel_id", type=row_number)
    warehouse_id = current().warehouse_id

    def command(actor: Actor) -> dict[str, int]:
        channel = own(Channel, channel_id) if channel_id else None
        return set_rules(warehouse_of(warehouse_id), channel, form, actor)

    return moved(perform(asked(), command), _url(channel_id))


@bp.post("/<int:channel_id>/usual")
def create_usual(channel_id: int) -> Response:
    """The channel goes by the warehouse's rules again."""
    here = current().warehouse_id
    outcome = perform(asked(), lambda actor: drop_rules(warehouse_of(here), own(Channel, channel_id), actor))
    return moved(outcome, url_for("returns_admin.index"))


@bp.get("/inspection/<any(default,device,perishable,fragile):goods>")
def show_inspection(goods: str) -> str:
    """What is asked of items of that kind, and where they go then."""
    mine = inspection_of(current().warehouse_id)
    return render_template(
        "admin/inspection.html",
        kind=goods,
        kinds=KIND_NAMES,
        own={name for name in KINDS if mine.questions.get(name) or mine.ways.get(name)},
        version=mine.version,
        questions=mine.questions.get(goods) or usual_questions(goods),
        most=MOST,
        longest=LONGEST,
        languages=LANGUAGES,
        grades=GRADES,
        reasons=REASONS,
        usual=table(Facts(goods)),
        ways=table(Facts(goods), mine.ways.get(goods)),
        choices={grade: [one for one in DISPOSITIONS if one != RESTOCK or restocks(grade)] for grade in GRADES},
    )


@bp.post("/inspection/<any(default,device,perishable,fragile):goods>")
def update_inspection(goods: str) -> Response:
    here, form = current().warehouse_id, request.form.to_dict()
    outcome = perform(asked(), lambda actor: set_inspection(here, goods, form, actor))
    return moved(outcome, url_for("returns_admin.show_inspection", goods=goods))


@bp.post("/inspection/<any(default,device,perishable,fragile):goods>/usual")
def create_usual_inspection(goods: str) -> Response:
    """The kind goes by what is usual again."""
    here = current().warehouse_id
    outcome = perform(asked(), lambda actor: drop_inspection(here, goods, actor))
    return moved(outcome, url_for("returns_admin.show_inspection", goods=goods))


def _url(channel_id: int | None) -> str:
    if channel_id:
        return url_for("returns_admin.show", channel_id=channel_id)
    return url_for("returns_admin.index")


def _page(channel: Channel | None) -> str:
    here = current().warehouse_id
    return render_template(
        "admin/returns.html",
        channel=channel,
        channels=channels_of(here),
        own=own_rules(here),
        rules=rules_for(here, channel.id if channel else None),
        meanings=MEANINGS,
        approvals=APPROVAL_NAMES,
        postages=POSTAGE_NAMES,
        flags=FLAGS,
        reasons=REASONS,
        choosable=CHOOSABLE,
        wishes=WISHES,
        grades=GRADES,
    )
