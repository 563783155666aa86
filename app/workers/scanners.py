"""What a device's scanner is set to: how its codes end, what stands around them, how long it may pause."""

from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar

from flask_babel import LazyString, lazy_gettext

from app.errors import DomainError
from app.operations import Actor, change
from app.workers.devices import DeviceIsRevoked
from app.workers.models import Device

ANY, ENTER, TAB, NONE = "any", "enter", "tab", "none"
TERMINATORS = (ANY, ENTER, TAB, NONE)
SHORTEST_SETTLE, LONGEST_SETTLE = 50, 5000
LONGEST_AFFIX = 8


class ScannerNotUnderstood(DomainError):
    code = "scanner_not_understood"
    status = 422
    message: ClassVar[LazyString] = lazy_gettext(
        "A pause lasts 50 to 5000 ms, prefix and suffix have at most 8 signs, the separator's stand-in is one sign."
    )


@dataclass(frozen=True)
class Scanner:
    """`terminator` is the key that ends a code (any: whichever comes, or a pause); `settle_ms` the pause, 0 for the
    warehouse's own; `prefix` and `suffix` are taken off; `separator` stands for GS1's separator, which wedges lose."""

    terminator: str = ANY
    prefix: str = ""
    suffix: str = ""
    settle_ms: int = 0
    separator: str = ""

    def __post_init__(self) -> None:
        visible = self.prefix + self.suffix + self.separator
        if (
            self.terminator not in TERMINATORS
            or not (self.settle_ms == 0 or SHORTEST_SETTLE <= self.settle_ms <= LONGEST_SETTLE)
            or max(len(self.prefix), len(self.suffix)) > LONGEST_AFFIX
            or len(self.separator) > 1
            or self.separator.isalnum()
            or not (visible.isprintable() and visible == visible.strip())
        ):
            raise ScannerNotUnderstood


def scanner_of(device: Device) -> Scanner:
    """What was set on the device, and the defaults for the rest."""
    known = {field.name for field in fields(Scanner)}
    return Scanner(**{name: value for name, value in (device.scanner or {}).items() if name in known})


def set_scanner(device: Device, scanner: Scanner, actor: Actor) -> dict[str, Any]:
    """The device's pages read scans like that from now on. Raises DeviceIsRevoked."""
    if device.revoked_at:
        raise DeviceIsRevoked
    wanted = asdict(scanner)
    if wanted != asdict(scanner_of(device)):
        change(device, "scanner set", actor, scanner=wanted)
    return {"device_id": device.id}
