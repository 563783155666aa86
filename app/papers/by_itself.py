"""What is printed without being asked for: a carton's label with its number, a manifest's papers at the handover."""

from app.operations import Actor, program
from app.papers.asked import paper_of
from app.printing.commands import print_paper
from app.printing.events import Printed
from app.printing.queries import printer_for
from app.shipping.commands.note_printed import note_all_printed
from app.shipping.events import ManifestClosing, WaybillMade
from app.shipping.models import Waybill

LABEL = "waybill"
LEAVING = ("manifest", "gate_pass")


def on_waybill_made(event: WaybillMade) -> None:
    """Handler: the label of the carton that was just closed, or of the one whose number was asked for."""
    _print(LABEL, event.waybill_id, event.warehouse_id, event.actor)


def on_manifest_closing(event: ManifestClosing) -> None:
    """Handler: the driver takes the manifest along, and shows the gate pass on the way out."""
    for paper in LEAVING:
        _print(paper, event.manifest_id, event.warehouse_id, event.actor)


def on_printed(event: Printed) -> None:
    """Handler: waybills whose labels came out are those that are printed."""
    if (event.paper, event.entity) == (LABEL, Waybill.__tablename__):
        note_all_printed(event.entity_ids, event.warehouse_id, program("printer", event.warehouse_id))


def _print(paper: str, row_id: int, warehouse_id: int, actor: Actor) -> None:
    """On the printer of the device at which it happened; where there is none, somebody prints it."""
    printer = printer_for(paper, warehouse_id, actor.device_id)
    if printer is None:
        return
    wanted = paper_of(paper, row_id, warehouse_id)
    print_paper(paper, wanted.entity, wanted.entity_id, wanted.content, printer, 1, actor)
