"""What scales say on their lines, and how the address of one is written."""

import pytest

from app.packing.scales.address import Page, Plug, Socket, check_address, read_address
from app.packing.scales.lines import Reading, read_line, whole_lines
from app.packing.scales.refusals import ScaleOver, ScaleUnknown


@pytest.mark.parametrize(
    ("line", "grams", "is_still"),
    [
        ("ST,GS,+  1.234kg", 1234, True),
        ("ST,NT,+0000512 g", 512, True),
        ("US,GS,+  1.230kg", 1230, False),
        ("S S     512.5 g", 513, True),
        ("S D     512.5 g", 513, False),
        ("+00012.34 kg", 12340, True),
        ("  -0.010 kg", -10, True),
        ("ww0000.85kg", 850, True),
        ("2.5 lb", 1134, True),
        ("8 oz", 227, True),
        (".5kg", 500, True),
    ],
)
def test_the_usual_lines_are_read(line: str, grams: int, is_still: bool) -> None:
    assert read_line(line) == Reading(grams, is_still)


@pytest.mark.parametrize("line", ["", "READY", "4006381333931", "ST,GS,+ -.--kg", "12 mugs", "1.234", "١٢ kg"])
def test_what_says_no_weight_is_none(line: str) -> None:
    assert read_line(line) is None


@pytest.mark.parametrize("line", ["OL,GS,+99999.9kg", "S +", "S -", "+++++++"])
def test_too_much_or_too_little_is_told(line: str) -> None:
    with pytest.raises(ScaleOver):
        read_line(line)


@pytest.mark.parametrize(
    ("heard", "was_asked", "lines"),
    [
        (b"34kg\r\n+  1.234kg\r\n", False, ["+  1.234kg"]),
        (b"34kg\r\n+  1.234kg\r\n", True, ["34kg", "+  1.234kg"]),
        (b"S,GS,+  1.1kg\r\n", False, []),
        (b"ST,GS,+  1.1kg\r\n", False, ["ST,GS,+  1.1kg"]),
        (b"S S  512.5 g\r\nS S  5", False, ["S S  512.5 g"]),
        (b"+0.75 kg", True, []),
    ],
)
def test_half_a_line_at_either_end_is_no_weight(heard: bytes, was_asked: bool, lines: list[str]) -> None:
    assert whole_lines(heard, was_asked) == lines


@pytest.mark.parametrize(
    ("address", "where"),
    [
        ("tcp://192.168.1.40:4001", Socket("192.168.1.40", 4001)),
        ("tcp://[fd00::7]:23", Socket("fd00::7", 23)),
        ("http://scale-2.example", Page("scale-2.example", 80, "/")),
        ("http://10.0.0.9:8080/weight?unit=kg", Page("10.0.0.9", 8080, "/weight?unit=kg")),
        ("serial:/dev/ttyUSB0", Plug("/dev/ttyUSB0", 9600, "8N1")),
        ("serial:/dev/ttyS1?baud=2400&mode=7E1", Plug("/dev/ttyS1", 2400, "7E1")),
        ("serial:/dev/serial/by-id/usb-Prolific_0-port0", Plug("/dev/serial/by-id/usb-Prolific_0-port0", 9600, "8N1")),
    ],
)
def test_an_address_says_where_a_scale_is(address: str, where: Socket | Page | Plug) -> None:
    assert read_address(address) == where


@pytest.mark.parametrize(
    "address",
    [
        "",
        "scale:99999x",
        "tcp://scale",
        "tcp://scale:0",
        "tcp://scale:99999",
        "tcp://scale:4001/path",
        "tcp://ana@scale:4001",
        "ftp://scale:21",
        "https://scale/weight",
        "http://scale/a b",
        "http://scale/\r\nHost: other",
        "http://scale/#part",
        "file:///etc/passwd",
        "serial:/dev/watchdog",
        "serial:/dev/ttyUSB0/../sda",
        "serial://host/dev/ttyUSB0",
        "serial:/dev/ttyUSB0?baud=9601",
        "serial:/dev/ttyUSB0?mode=9X9",
        "serial:/dev/ttyUSB0?speed=9600",
        f"http://scale/{'a' * 120}",
    ],
)
def test_an_address_of_another_kind_is_refused(address: str) -> None:
    with pytest.raises(ScaleUnknown):
        check_address(address, "")


@pytest.mark.parametrize("ask", ["W\r\nX", "重", "W" * 21])
def test_what_a_scale_is_asked_is_one_short_line(ask: str) -> None:
    check_address("tcp://scale:4001", "SI")
    with pytest.raises(ScaleUnknown):
        check_address("tcp://scale:4001", ask)
