"""What is shown at the desks of returns and of stock, as acts from which the scenes are made."""

from tools.pictures.acts import Act, taps
from tools.pictures.acts_returns import is_clear
from tools.pictures.readers import Picker

OVERDUE = 4
"""Days ago a return was asked for that nobody answered."""


def has_returns(picker: Picker) -> None:
    """One waits too long, one waits, one is refused, one is on its way, one is graded."""
    floor = picker.floor
    is_clear(picker)
    photograph = floor.photograph(picker.page.screenshot(type="jpeg", quality=60))
    picker.ready = [floor.send({"mug": 2, "bowl": 1}, picker.reader.language) for _ in range(5)]
    late, asked, refused, coming, graded = picker.ready
    units = {"mug": (1, "damaged"), "bowl": (1, "damaged")}
    picker.rma = floor.asks(
        late,
        units,
        "The handle was off when I opened the box.",
        OVERDUE,
        pictures=(photograph,),
        photographs=1,
    )
    floor.asks(asked, {"mug": (2, "not_as_shown")})
    floor.refuse(floor.asks(refused, {"bowl": (1, "not_as_shown")}), "Bowls are hand-painted: no two are alike.")
    floor.asks(coming, {"mug": (1, "changed_mind")})
    parcel_id = floor.come(floor.asks(graded, {"mug": (2, "changed_mind"), "bowl": (1, "changed_mind")}))
    floor.grade(parcel_id, "mug", floor.tote(1))
    floor.grade(parcel_id, "mug", floor.tote(2), worn="yes")
    floor.finish(parcel_id)


def sees_return(picker: Picker) -> None:
    picker.page.goto(f"/returns/{picker.floor.rma_id(picker.rma)}")


def sees_graded(picker: Picker) -> None:
    """The return of the last order."""
    picker.rma = picker.floor.rma_of(picker.ready[-1].order_id)
    sees_return(picker)


def opens_return(picker: Picker) -> None:
    """For the order of which nothing was asked back yet but one mug."""
    picker.page.goto(f"/returns/orders/{picker.ready[3].order_id}/new")


def settles(picker: Picker) -> None:
    taps("button.after__go")(picker)
    picker.page.wait_for_timeout(2000)


def inspects(picker: Picker) -> None:
    """A parcel at a desk: what it should hold at the left, the one thing at the right."""
    parcel_id = picker.floor.come(picker.floor.rma_of(picker.ready[3].order_id))
    picker.page.goto(f"/returns/dock/parcels/{parcel_id}")


def follows_order(path: str) -> Act:
    """As its customer, who signs in nowhere."""

    def act(picker: Picker) -> None:
        picker.page.context.clear_cookies()
        link = picker.floor.link(picker.ready[0].order_id)
        language = picker.reader.language.replace("-", "_")
        picker.page.goto(f"{link}/{path.format(number=picker.rma)}?lang={language}")

    return act


def is_sent_to_customer(picker: Picker) -> None:
    picker.floor.find_totes()
    picker.ready = [picker.floor.send({"mug": 2, "bowl": 1}, picker.reader.language)]


def chooses_nothing(picker: Picker) -> None:
    taps("button.go")(picker)


def is_asked(picker: Picker) -> None:
    """By the customer, with a photograph."""
    photograph = picker.floor.photograph(picker.page.screenshot(type="jpeg", quality=60))
    picker.rma = picker.floor.asks(picker.ready[0], {"mug": (1, "damaged")}, pictures=(photograph,), photographs=1)


def is_approved(picker: Picker) -> None:
    picker.floor.approve(picker.rma)


def is_paid(picker: Picker) -> None:
    """It came, one was used, and the shop pays back what is left."""
    parcel_id = picker.floor.come(picker.rma)
    picker.floor.grade(parcel_id, "mug", picker.floor.tote(4), worn="yes")
    picker.floor.finish(parcel_id)
    picker.floor.settle(picker.rma)


def is_refused(picker: Picker) -> None:
    """Another one of the order."""
    picker.rma = picker.floor.asks(picker.ready[0], {"bowl": (1, "not_as_shown")})
    picker.floor.refuse(picker.rma, "Bowls are hand-painted: no two are alike.")


def has_stock_to_judge(picker: Picker) -> None:
    picker.floor.leave_nothing_to_count()
    picker.floor.fill_up_shelves()
    picker.floor.fill_desk()
    picker.manifest_id = picker.floor.announce({"mug": 24, "soap": 12, "bowl": 6})
    for kind, units, condition in (("mug", 20, "good"), ("bowl", 7, "good"), ("bowl", 1, "damaged")):
        picker.floor.receives(picker.manifest_id, kind, units, condition=condition)
    picker.floor.close_delivery(picker.manifest_id, "The soap comes tomorrow; one bowl is chipped.")
    picker.floor.measure()
    picker.floor.propose()


def sees_delivery(picker: Picker) -> None:
    picker.page.goto(f"/deliveries/{picker.manifest_id}")


def sees_item(path: str, kind: str) -> Act:
    return lambda picker: picker.page.goto(f"{path}/{picker.floor.item_id(kind)}")


def sees_lot(code: str) -> Act:
    return lambda picker: picker.page.goto(f"/stock/lots/{picker.floor.lot_id(code)}")


def sees_ledger_of_order(picker: Picker) -> None:
    order_id = picker.floor.send({"mug": 2, "bowl": 1}, picker.reader.language).order_id
    picker.page.goto(f"/stock/orders/{order_id}")
