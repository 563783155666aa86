"""A stand-in of the library karrio: what it is asked is kept, and what it answers a test decides."""

import sys
from dataclasses import dataclass, field
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from app.shipping.carriers import through_karrio

BROKE, NOT_SUPPORTED = "SHIPPING_SDK_INTERNAL_ERROR", "SHIPPING_SDK_NON_SUPPORTED_ERROR"


def said(message: str, code: str = "") -> tuple[None, list[Any]]:
    """The library's answer when nothing came of it."""
    return None, [SimpleNamespace(message=message, code=code)]


@dataclass
class Karrio:
    """As much of the library as the adapter uses."""

    sent: list[tuple[str, Any]] = field(default_factory=list)
    answers: dict[str, tuple[Any, list[Any]]] = field(default_factory=dict)

    def module(self) -> ModuleType:
        module = ModuleType("karrio.sdk")
        module.gateway = {"dhl_express": SimpleNamespace(create=self._gateway)}  # type: ignore[attr-defined]
        module.Shipment = SimpleNamespace(create=self._asks("create"), cancel=self._asks("cancel"))  # type: ignore[attr-defined]
        module.Tracking = SimpleNamespace(fetch=self._asks("fetch"))  # type: ignore[attr-defined]
        module.Manifest = SimpleNamespace(create=self._asks("manifest"))  # type: ignore[attr-defined]
        return module

    def _gateway(self, settings: Any) -> str:
        self.sent.append(("gateway", settings))
        return "gateway"

    def _asks(self, name: str) -> Any:
        def asks(payload: Any) -> Any:
            self.sent.append((name, payload))
            return SimpleNamespace(from_=lambda gateway: SimpleNamespace(parse=lambda: self.answers[name]))

        return asks


def installed(monkeypatch: pytest.MonkeyPatch) -> Karrio:
    library = Karrio()
    monkeypatch.setitem(sys.modules, "karrio", ModuleType("karrio"))
    monkeypatch.setitem(sys.modules, "karrio.sdk", library.module())
    monkeypatch.setattr(through_karrio, "is_installed", lambda: True)
    return library
