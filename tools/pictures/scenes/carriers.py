"""What an admin keeps of carriers: their services with what each takes, their numbers, the way to one far away."""

from tools.pictures.acts import both, goes, scrolls_to, taps
from tools.pictures.acts_desk import runs_low, sees_carrier
from tools.pictures.desks import FAR
from tools.pictures.readers import Picker
from tools.pictures.scene import Scene, State
from tools.pictures.scenes.arriving import chooses_language


def begins(picker: Picker) -> None:
    """One carrier's numbers run out, and one makes its own."""
    chooses_language(picker)
    runs_low("Skyfreight", 37)(picker)
    picker.floor.meet_far_carrier()


CARRIERS = (
    Scene(
        "admin-carriers",
        (
            State("admin-carriers-list", goes("/admin/carriers")),
            State("admin-carrier", sees_carrier("Parcelwing")),
            State("admin-service", both(taps("details.card summary"), scrolls_to("details.card"))),
            State("admin-numbers", both(sees_carrier("Skyfreight"), scrolls_to("main .table-wrap"))),
            State("admin-ecpay", sees_carrier(FAR)),
        ),
        begin=begins,
        end=runs_low("Skyfreight", 9000),
    ),
)
