"""Who walks and packs for the pictures, each in a language, a theme and a size of their own."""

import json
from dataclasses import dataclass, field, replace

from playwright.sync_api import Browser, Page, ViewportSize

from tools.pictures.docks import Ready
from tools.pictures.lanes import Staged
from tools.pictures.network import Network
from tools.pictures.stores import Stores

SMALL, MIDDLING = ViewportSize(width=320, height=533), ViewportSize(width=360, height=640)
DESK = ViewportSize(width=1280, height=800)


@dataclass(frozen=True)
class Reader:
    language: str
    name: str
    badge: str
    pin: str
    screen: ViewportSize
    theme: str


READERS = (
    Reader("en", "Ana", "BDG-DEMO-ANA", "1212", MIDDLING, "light"),
    Reader("zh-Hant", "Ben", "BDG-DEMO-BEN", "2323", SMALL, "dark"),
    Reader("zh-Hans", "Dana", "BDG-DEMO-DANA", "4545", MIDDLING, "contrast"),
)
PACKERS = (
    Reader("en", "Pia", "BDG-PICTURE-PIA", "5656", MIDDLING, "light"),
    Reader("zh-Hant", "Quan", "BDG-PICTURE-QUAN", "5656", SMALL, "dark"),
    Reader("zh-Hans", "Rui", "BDG-PICTURE-RUI", "5656", MIDDLING, "contrast"),
)
TAKERS = (
    Reader("en", "Tess", "BDG-PICTURE-TESS", "5656", MIDDLING, "light"),
    Reader("zh-Hant", "Uma", "BDG-PICTURE-UMA", "5656", SMALL, "dark"),
    Reader("zh-Hans", "Vera", "BDG-PICTURE-VERA", "5656", MIDDLING, "contrast"),
)
"""They take returns."""
KEEPERS = (
    Reader("en", "Kim", "BDG-PICTURE-KIM", "5656", MIDDLING, "light"),
    Reader("zh-Hant", "Lin", "BDG-PICTURE-LIN", "5656", SMALL, "dark"),
    Reader("zh-Hans", "Mei", "BDG-PICTURE-MEI", "5656", MIDDLING, "contrast"),
)
"""They keep the stock."""
LEADS = (
    Reader("en", "Nora", "BDG-PICTURE-NORA", "lead of the pictures", DESK, "light"),
    Reader("zh-Hant", "Olga", "BDG-PICTURE-OLGA", "lead of the pictures", DESK, "dark"),
    Reader("zh-Hans", "Petra", "BDG-PICTURE-PETRA", "lead of the pictures", DESK, "contrast"),
)
"""They answer at a desk for returns and for stock."""
CREWS = (
    (PACKERS, ("packer",)),
    (TAKERS, ("returns",)),
    (KEEPERS, ("stock",)),
    (LEADS, ("lead", "desk", "returns", "stock")),
)
"""With what they may do; they are there for the pictures alone."""
AT_DESK = tuple(replace(packer, screen=DESK) for packer in PACKERS)
ADMINS = tuple(Reader(reader.language, "Gus", "BDG-DEMO-GUS", "admin of the demo", DESK, "light") for reader in READERS)
CLERKS = (Reader("en", "Fay", "BDG-DEMO-FAY", "6767", DESK, "light"),)


@dataclass
class Picker:
    """A reader with a handheld in the hand, on the floor of the pictures."""

    reader: Reader
    page: Page
    floor: Stores
    network: Network
    task_id: int = 0
    staged: list[Staged] = field(default_factory=list)
    ready: list[Ready] = field(default_factory=list)
    manifest_id: int = 0
    rma: str = ""
    """The number of the return of the scene."""


def handheld(browser: Browser, address: str, reader: Reader) -> Page:
    """A browser of its own, as large as the reader's screen, with the theme chosen and the demo's tray folded away."""
    touched = reader.screen != DESK
    context = browser.new_context(
        base_url=address, viewport=reader.screen, has_touch=touched, is_mobile=touched, locale=reader.language
    )
    chosen = json.dumps(json.dumps({"theme": reader.theme}))
    context.add_init_script(
        f"localStorage['tray-folded'] = localStorage['tray-folded'] || 'yes'; localStorage['preferences'] = {chosen}"
    )
    context.grant_permissions(["camera"])
    return context.new_page()
