"""Workers on their walks: they pick, refill, put away, put back and count, rightly and otherwise."""

from sqlalchemy import select

from app.counting.models import MOVED, REASON, CountLine
from app.db import db
from app.inventory.models import ForwardBin, StockLeg, StockMovement
from app.inventory.queries import stock_in
from app.orders.models import Order
from app.replenishing.models import RefillTask
from app.walks.document import StopView, WalkDocument
from app.walks.models import ACTIVE, OPEN_STATES, TODO, Walk
from app.waves.background import releases_to_do
from app.waves.models import Wave
from tests.properties.together.house import CODES, SKUS, House, Sending, read
from tests.properties.together.walking import PAGES, at_cart, count_of, document_of, next_step, scan_of

WALKERS = ("Ana", "Ben", "Cleo", "Dana", "Eli", "Finn")
ASSIGNMENTS = {
    "pick": "/tasks",
    "put_back": "/putting-back/tasks",
    "put_away": "/putting-away/tasks",
    "refill": "/refills/tasks",
    "count": "/counts/tasks",
}
OTHERWISE = (*("part", "short", "damage", "undo") * 3, "more", "bin", "item", "skip", "elsewhere", "lot", "off", "off")
WHY_SHORT = {"refill_put": ("full", "missing"), "pick": ("too_few", "empty")}
"""Reasons for a short, by the kind of the stop; of others these."""


class OnWalks(House):
    def orders_are_released(self) -> None:
        for _ in range(self.chance.randint(1, 2)):
            skus = self.chance.sample(SKUS, self.chance.randint(1, 3))
            self.world.order({sku: self.chance.randint(1, 6) for sku in skus})
        self.sends("Cleo", "/waves", mode=self.any("single", "single", "cart", "bulk"))
        wave_id = self.all(select(Wave.id))[-1]
        self.sends("Cleo", f"/waves/{wave_id}/releases")
        for job in read(releases_to_do).values():
            job()

    def somebody_works(self) -> None:
        """A few right steps on end, so that the day comes far."""
        name = self.somebody_with_work()
        for _ in range(self.chance.randint(1, 4)):
            if self.works(name).outcome != "done":
                return

    def somebody_does_it_otherwise(self) -> None:
        name = self.somebody_with_work()
        walk_id = self.walk_of(name)
        if walk_id is None:
            self.claims(name)
            return
        document = read(lambda: document_of(walk_id))
        if read(lambda: at_cart(document, "?")):
            self.works(name)
            return
        stops = [stop for stop in document.stops if stop.left] or document.stops
        if stops:
            stop, what, units = self.chance.choice(stops), self.any(*OTHERWISE), self.chance.randint(0, 4)
            url, form = read(lambda: _otherwise(document, stop, what, units))
            if url.endswith("/counts") and self.chance.random() < 0.5:
                self.counts_late(name, url, stop.line_id, form)
            else:
                self.sends(name, url, **form)

    def somebody_counts_what_moves_meanwhile(self) -> None:
        """A unit leaves the bin between the count and its arrival."""
        walked = select(CountLine.id).join(Walk, Walk.id == CountLine.walk_id).where(Walk.state == ACTIVE)
        line_id = self.some(walked.where(CountLine.state == TODO))
        found = read(lambda: _counter_of(line_id)) if line_id else None
        if not line_id:
            self.sends("Cleo", "/counts", places="A")
            self.claims(self.any("Eli", "Finn"))
        elif found:
            name, place, sku = found
            form = read(lambda: count_of(line_id, 0))
            self.sends("Eli", "/stock-desk/moves", place=place, item=sku, quantity=1, target="A-03-1")
            self.counts_late(name, f"/counting/lines/{line_id}/counts", line_id, form)

    def counts_late(self, name: str, url: str, line_id: int, form: dict[str, object]) -> None:
        """It waited on a handheld for an hour: where something moved since its walk began, it says nothing."""
        moved = read(lambda: has_moved(line_id))
        done = self.sends_late(name, url, **form)
        if moved and done.outcome == "done":
            self.told["late counts"] += 1
            assert read(lambda: db.session.get_one(CountLine, line_id).outcome) == MOVED, done

    def lead_hands_a_walk_over(self) -> None:
        walk_id = self.some(select(Walk.id).where(Walk.state.in_(OPEN_STATES)))
        if walk_id:
            kind = read(lambda: db.session.get_one(Walk, walk_id).kind)
            to = self.world.workers.get(self.any(*WALKERS, ""), "")
            self.sends("Cleo", f"{ASSIGNMENTS[kind]}/{walk_id}/assignments", worker_id=to)

    def lead_asks_for_a_refill(self) -> None:
        self.sends("Cleo", f"/refills/bins/{self.some(select(ForwardBin.id))}/refills")

    def lead_calls_a_refill_off(self) -> None:
        if task_id := self.some(select(RefillTask.id)):
            self.sends("Cleo", f"/refills/tasks/{task_id}/cancellations")

    def an_order_is_cancelled(self) -> None:
        self.sends("Fay", f"/orders/{self.some(select(Order.id))}/cancellations")

    def somebody_with_work(self) -> str:
        """Mostly one who is on a walk."""
        at_work = [one for one in WALKERS if self.walk_of(one)]
        return self.chance.choice(at_work if at_work and self.chance.random() < 0.8 else WALKERS)

    def works(self, name: str) -> Sending:
        """The right step of the walk that the worker is on, or asking for one."""
        walk_id = self.walk_of(name)
        if walk_id is None:
            return self.claims(name)
        tote = self.free_tote()
        url, form = read(lambda: next_step(walk_id, tote))
        return self.sends(name, url, **form)

    def claims(self, name: str) -> Sending:
        return self.sends(name, "/picking/claims")

    def walk_of(self, name: str) -> int | None:
        mine = select(Walk.id).where(Walk.state == ACTIVE, Walk.holder_id == self.world.workers[name])
        return next(iter(self.all(mine)), None)


def _counter_of(line_id: int) -> tuple[str, str, str] | None:
    """Who has the stop's walk, its bin, and an item that lies there."""
    line = db.session.get_one(CountLine, line_id)
    lying = stock_in([line.location_id])
    if line.task.holder is None or line.task.state != ACTIVE or not lying:
        return None
    return line.task.holder.name, line.location.address, (line.item or lying[0].item).sku


def has_moved(line_id: int) -> bool:
    """Whether units came to the stop or left it since its walk began; by lot it is not looked at here."""
    line = db.session.get_one(CountLine, line_id)
    moved = (
        select(StockMovement.id)
        .join(StockLeg, StockLeg.movement_id == StockMovement.id)
        .where(StockLeg.location_id == line.location_id, StockMovement.at >= line.task.started_at)
        .where(StockMovement.reason != REASON, StockMovement.item_id == (line.item_id or StockMovement.item_id))
    )
    return not (line.item and line.item.tracks_lot) and db.session.scalar(moved.limit(1)) is not None


def _otherwise(document: WalkDocument, stop: StopView, what: str, units: int) -> tuple[str, dict[str, object]]:
    """What else than the right scan of the whole stop may be said there."""
    url, scan = scan_of(document, stop)
    page, at = PAGES[document.kind], url.rsplit("/", 1)[0]
    if stop.kind == "count" and what not in ("skip", "undo", "bin"):
        return url, count_of(stop.line_id, units - 2)
    scans: dict[str, dict[str, object]] = {
        "part": {"quantity": max(1, stop.left - units)},
        "more": {"quantity": stop.left + 1},
        "bin": {"bin": "LOC-A-02-1"},
        "item": {"item": CODES["TEA"]},
        "lot": {"lot": ("L1", "L2")[units % 2]},
        "off": {"quantity": units},
    }
    if what in scans:
        return url, scan | scans[what]
    others: dict[str, tuple[str, dict[str, object]]] = {
        "short": (f"{at}/shorts", {"reason": WHY_SHORT.get(stop.kind, ("too_few", "empty"))[units % 2]}),
        "damage": (f"{at}/damages", {"quantity": min(units, stop.left)}),
        "skip": (f"{at}/skips", {}),
        "undo": (f"{page}/tasks/{document.task_id}/undos", {}),
        "elsewhere": (f"{at}/{'lots' if document.kind == 'pick' else 'bins'}", {"bin": "LOC-B-05-1", "lot": "L1"}),
    }
    return others[what]
