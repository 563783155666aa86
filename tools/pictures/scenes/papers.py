"""Papers before they are printed, what printers have to print, and the browser that prints it."""

from tools.pictures.acts import both, goes
from tools.pictures.acts_desk import sees_papers
from tools.pictures.readers import Picker
from tools.pictures.scene import Scene, State
from tools.pictures.scenes.arriving import chooses_language


def begins(picker: Picker) -> None:
    chooses_language(picker)
    picker.floor.put_up_printers()


PAPERS = (
    Scene(
        "papers",
        (
            State("papers-list", sees_papers),
            State("papers-waybill", goes("/papers/waybill")),
            State("papers-note", goes("/papers/delivery_note")),
            State("papers-printers", goes("/admin/printers")),
            State("papers-prints", both(lambda picker: picker.floor.ask_for_papers(), goes("/prints"))),
            State("papers-station", goes("/print-station")),
        ),
        begin=begins,
    ),
)
