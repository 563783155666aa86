"""Orders ready to be packed, and cartons packed: through the real commands, as Ana picks and Ben packs."""

from collections.abc import Mapping
from typing import Any

from app.db import db
from app.orders.models import Order
from app.packing.commands import Closing, close_carton, open_carton, pack_units, take_other
from app.packing.models import Carton, CartonType
from app.packing.queries import cartons_of, picks_to_pack
from app.packing.weighing import expected_g
from app.picking.models import Pick
from app.walks.scans import StopScan
from tests.floor import Hand, fresh, release
from tests.world import World

SIDES = {"MUG": (110, 90, 100, 350), "CARD": (150, 105, 2, 12), "TEA": (80, 80, 120, 130)}
"""Length, width and height in mm, and the weight in g."""


def hand(world: World, name: str) -> Hand:
    """The worker at a device of their own."""
    if name not in world.devices:
        world.client(name)
    return Hand(world.actor(name))


def picked_orders(world: World, *wanted: Mapping[str, int], mode: str = "cart", **columns: Any) -> list[int]:
    """Orders that Ana picked and staged together; their ids."""
    ids = [world.order(lines, **columns) for lines in wanted]
    ana = hand(world, "Ana")
    for _ in release(world.warehouse_id, mode=mode):
        task_id = ana.claims()
        assert task_id
        ana.walks(task_id)
    return ids


def picked_order(world: World, lines: Mapping[str, int], **columns: Any) -> int:
    """One order, its totes staged in the first lane; its id."""
    return picked_orders(world, lines, **columns)[0]


def sized(world: World) -> None:
    """The items' sides and weights are known, and the warehouse has two cartons: S for a mug or two, L for more."""

    def command() -> None:
        for sku, (length, width, height, weight) in SIDES.items():
            item = world.item(sku)
            item.length_mm, item.width_mm, item.height_mm, item.weight_g = length, width, height, weight
        for name, sides, weight in (("S", (220, 160, 110), 80), ("L", (400, 300, 250), 260)):
            kind = CartonType(warehouse_id=world.warehouse_id, name=name, barcode=f"BOX-{name}", weight_g=weight)
            kind.length_mm, kind.width_mm, kind.height_mm = sides
            db.session.add(kind)

    world.do(command)


def scan_of(pick: Pick, units: int | None = None) -> StopScan:
    """What packs the pick, or so many of its units."""
    lot, serials = pick.line.lot, tuple(serial.code for serial in pick.serials)
    quantity = units or pick.in_tote
    return StopScan(item=lot.item.barcodes[0].code, lot=lot.code, quantity=quantity, serials=serials[:quantity])


def pack_all(world: World, order_id: int, name: str = "Ben") -> int:
    """Each unit of the order into its open carton, or a new one; the carton's id."""
    world.sets(pack_each=False)
    packer = hand(world, name)
    for pick_id in [pick.id for pick in picks_to_pack(fresh(Order, order_id))]:
        scan = scan_of(fresh(Pick, pick_id))
        done = packer.does("pack", lambda actor, scan=scan: pack_units(_order(order_id), scan, None, actor))  # type: ignore[misc]
        assert done.ok, done
    return cartons_of(fresh(Order, order_id))[-1].id


def close(world: World, carton_id: int, name: str = "Ben", **said: object) -> None:
    """It weighs what it should; one of which nobody said what carton it is, is another one, not measured."""
    if fresh(Carton, carton_id).type_id is None:
        assert hand(world, name).does("take", lambda actor: take_other(_carton(carton_id), (), actor)).ok
    weight = {"weight_g": expected_g(fresh(Carton, carton_id)) or 500}
    closing = Closing(**(weight | said))  # type: ignore[arg-type]
    done = hand(world, name).does("close", lambda actor: close_carton(_carton(carton_id), closing, actor))
    assert done.ok, done


def closed_carton(world: World, lines: Mapping[str, int] | None = None, **columns: Any) -> int:
    """The one carton of an order that is packed whole; its id."""
    order_id = picked_order(world, lines or {"MUG": 2}, **columns)
    carton_id = pack_all(world, order_id)
    close(world, carton_id)
    return carton_id


def begin_carton(world: World, order_id: int, blank: str = "") -> int:
    """An open carton of that type; its id."""
    done = hand(world, "Ben").does("open", lambda actor: open_carton(_order(order_id), blank, actor))
    assert done.ok, done
    return int(done.result["carton_id"])


def _order(order_id: int) -> Order:
    return db.session.get_one(Order, order_id)


def _carton(carton_id: int) -> Carton:
    return db.session.get_one(Carton, carton_id)
