"""python -m tools.pictures PORT [LANGUAGE …] [FOLDER …] [SCENE …]    of a demo at that port; writes docs/pictures/"""

import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, ViewportSize, expect, sync_playwright

from app import create_app
from tools.pictures.acts import gets_work, signs_in
from tools.pictures.albums import ALBUMS, Album
from tools.pictures.network import HOST, Network
from tools.pictures.png import smaller
from tools.pictures.readers import CREWS, DESK, READERS, Picker, Reader, handheld
from tools.pictures.scene import Scene
from tools.pictures.stores import Stores

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
PATIENCE = 30_000
"""A busy machine takes its time (ms)."""
NEWS = 1500
"""By then a page has heard what the lead did (ms)."""
A_DAY = 40
"""Orders in the wave that the lead's picture shows."""


def main() -> int:
    port, *chosen = sys.argv[1:]
    wait_for(int(port))
    expect.set_options(timeout=PATIENCE)
    floor, network = Stores(create_app()), Network(int(port))
    for readers, roles in CREWS:
        for reader in readers:
            floor.enlist(reader.name, reader.language.replace("-", "_"), reader.badge, reader.pin, roles)
    with tempfile.TemporaryDirectory() as room, sync_playwright() as playwright:
        browser = launch(playwright, Path(room) / "seen.mjpeg")

        def picker(reader: Reader) -> Picker:
            return Picker(reader, handheld(browser, network.address, reader), floor, network)

        for album, reader, scenes in wanted(chosen):
            walk(picker(reader), album, scenes)
        if not chosen:
            floor.release_day(A_DAY)
            lead(browser.new_page(base_url=network.address, viewport=DESK))
        browser.close()
    return 0


def wanted(chosen: list[str]) -> Iterator[tuple[Album, Reader, tuple[Scene, ...]]]:
    """All, or the languages, folders and scenes that were asked for by name."""
    languages = {reader.language for reader in READERS}
    for album in ALBUMS:
        named = {album.folder, *(scene.name for scene in album.scenes)}
        some = tuple(scene for scene in album.scenes if scene.name in chosen)
        if not named & set(chosen) and set(chosen) - languages:
            continue
        for reader in album.readers:
            if reader.language in chosen or not languages & set(chosen):
                yield album, reader, some or album.scenes


def wait_for(port: int) -> None:
    """The server needs a moment to start."""
    for _ in range(120):
        with socket.socket() as trial:
            if not trial.connect_ex((HOST, port)):
                return
        time.sleep(0.5)
    sys.exit(f"Nobody answers at port {port}.")


def launch(playwright: Playwright, seen: Path) -> Browser:
    """A browser whose camera sees a shelf label, held too near to be read."""
    options = ["--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    plain = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    page = plain.new_page(viewport=ViewportSize(width=480, height=640))
    page.set_content(LABEL)
    seen.write_bytes(page.screenshot(type="jpeg", quality=90))
    plain.close()
    return playwright.chromium.launch(
        executable_path="/usr/bin/chromium", args=[*options, f"--use-file-for-fake-video-capture={seen}"]
    )


def walk(picker: Picker, album: Album, scenes: tuple[Scene, ...]) -> None:
    if scenes[0].name != "arriving":
        signs_in(picker)
    for scene in scenes:
        play(picker, album, scene)
    picker.page.context.close()


def play(picker: Picker, album: Album, scene: Scene) -> None:
    scene.begin(picker)
    if scene.orders:
        picker.floor.clear()
        picker.task_id = picker.floor.put_up(picker.reader.name, scene.orders)
        picker.page.wait_for_timeout(NEWS)  # a start page that is open shows the walk by itself
        gets_work(picker)
    for state in scene.states:
        state.reach(picker)
        picker.page.wait_for_timeout(state.pause)
        take(picker.page, f"{album.folder}/{picker.reader.language}/{state.name}")
        state.leave(picker)
    scene.end(picker)


def take(page: Page, name: str) -> None:
    path = PICTURES / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(smaller(page.screenshot()))


def lead(page: Page) -> None:
    page.goto("/sign-in")
    page.locator("input.field__input[name=badge]").fill("BDG-DEMO-CLEO")
    page.keyboard.press("Enter")
    page.locator("[name=secret]").fill("lead of the demo")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto("/floor")
    page.wait_for_timeout(3000)
    take(page, "lead")


BARS = "repeating-linear-gradient(90deg, #000 0 6px, #fff 6px 11px, #000 11px 14px, #fff 14px 26px)"
LABEL = f"""<body style="margin: 0; height: 640px; display: grid; place-items: center; background: #8b8f94">
<div style="padding: 40px 60px; background: #fff; transform: rotate(-14deg) scale(1.5);
 font: 700 72px sans-serif">A-03-2<div style="height: 160px; margin-top: 20px; background: {BARS}"></div></div>"""

if __name__ == "__main__":
    sys.exit(main())
