"""Which pictures there are: the folder and the page of the docs, who plays the scenes there, and the scenes."""

from typing import NamedTuple

from tools.pictures.readers import ADMINS, AT_DESK, CLERKS, KEEPERS, LEADS, PACKERS, READERS, TAKERS, Reader
from tools.pictures.scene import Scene
from tools.pictures.scenes import SCENES, dock, returns_desk
from tools.pictures.scenes.after import AFTER, CUSTOMER, NOTICES
from tools.pictures.scenes.carriers import CARRIERS
from tools.pictures.scenes.dock_desk import DESKS
from tools.pictures.scenes.packing import PACKING
from tools.pictures.scenes.packing_desk import ADMINISTRATION, DESK
from tools.pictures.scenes.papers import PAPERS
from tools.pictures.scenes.returns import RETURNS
from tools.pictures.scenes.stock import STOCK
from tools.pictures.scenes.stock_desk import STOCK_DESK
from tools.pictures.scenes.wall import WALL


class Album(NamedTuple):
    """Each scene is played by each reader, and its states are pictured in the reader's language."""

    folder: str
    page: str
    readers: tuple[Reader, ...]
    scenes: tuple[Scene, ...]

    @property
    def states(self) -> list[str]:
        return [state.name for scene in self.scenes for state in scene.states]


ALBUMS = (
    Album("handheld", "handheld.md", READERS, SCENES),
    Album("packing", "packing.md", PACKERS, (*PACKING, WALL)),
    Album("packing-desk", "packing.md", AT_DESK, DESK),
    Album("packing-admin", "packing.md", ADMINS, ADMINISTRATION),
    Album("dock", "shipping.md", PACKERS, dock.DOCK),
    Album("dock-desk", "shipping.md", AT_DESK, DESKS),
    Album("carriers", "carriers.md", ADMINS, CARRIERS),
    Album("papers", "papers.md", ADMINS, PAPERS),
    Album("customer", "tracking.md", READERS, CUSTOMER),
    Album("parcels", "tracking.md", CLERKS, AFTER),
    Album("returns", "returns.md", TAKERS, RETURNS),
    Album("returns-customer", "returns.md", READERS, returns_desk.ASKING),
    Album("returns-desk", "returns.md", LEADS, returns_desk.AT_DESK),
    Album("returns-admin", "returns.md", ADMINS, returns_desk.RULES),
    Album("stock", "stock.md", KEEPERS, STOCK),
    Album("stock-desk", "stock.md", LEADS, STOCK_DESK),
    Album("notices", "messages.md", ADMINS[:1], NOTICES),
)
