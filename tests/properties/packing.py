"""The bench as a state machine: two packers, a wall, a lead who holds and cancels, and who brings back what is stopped.

After each step all rules of the books hold and no unit has come or gone but by what is missing; after a refusal or a
replay nothing at all has changed.
"""

from collections import Counter
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule
from sqlalchemy import func, select

from app.catalog.models import Item
from app.db import db
from app.inventory.models import Serial, Stock
from app.operations import perform
from app.orders.commands import cancel_order
from app.orders.desk import hold_by_hand
from app.orders.holds import release_hold
from app.orders.models import Order, OrderHold
from app.packing.commands import (
    Closing,
    build_wall,
    close_carton,
    empty_carton,
    find_units,
    open_carton,
    pack_next,
    pack_units,
    reopen_carton,
    sort_units,
    undo_last,
    undo_sort,
    unpack_units,
    verify_units,
)
from app.packing.models import LOSSES, Carton, PackLoss, WallCell
from app.packing.queries import picks_to_pack
from app.walks.scans import StopScan
from app.warehouse.models import ADJUSTMENT, OUTSIDE, Location
from app.waves.choice import Choice
from tests.floor import wrong_books
from tests.packing.orders import scan_of
from tests.properties.hands import read
from tests.properties.picture import picture
from tests.properties.putting_back import PuttingBack

PACKERS = st.sampled_from(("Ben", "Cleo"))
CODES = st.sampled_from(("4006381333931", "5012345678900", "4012345678901", "14006381333938", "?"))
LOTS = st.sampled_from(("", "L1", "L2"))
nth = st.integers(0, 50)
WANTED = st.dictionaries(st.sampled_from(("MUG", "CARD")), st.integers(1, 2), min_size=1)
RIGHT = st.sampled_from((True, True, False))


class PackingMachine(PuttingBack):
    @initialize(
        orders=st.lists(st.dictionaries(st.sampled_from(("MUG", "CARD")), st.integers(1, 2), min_size=1), max_size=2)
    )
    def begin(self, orders: list[dict[str, int]]) -> None:
        """Three orders are picked in bulk, others each into a tote of its own; the wall has two cells."""
        self.world.sets(pack_each=False, weigh_cartons=False)
        self.world.do(lambda: build_wall(self.warehouse(), "W1", 2, self.world.actor("Cleo")))
        self.world.do(lambda: setattr(self.world.item("CARD"), "tracks_serial", True))
        for mode, wanted in (
            ("bulk", [{"MUG": 2, "CARD": 1}, {"MUG": 1}, {"CARD": 1}]),
            ("cart", [{"TEA": 6}, *orders]),
        ):
            for lines in wanted:
                self.world.order(lines)
            self.wave(Choice(mode=mode))
            for _ in range(60):
                if not self.next_step("Ana").result.get("task_id"):
                    break

    @rule(
        name=PACKERS,
        order=nth,
        line=nth,
        units=st.integers(0, 3),
        code=CODES,
        right=st.sampled_from((True, True, False)),
    )
    def packer_packs(self, name: str, order: int, line: int, units: int, code: str, right: bool) -> None:
        if order_id := self.nth(select(Order.id), order):
            scan = self.meant(order_id, line, units) if right else StopScan(item=code, quantity=units or None)
            self.pack(name, order_id, scan)

    @rule(name=PACKERS, order=nth)
    def packer_packs_all_and_closes(self, name: str, order: int) -> None:
        if order_id := self.nth(select(Order.id), order):
            for _ in range(8):
                if not self.pack(name, order_id, self.meant(order_id, 0, 9)):
                    break
            if carton_id := self.nth(select(Carton.id).where(Carton.order_id == order_id), -1):
                self.does(name, "close", lambda actor: close_carton(self.carton(carton_id), Closing(), actor))

    @rule(name=PACKERS, order=nth)
    def packer_undoes(self, name: str, order: int) -> None:
        if order_id := self.nth(select(Order.id), order):
            self.does(name, "undo", lambda actor: undo_last(self.order(order_id), actor))

    @rule(name=PACKERS, carton=nth, code=CODES, lot=LOTS, units=st.integers(0, 2), again=st.booleans())
    def packer_scans_what_lies_in_a_carton(
        self, name: str, carton: int, code: str, lot: str, units: int, again: bool
    ) -> None:
        if carton_id := self.nth(select(Carton.id), carton):
            scan, verb = StopScan(item=code, lot=lot, quantity=units or None), verify_units if again else unpack_units
            self.does(name, verb.__name__, lambda actor: verb(self.carton(carton_id), scan, actor))

    @rule(
        name=PACKERS,
        carton=nth,
        weight=st.sampled_from((None, 10, 5000)),
        goes_on=st.booleans(),
        missing=st.sampled_from(("", "", *LOSSES)),
    )
    def packer_closes(self, name: str, carton: int, weight: int | None, goes_on: bool, missing: str) -> None:
        if carton_id := self.nth(select(Carton.id), carton):
            closing = Closing(weight_g=weight, goes_on=goes_on, missing=missing)
            self.does(name, "close", lambda actor: close_carton(self.carton(carton_id), closing, actor))

    @rule(name=PACKERS, carton=nth, tote=st.sampled_from(("TOTE-001", "TOTE-002", "TOTE-009", "CELL-W1-01")))
    def packer_empties(self, name: str, carton: int, tote: str) -> None:
        if carton_id := self.nth(select(Carton.id), carton):
            self.does(name, "empty", lambda actor: empty_carton(self.carton(carton_id), tote, actor))

    @rule(name=PACKERS, which=nth, reopen=st.booleans())
    def packer_opens(self, name: str, which: int, reopen: bool) -> None:
        if reopen and (carton_id := self.nth(select(Carton.id), which)):
            self.does(name, "reopen", lambda actor: reopen_carton(self.carton(carton_id), actor))
        elif order_id := self.nth(select(Order.id), which):
            self.does(name, "open", lambda actor: open_carton(self.order(order_id), "", actor))

    @rule(name=PACKERS, which=nth)
    def packer_finds_what_was_missing(self, name: str, which: int) -> None:
        if loss_id := self.nth(select(PackLoss.id), which):
            of = select(Carton.order_id).join(PackLoss, PackLoss.carton_id == Carton.id).where(PackLoss.id == loss_id)
            order_id = self.nth(of, 0) or 0
            self.does(name, "find", lambda actor: find_units(self.order(order_id), loss_id, actor))

    @rule(name=PACKERS, code=CODES, serial=nth, single=st.booleans())
    def packer_sorts(self, name: str, code: str, serial: int, single: bool) -> None:
        scan = StopScan(item=self.serial(serial) if code == "5012345678900" else code, tote="TOTE-001")
        verb = pack_next if single else sort_units
        self.does(name, verb.__name__, lambda actor: verb(self.world.warehouse_id, scan, actor))

    @rule(name=PACKERS, cell=nth)
    def packer_takes_the_sorted_back(self, name: str, cell: int) -> None:
        if cell_id := self.nth(select(WallCell.id), cell):
            self.does(name, "undo sort", lambda actor: undo_sort(db.session.get_one(WallCell, cell_id), actor))

    @rule(which=nth, what=st.sampled_from(("cancel", "hold", "let go", "let go")))
    def lead_intervenes(self, which: int, what: str) -> None:
        if what == "let go":
            if hold_id := self.nth(select(OrderHold.id), which):
                self.lead_does(what, lambda actor: release_hold(db.session.get_one(OrderHold, hold_id), actor))
        elif order_id := self.nth(select(Order.id), which):
            verb = cancel_order if what == "cancel" else lambda order, actor: hold_by_hand(order, "?", actor)
            self.lead_does(what, lambda actor: verb(self.order(order_id), actor))

    @rule(steps=st.integers(2, 10))
    def somebody_brings_back(self, steps: int) -> None:
        for _ in range(steps):
            if not self.next_step("Ana").ok:
                return

    @precondition(lambda self: self.history)
    @rule(which=st.integers(0, 500))
    def an_operation_arrives_again(self, which: int) -> None:
        done = self.history[which % len(self.history)]
        before = picture()
        again = perform(done.asked, done.command)
        assert again.replayed
        assert (again.code, again.status, again.result) == (done.outcome.code, done.outcome.status, done.outcome.result)
        assert picture() == before

    @invariant()
    def the_books_are_right(self) -> None:
        assert wrong_books() == []

    @invariant()
    def no_unit_comes_or_goes(self) -> None:
        assert self.units() == self.received

    def units(self) -> Counter[str]:
        """What is in the building, or was written off, by SKU."""
        outside = [kind for kind in OUTSIDE if kind != ADJUSTMENT]
        inside = (
            select(Item.sku, func.sum(Stock.on_hand))
            .join(Item, Item.id == Stock.item_id)
            .join(Location, Location.id == Stock.location_id)
            .where(Location.kind.not_in(outside))
            .group_by(Item.sku)
        )
        return read(lambda: Counter({sku: int(units) for sku, units in db.session.execute(inside)}))

    def pack(self, name: str, order_id: int, scan: StopScan) -> bool:
        return self.does(name, "pack", lambda actor: pack_units(self.order(order_id), scan, None, actor)).ok

    def order(self, order_id: int) -> Order:
        return db.session.get_one(Order, order_id)

    def carton(self, carton_id: int) -> Carton:
        return db.session.get_one(Carton, carton_id)

    def serial(self, which: int) -> str:
        found = self.nth(select(Serial.id), which)
        return read(lambda: db.session.get_one(Serial, found).code) if found else "?"

    def meant(self, order_id: int, line: int, units: int) -> StopScan:
        """What packs something that lies in the order's totes."""

        def scan() -> StopScan:
            lying = picks_to_pack(self.order(order_id))
            if not lying:
                return StopScan(item="4006381333931")
            pick = lying[line % len(lying)]
            here: Any = [one for one in pick.serials if one.location_id == pick.tote_use.tote_id]
            most = min(units or 1, pick.in_tote)
            made = scan_of(pick, most)
            return StopScan(**(vars(made) | {"serials": tuple(one.code for one in here[:most])}))

        return read(scan)
