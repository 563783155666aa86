"""A wedge's keys one by one, and what a device's scanner is set to."""

from playwright.sync_api import expect
from sqlalchemy import select

from app.db import db
from app.workers.models import Device
from tests.browser.picker import Picker


def set_up(picker: Picker, settle_ms: int = 1500, **scanner: object) -> None:
    """The device's scanner is set to that, and the page comes anew."""

    def write() -> None:
        for device in db.session.scalars(select(Device)):
            device.scanner = {"settle_ms": settle_ms, **scanner}

    picker.world.do(write)
    picker.page.reload()
    expect(picker.page.locator("body.live[data-phase]")).to_be_attached()


def keys(picker: Picker, text: str, at: float, step: float = 0.004, **said: object) -> float:
    """Keys by their own times; gives the time after the last one."""
    for key in text:
        event = {"key": key, "text": key, "timestamp": at, **said}
        picker.devtools.send("Input.dispatchKeyEvent", {"type": "keyDown", **event})
        picker.devtools.send("Input.dispatchKeyEvent", {"type": "keyUp", "key": key, "timestamp": at})
        at += step
    return at


def unnamed_keys(picker: Picker, text: str) -> None:
    """As many input methods do it: keys of code 229 without a name, and each sign as input of its own."""
    for sign in text:
        said = {"key": "Unidentified", "windowsVirtualKeyCode": 229}
        picker.devtools.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **said})
        picker.devtools.send("Input.insertText", {"text": sign})
        picker.devtools.send("Input.dispatchKeyEvent", {"type": "keyUp", **said})
