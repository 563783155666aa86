"""Setting up a device: what its scanner sends, what it can do."""

from tools.pictures.acts import both, goes, scrolls_to, taps, types
from tools.pictures.scene import Scene, State

GTIN = "9521234567899"
WHOLE, RUN_TOGETHER, STAND_IN = "SHELFWAY-Test-128", f"010{GTIN}10TEST73712", f"010{GTIN}10TEST7|3712"

DEVICE = Scene(
    "device",
    (
        State("setup", goes("/setup")),
        State("setup-fine", types(WHOLE)),
        State("setup-lost", types(RUN_TOGETHER)),
        State("setup-stand-in", types(STAND_IN)),
        State("setup-scanner", both(taps(".more summary"), scrolls_to(".more"))),
        State("setup-checks", scrolls_to(".checks"), pause=8000),
        State("setup-codes", goes("/setup/codes")),
    ),
)
