"""What the demo adds to the pages: codes to tap in a tray, and a sheet of the same codes to scan."""

from flask import Blueprint, Flask, render_template

from app.demo.people import demo_people
from app.picking.queries import free_totes
from app.routes.codes import Label
from app.routes.current import device, signed_in
from app.routes.walk_pages import document_of
from app.walks.document import WalkDocument
from app.walks.queries import walk_in_progress
from app.warehouse.models import STAGING
from app.warehouse.queries import locations_of_kind

bp = Blueprint("demo", __name__)

TOTES = 12
UNKNOWN = "47110815"


def init_demo(app: Flask) -> None:
    """Only a demo has these; elsewhere there are no such pages."""
    if not app.config["DEMO"]:
        return
    app.register_blueprint(bp)
    app.jinja_env.globals.update(demo_badges=demo_badges, demo_totes=demo_totes)


@bp.get("/demo/sheet")
def sheet() -> str:
    """Badges, and for a picker with a walk the codes of its stops."""
    badges = [Label(f"{name} · {secret}", roles, code) for name, secret, roles, code in demo_badges()]
    groups = {"badges": badges, **_around()}
    return render_template("demo/sheet.html", groups=groups)


def demo_badges() -> list[tuple[str, str, str, str]]:
    """Name, PIN or password, roles and badge of each of the demo's people."""
    return [
        (person.name, person.pin or person.password or "", ", ".join(person.roles), person.badge)
        for person in demo_people()
    ]


def demo_totes() -> list[str]:
    """Codes of totes that nobody uses, for the tray."""
    me = signed_in()
    return [tote.barcode for tote in free_totes(me.warehouse_id, TOTES)] if me else []


def _around() -> dict[str, list[Label]]:
    me, here = signed_in(), device()
    warehouse_id = me.warehouse_id if me else here.warehouse_id if here else 0
    lanes = [Label(lane.address, "", lane.barcode) for lane in locations_of_kind(warehouse_id, STAGING)]
    totes = [Label(tote.address, "", tote.barcode) for tote in free_totes(warehouse_id, TOTES)]
    task = walk_in_progress(me.worker_id, me.warehouse_id) if me else None
    walk = document_of(task, me.language) if me else None
    stops = _stops(walk) if walk else {}
    return {**stops, "totes": totes, "lanes": lanes, "wrong": [Label(UNKNOWN, "", UNKNOWN)]}


def _stops(walk: WalkDocument) -> dict[str, list[Label]]:
    bound = [Label(p.tote_address or "", str(p.position), p.tote_barcode) for p in walk.places if p.tote_barcode]
    bins = {stop.bin_barcode: Label(stop.bin_address, stop.check_digits, stop.bin_barcode) for stop in walk.stops}
    items = {
        code: Label(stop.item_name, f"{count} × {stop.sku}", code)
        for stop in walk.stops
        for code, count, _unit in stop.codes
    }
    return {"bound": bound, "bins": list(bins.values()), "items": list(items.values())}
