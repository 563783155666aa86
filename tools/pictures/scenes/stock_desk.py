"""Stock at a desk: what waits for a lead, what may not go out, what to order, what moved."""

from tools.pictures.acts import both, goes, scrolls_to
from tools.pictures.acts_desk_stock import (
    has_stock_to_judge,
    sees_delivery,
    sees_item,
    sees_ledger_of_order,
    sees_lot,
)
from tools.pictures.scene import Scene, State

STOCK_DESK = (
    Scene(
        "stock-desk",
        (
            State("stock-desk", both(has_stock_to_judge, goes("/stock-desk"))),
            State("stock-move", goes("/stock-desk/moves")),
            State("stock-adjust", goes("/stock-desk/adjustments")),
            State("stock-quarantine", goes("/stock-desk/quarantine")),
            State("stock-expiry", goes("/stock-desk/expiry")),
            State("stock-lots", goes("/stock/lots")),
            State("stock-lot", sees_lot("L260901")),
            State("stock-counting", goes("/counts")),
            State("stock-variances", goes("/counts/variances")),
            State("stock-accuracy", goes("/counts/accuracy")),
            State("stock-deliveries", goes("/deliveries")),
            State("stock-delivery", sees_delivery),
            State("stock-putting-away", goes("/putting-away")),
            State("stock-refills", goes("/refills")),
            State("stock-forward-bins", goes("/refills/bins")),
            State("stock-low", goes("/reordering")),
            State("stock-why", sees_item("/reordering/items", "mug")),
            State("stock-vendors", goes("/vendors")),
            State("stock-item", sees_item("/stock/items", "mug")),
            State("stock-order", sees_ledger_of_order),
            State("stock-slotting", goes("/slotting")),
            State("stock-carrying", scrolls_to("main form:last-of-type")),
        ),
    ),
)
