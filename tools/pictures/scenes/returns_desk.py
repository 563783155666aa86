"""Returns as the customer sees them, at the desk, and what an admin says of them."""

from tools.pictures.acts import both, goes
from tools.pictures.acts_desk_stock import (
    chooses_nothing,
    follows_order,
    has_returns,
    inspects,
    is_approved,
    is_asked,
    is_paid,
    is_refused,
    is_sent_to_customer,
    opens_return,
    sees_graded,
    sees_return,
    settles,
)
from tools.pictures.acts_returns import scans
from tools.pictures.scene import Scene, State
from tools.pictures.scenes.arriving import chooses_language

ASKING = (
    Scene(
        "returns-customer",
        (
            State("return-form", follows_order("return")),
            State("return-nothing-chosen", chooses_nothing),
            State("return-asked", both(is_asked, follows_order("returns/{number}"))),
            State("return-approved", both(is_approved, follows_order("returns/{number}"))),
            State("return-paid", both(is_paid, follows_order("returns/{number}"))),
            State("return-refused", both(is_refused, follows_order("returns/{number}"))),
        ),
        begin=is_sent_to_customer,
    ),
)
AT_DESK = (
    Scene(
        "returns-desk",
        (
            State("returns-desk-list", both(has_returns, goes("/returns"))),
            State("returns-desk-answer", sees_return),
            State("returns-desk-new", opens_return),
            State("returns-desk-settle", sees_graded),
            State("returns-desk-settled", settles),
            State("returns-desk-inspect", both(inspects, scans("mug"))),
        ),
    ),
)
RULES = (
    Scene(
        "returns-admin",
        (
            State("returns-rules", both(chooses_language, goes("/admin/returns"))),
            State("returns-label", goes("/papers/return_parcel")),
        ),
    ),
)
