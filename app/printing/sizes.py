"""The sizes of paper that we print on, by name: width and height in millimetres."""

SIZES = {"A4": (210.0, 297.0), "A6": (105.0, 148.0), "100x150": (100.0, 150.0), "60x40": (60.0, 40.0)}
LABELS = frozenset({"100x150", "60x40"})
"""Those that a label printer takes, and that are also drawn in its language."""
CARD = "86x54"
"""What a badge's holder takes. No printer of ours holds it: it is opened as PDF, or cut out of A4."""
ALL_SIZES = SIZES | {CARD: (86.0, 54.0)}
