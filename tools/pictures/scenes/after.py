"""What becomes of parcels: the desk's pages, the customer's own, and what customers are told."""

from datetime import timedelta

from app.cases.models import Case
from app.clock import now
from app.db import db
from app.demo.parcels import followed_token
from app.shipping.models import Waybill
from tools.pictures.acts import both, goes
from tools.pictures.readers import Picker
from tools.pictures.scene import Scene, State
from tools.pictures.scenes.arriving import chooses_language

REPORT = "number,at,state,words,place\n{number},{at},delivered,Signed for,Ambleford\nPW999,{at},lost,,\n"


def follows(picker: Picker) -> None:
    """The customer's page, in the reader's language; nobody signs in for it."""
    with picker.floor.app.app_context():
        token = followed_token()
    picker.page.context.clear_cookies()
    picker.page.goto(f"/t/{token}?lang={picker.reader.language.replace('-', '_')}")


def reads_on(picker: Picker) -> None:
    picker.page.evaluate("window.scrollTo(0, document.body.scrollHeight)")


def takes_in_report(picker: Picker) -> None:
    """The carrier's file of today."""
    with picker.floor.app.app_context():
        number = db.session.query(Waybill.number).filter_by(state="out_for_delivery").scalar()
        content = REPORT.format(number=number, at=(now() - timedelta(minutes=9)).isoformat())
    file = {"name": "monday.csv", "mimeType": "text/csv", "buffer": content.encode()}
    picker.page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    picker.page.locator("form[enctype] button").click()
    picker.page.wait_for_url("**/tracking/reports")


def opens_case(picker: Picker) -> None:
    with picker.floor.app.app_context():
        case_id = db.session.query(Case.id).scalar()
    picker.page.goto(f"/cases/{case_id}")


CUSTOMER = (Scene("customer", (State("customer-way", follows), State("customer-returns", reads_on))),)
AFTER = (
    Scene(
        "parcels",
        (
            State("parcels-list", both(chooses_language, goes("/tracking"))),
            State("parcels-case", opens_case),
            State("parcels-cases", goes("/cases")),
            State("parcels-report", both(goes("/tracking"), takes_in_report)),
        ),
    ),
)
NOTICES = (
    Scene(
        "notices",
        (
            State("notices-steps", both(chooses_language, goes("/admin/notices"))),
            State("notices-words", goes("/admin/notices/shipped/en")),
        ),
    ),
)
