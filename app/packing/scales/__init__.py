"""Scales: where one is, what it says on its line, and what that is in grams. See docs/packing.md."""

from app.packing.scales.address import check_address
from app.packing.scales.lines import Reading, read_line
from app.packing.scales.reading import Weight, weigh

__all__ = ["Reading", "Weight", "check_address", "read_line", "weigh"]
