"""Draw the app's icons for home screens from the one SVG: `make icons`.

A maskable icon is cut to any shape by the home screen: what matters of it stays within the inner four fifths.
"""

from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

STATIC = Path(__file__).parent.parent / "app" / "static"
GROUND = "#0b3d91"


def main() -> None:
    drawing = (STATIC / "icon.svg").read_text()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        for name, side, share in (("icon-192", 192, 1.0), ("icon-512", 512, 1.0), ("icon-maskable-512", 512, 0.8)):
            draw(page, drawing, STATIC / f"{name}.png", side, share)
        browser.close()


def draw(page: Page, drawing: str, path: Path, side: int, share: float) -> None:
    """The drawing as large as `share` of the side; around it the ground, or nothing where it fills all."""
    ground = GROUND if share < 1 else "transparent"
    page.set_viewport_size(ViewportSize(width=side, height=side))
    page.set_content(
        f"<body style='margin:0;height:100vh;display:grid;place-items:center;background:{ground}'>"
        f"<div style='width:{share:.0%};height:{share:.0%}'>{drawing}</div></body>"
    )
    page.screenshot(path=path, omit_background=True)


if __name__ == "__main__":
    main()
