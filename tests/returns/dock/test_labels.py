"""Labels of the dock: of a parcel its number; of a unit why it is not for sale, and with which return it came."""

from sqlalchemy import select

from app.db import db
from app.printing.models import PrintJob
from tests.returns.clerk import Clerk, outcome_of, parcel_of
from tests.returns.shipped import MUG, units
from tests.visitor import visitor
from tests.world import World


def printed() -> list[PrintJob]:
    db.session.rollback()
    return list(db.session.scalars(select(PrintJob).order_by(PrintJob.id)))


def test_a_parcel_gets_a_label_with_its_number_and_the_return(world: World, dana: Clerk) -> None:
    parcel_id, _ = parcel_of(world, dana, {"MUG": 1}, {"MUG": 1})
    url = f"/returns/dock/parcels/{parcel_id}/labels"
    browser = visitor(world, "Dana")

    answer = browser.send(url)

    assert answer.status_code == 303
    (job,) = printed()
    assert (job.paper, job.content["code"], job.content["rma"], job.content["order"]) == (
        "return_parcel",
        "RP-00001",
        "RT-1",
        "W1",
    )
    assert browser.get(answer.location).data.startswith(b"%PDF")
    assert "Mira" not in str(job.content)
    assert visitor(world, "Ana").send(url).status_code == 403
    assert visitor(world, "Olga").send(url).status_code in (403, 404)
    assert len(printed()) == 1


def test_a_unit_gets_a_label_with_its_grade_and_where_it_goes(world: World, dana: Clerk) -> None:
    parcel_id, _ = parcel_of(world, dana, {"MUG": 1}, {"MUG": 1})
    assert outcome_of(dana.grades(parcel_id, MUG, answer_worn="yes")) == "done"
    url = f"/returns/dock/units/{units()[0].id}/labels"

    assert visitor(world, "Dana").send(url).status_code == 303

    (job,) = printed()
    told = {name: job.content[name] for name in ("sku", "code", "rma", "way", "grade")}
    assert told == {"sku": "MUG", "code": MUG, "rma": "RT-1", "way": "Refurbish", "grade": "Used"}
    assert visitor(world, "Dana").send("/returns/dock/units/999999/labels").status_code == 404
    assert visitor(world, "Ana").send(url).status_code == 403
    assert len(printed()) == 1
