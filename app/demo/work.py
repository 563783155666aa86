"""The demo's people at work, by the commands that their scans would give: a wave picked, packed and handed over."""

from collections.abc import Sequence

from sqlalchemy import select

from app.db import db, transaction
from app.operations import Actor
from app.orders.models import Order
from app.packing.commands import Closing, close_carton, pack_units, tick_check
from app.packing.models import CLOSED, Carton
from app.packing.proposal import propose
from app.packing.queries import cartons_of, checks_left, picks_to_pack
from app.packing.weighing import expected_g
from app.picking.commands import bind_tote, confirm_pick, stage_task
from app.picking.models import PickLine, PickTask
from app.picking.queries import free_totes, lines_of_stop, lines_of_task
from app.shipping.commands.note_printed import note_printed
from app.shipping.handing_over import departure
from app.shipping.handing_over.close_manifest import Handover, close_manifest
from app.shipping.handing_over.load_carton import load_carton
from app.shipping.handing_over.open_manifest import open_manifest
from app.shipping.models import Carrier, Manifest, Waybill
from app.shipping.queries import waybill_of
from app.walks.commands import claim_next
from app.walks.scans import StopScan
from app.warehouse.models import STAGING
from app.warehouse.queries import locations_of_kind, warehouse_of
from app.waves.choice import Choice
from app.waves.commands import plan_wave, release_wave
from app.waves.models import WaveOrder
from app.waves.release import work_off
from app.workers.models import Worker

DRIVER = "Jo Reed"


class Crew:
    """Ana picks, Ben packs, and Ben loads what he packed."""

    def __init__(self, warehouse_id: int) -> None:
        self.warehouse_id = warehouse_id
        self.ana, self.ben = self._actor("Ana"), self._actor("Ben")

    def picks_and_packs(self) -> None:
        """All that is ready to go."""
        with transaction():
            wave = plan_wave(warehouse_of(self.warehouse_id), Choice(), self.ana)
            release_wave(wave, self.ana)
            wave_id = wave.id
        work_off(wave_id)
        for _ in db.session.scalars(select(PickTask.id).where(PickTask.wave_id == wave_id)).all():
            self._walk()
        mine = select(WaveOrder.order_id).where(WaveOrder.wave_id == wave_id)
        for order_id in db.session.scalars(mine.order_by(WaveOrder.id)).all():
            self._pack(order_id)

    def hands_over(self, carrier_name: str) -> None:
        """The carrier's driver takes all that is packed for it."""
        named = (Carrier.warehouse_id == self.warehouse_id, Carrier.name == carrier_name)
        with transaction() as session:
            carrier = session.scalars(select(Carrier).where(*named)).one()
            manifest = session.get_one(Manifest, open_manifest(carrier, None, DRIVER, "", self.ben)["manifest_id"])
            mine = select(Waybill.number).join(Carton, Carton.id == Waybill.carton_id)
            ready = mine.where(Waybill.carrier_id == carrier.id, Carton.state == CLOSED, Carton.left_at.is_(None))
            for number in session.scalars(ready).all():
                load_carton(manifest, number, self.ben)
            close_manifest(manifest, Handover(DRIVER, unsigned=True), self.ben)
            manifest_id = manifest.id
        departure.work_off(manifest_id)

    def _walk(self) -> None:
        with transaction() as session:
            task = session.get_one(PickTask, claim_next(self.ana)["task_id"])
            for place, tote in zip(task.places, free_totes(self.warehouse_id, len(task.places)), strict=True):
                bind_tote(place, tote.barcode, self.ana)
            task_id, line_ids = task.id, [line.id for line in lines_of_task(task)]
        for line_id in line_ids:
            with transaction():
                self._pick(lines_of_stop(line_id))
        lane = locations_of_kind(self.warehouse_id, STAGING)[0]
        with transaction() as session:
            stage_task(session.get_one(PickTask, task_id), lane.barcode, self.ana)

    def _pick(self, lines: Sequence[PickLine]) -> None:
        line = lines[0]
        tote, item = line.place.tote, line.lot.item
        scan = StopScan(
            bin=line.location.barcode,
            item=item.barcodes[0].code,
            lot=line.lot.code,
            tote=tote.tote.barcode if tote else "",
            quantity=line.to_pick,
        )
        confirm_pick(lines, scan, self.ana)

    def _pack(self, order_id: int) -> None:
        proposal = propose(db.session.get_one(Order, order_id))
        with transaction() as session:
            order = session.get_one(Order, order_id)
            for pick in picks_to_pack(order):
                scan = StopScan(item=pick.line.lot.item.barcodes[0].code, lot=pick.line.lot.code)
                for _ in range(pick.in_tote):
                    pack_units(order, scan, None, self.ben, proposal)
            for check in checks_left(order):
                tick_check(order, self.ben, check.id)
            carton = cartons_of(order)[-1]
            close_carton(carton, Closing(weight_g=expected_g(carton)), self.ben)
            waybill = waybill_of(carton)
            if waybill:
                note_printed(waybill, self.ben)

    def _actor(self, name: str) -> Actor:
        worker_id = db.session.scalars(select(Worker.id).where(Worker.name == name)).one()
        return Actor(worker_id=worker_id, worker_name=name, warehouse_id=self.warehouse_id, source="flask demo load")
