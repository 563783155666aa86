"""What keepers of the stock have to do in the pictures: deliveries, walks for them, and what waits at their desk."""

import json
from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select

from app.catalog.models import CASE, Item
from app.clock import now
from app.counting.commands import raise_count
from app.counting.commands.confirm_count import confirm_count
from app.counting.gathering import gather
from app.counting.models import STAYS, WAITS, CountLine, CountTask, CycleCount, Variance
from app.counting.reading import CountScan
from app.db import db, transaction
from app.inventory.commands import lot_of, receive
from app.inventory.models import Lot, LotBlock, Stock
from app.putting_away.commands.put_up import put_up
from app.putting_away.models import PutAwayTask
from app.receiving.commands.announce import Expected, Paper, announce
from app.receiving.commands.close_delivery import close_delivery
from app.receiving.commands.receive_units import ReceivingScan, receive_units
from app.receiving.models import Delivery
from app.reordering.background import make_figures
from app.reordering.models import Vendor
from app.reordering.vendors import add_vendor, set_terms_of
from app.replenishing.commands import set_bounds
from app.replenishing.models import RefillTask
from app.slotting.background import work_out
from app.slotting.commands import ask_for_proposal
from app.stockkeeping.commands.adjust_units import adjust_units
from app.stockkeeping.commands.block_lot import block_lot
from app.stockkeeping.commands.set_aside import set_aside
from app.stockkeeping.units import Scan
from app.walks.commands import assign, claim_next, finish
from app.walks.models import ACTIVE, ASSIGNED, CANCELLED, FREE, Walk
from app.warehouse.models import BIN, DOCK, RESERVE, Location, Warehouse
from app.warehouse.queries import locations_of_kind
from tools.pictures.backs import Backs
from tools.pictures.floor import SYSTEM

KEEPER, OTHER_KEEPER = "Eli", "Kim"
VENDOR = "Harbour Pottery"


class Stores(Backs):
    _deliveries = 76

    def announce(self, goods: Mapping[str, int]) -> int:
        """The id of a delivery of so many units by kind."""
        self._deliveries += 1
        lines = [Expected(self._shelves[kind].item_id, units) for kind, units in goods.items()]
        paper = Paper(VENDOR, vendor_number=f"HP-{self._deliveries}", expected_on=now().date())
        with self.app.app_context(), transaction():
            return announce(self.warehouse_id, paper, lines, self._lead())["delivery_id"]

    def paper(self, delivery_id: int) -> str:
        """The number that its vendor gave it."""
        with self.app.app_context():
            return db.session.get_one(Delivery, delivery_id).vendor_number

    def receives(self, delivery_id: int, kind: str, units: int, **said: str) -> None:
        code, dock = self.code(kind), self.dock()
        with self.app.app_context(), transaction() as session:
            scan = ReceivingScan(code, units, to=dock, over=True, **said)  # type: ignore[arg-type]
            receive_units(session.get_one(Delivery, delivery_id), scan, self.actor(KEEPER))

    def close_delivery(self, delivery_id: int, word: str) -> None:
        with self.app.app_context(), transaction() as session:
            close_delivery(session.get_one(Delivery, delivery_id), word, self.actor(KEEPER))

    def dock(self) -> str:
        with self.app.app_context():
            return locations_of_kind(self.warehouse_id, DOCK)[0].barcode

    def case(self, kind: str) -> str:
        """What a scanner reads off a case of that kind."""
        with self.app.app_context():
            codes = db.session.get_one(Item, self._shelves[kind].item_id).barcodes
            return next(one.code for one in codes if one.unit == CASE and not one.code.startswith("TOTE"))

    def bin_of(self, kind: str) -> str:
        """The label of the bin in which that kind lies."""
        with self.app.app_context():
            return self._bin(kind).barcode

    def empty_bin(self) -> str:
        """The label of a bin within reach in which nothing lies."""
        full = select(Stock.location_id).where(Stock.on_hand > 0)
        free = select(Location.barcode).where(Location.warehouse_id == self.warehouse_id, Location.kind == BIN)
        with self.app.app_context():
            wanted = free.where(Location.purpose != RESERVE, Location.id.not_in(full)).order_by(Location.id)
            return db.session.scalars(wanted).first() or ""

    def bring(self, goods: Mapping[str, int], name: str) -> None:
        """Goods came in a tote, and somebody has to put them away, and nothing else."""
        barcode = self.tote(0)
        with self.app.app_context(), transaction() as session:
            for other in session.scalars(select(PutAwayTask).where(PutAwayTask.state.in_((FREE, ASSIGNED)))):
                other.state = CANCELLED
            tote = session.scalars(select(Location).where(Location.barcode == barcode)).one()
            for kind, units in goods.items():
                item = session.get_one(Item, self._shelves[kind].item_id)
                receive(item, lot_of(item, "L261101" if item.tracks_lot else ""), units, tote, SYSTEM)
            task = put_up(tote, None, SYSTEM)
            assert task
            assign(task, self.worker(name), self._lead())

    def let_run_low(self, kind: str, name: str) -> None:
        """Its bin should hold more, and the reserve has it."""
        with self.app.app_context(), transaction() as session:
            shelf, item = self._bin(kind), session.get_one(Item, self._shelves[kind].item_id)
            reserve = select(Location).where(Location.kind == BIN, Location.purpose == RESERVE)
            receive(item, lot_of(item), 200, session.scalars(reserve.order_by(Location.id.desc())).first(), SYSTEM)  # type: ignore[arg-type]
            lying = session.get_one(Stock, self._shelves[kind].stock_id, populate_existing=True).on_hand
            set_bounds(shelf, item, lying + 6, lying + 24, SYSTEM)
            task = session.scalars(select(RefillTask).order_by(Walk.id.desc())).first()
            assert task
            assign(task, self.worker(name), self._lead())

    def leave_nothing_to_count(self) -> None:
        """What the reader before left open is over."""
        with self.app.app_context(), transaction() as session:
            for count in session.scalars(select(CycleCount).where(CycleCount.counted_at.is_(None))):
                count.counted_at = now()
            for variance in session.scalars(select(Variance).where(Variance.state == WAITS)):
                variance.state, variance.decided_at = STAYS, now()
            for task in session.scalars(select(CountTask).where(CountTask.state.in_((FREE, ASSIGNED, ACTIVE)))):
                task.state = CANCELLED

    def wants_counted(self, name: str, *kinds: str) -> None:
        """The bins of those kinds, on a walk for that worker."""
        with self.app.app_context():
            with transaction() as session:
                for kind in kinds:
                    raise_count(self._bin(kind), session.get_one(Item, self._shelves[kind].item_id), "asked", SYSTEM)
            gather(self.warehouse_id)
            self._give_counts(name, kinds)

    def counts(self, kind: str, name: str, missing: int) -> None:
        """Somebody counts so many fewer than the book has; if it is not settled, somebody else has to."""
        self.wants_counted(name, kind)
        with self.app.app_context():
            with transaction() as session:
                actor = self.actor(name)
                claim_next(actor)
                line = self._line(kind)
                stocks = session.scalars(select(Stock).where(Stock.location_id == line.location_id)).all()
                rows = [
                    {"code": one.item.barcodes[0].code, "units": max(0, one.on_hand - missing), "lot": one.lot.code}
                    for one in stocks
                    if one.item_id == line.item_id and one.on_hand
                ]
                confirm_count(line, CountScan(line.location.barcode, json.dumps(rows)), actor)
                finish(session.get_one(CountTask, line.walk_id), actor)
            gather(self.warehouse_id)

    def gives_second_count(self, kind: str, name: str) -> None:
        with self.app.app_context():
            self._give_counts(name, (kind,))

    def fill_up_shelves(self) -> None:
        with self.app.app_context():
            self.fill_up()

    def fill_desk(self) -> None:
        """What a keeper asked of the lead, what was set aside, a lot that nobody may have, and what was counted."""
        with self.app.app_context():
            with transaction() as session:
                keeper = self.actor(KEEPER)
                for kind, units, note in (("bowl", 12, "The shelf was moved, they are not there."), ("puzzle", 9, "")):
                    adjust_units(self.warehouse_id, self._scan(kind, units), "lost", note, keeper)
                adjust_units(self.warehouse_id, self._scan("lantern", 2), "found", "Behind the shelf", keeper)
                set_aside(self.warehouse_id, self._scan("mug", 3), "damaged", "Chipped at the rim", keeper)
                lot = session.scalars(select(Lot).where(Lot.code == "L260901")).one()
                if not session.scalars(select(LotBlock).where(LotBlock.lot_id == lot.id)).first():
                    block_lot(self.warehouse_id, lot, "recall", "The maker called: the scent is wrong.", keeper)
                    lying = select(Stock).join(Lot, Lot.id == Stock.lot_id).where(Stock.on_hand > 0, Lot.code != "")
                    for place, stock in enumerate(session.scalars(lying.order_by(Stock.id).limit(3))):
                        stock.lot.expires_on = now().date() + timedelta(days=9 * place - 2)
            for name in (KEEPER, OTHER_KEEPER):
                self.counts("bowl", name, 11) if name == KEEPER else self._count_again("bowl", name, 11)
            self.counts("vase", KEEPER, 0)

    def measure(self) -> None:
        """A vendor's terms, and the figures of all items."""
        code = self.code("mug")
        with self.app.app_context():
            with transaction() as session:
                if not session.scalars(select(Vendor).where(Vendor.name == VENDOR)).first():
                    vendor = add_vendor(self.warehouse_id, VENDOR, "orders@harbour-pottery.example", SYSTEM)
                    session.flush()
                    terms = {"lead_days": "7", "minimum": "24", "multiple": "12", "price": "4.20", "currency": "GBP"}
                    set_terms_of(vendor, code, terms, SYSTEM)
            make_figures(self.warehouse_id, now().date() + timedelta(days=1))

    def propose(self) -> None:
        with self.app.app_context():
            with transaction() as session:
                ask_for_proposal(session.get_one(Warehouse, self.warehouse_id), 28, 40, SYSTEM)
            work_out(self.warehouse_id)

    def item_id(self, kind: str) -> int:
        return self._shelves[kind].item_id

    def lot_id(self, code: str) -> int:
        with self.app.app_context():
            return db.session.scalars(select(Lot.id).where(Lot.code == code)).one()

    def _count_again(self, kind: str, name: str, missing: int) -> None:
        self._give_counts(name, (kind,))
        with transaction():
            actor = self.actor(name)
            claim_next(actor)
            line = self._line(kind)
            stock = db.session.get_one(Stock, self._shelves[kind].stock_id, populate_existing=True)
            rows = [{"code": stock.item.barcodes[0].code, "units": stock.on_hand - missing, "lot": ""}]
            confirm_count(line, CountScan(line.location.barcode, json.dumps(rows)), actor)
            finish(db.session.get_one(CountTask, line.walk_id), actor)

    def _give_counts(self, name: str, kinds: tuple[str, ...]) -> None:
        with transaction() as session:
            for task_id in dict.fromkeys(self._line(kind).walk_id for kind in kinds):
                assign(session.get_one(Walk, task_id), self.worker(name), self._lead())

    def _line(self, kind: str) -> CountLine:
        """The newest stop of a count of that kind."""
        mine = select(CountLine).join(CycleCount).where(CycleCount.item_id == self._shelves[kind].item_id)
        found = db.session.scalars(mine.order_by(CountLine.id.desc())).first()
        assert found
        return found

    def _scan(self, kind: str, units: int) -> Scan:
        stock = db.session.get_one(Stock, self._shelves[kind].stock_id)
        return Scan(stock.location.barcode, stock.item.barcodes[0].code, "", units)

    def _bin(self, kind: str) -> Location:
        return db.session.get_one(Stock, self._shelves[kind].stock_id).location
