"""What the customs want of the demo's goods: codes of the tariff by kind, and where they come from."""

CODES = {
    "691200": "mug teapot plate bowl jar",
    "691390": "vase",
    "701337": "glass",
    "732393": "bottle",
    "340600": "candle",
    "340111": "soap",
    "330749": "oil",
    "090240": "tea",
    "190531": "biscuit",
    "200799": "jam",
    "940550": "lantern",
    "940520": "light",
    "910511": "clock",
    "441400": "frame",
    "940490": "cushion",
    "630130": "blanket",
    "630291": "towel",
    "621132": "apron",
    "420222": "bag backpack purse",
    "660199": "umbrella",
    "482010": "notebook",
    "490900": "card",
    "580632": "ribbon",
    "481190": "wrap",
    "630790": "bunting",
    "950510": "ornament",
    "850519": "magnet",
    "830250": "hook",
}
OTHERS = "950300"
OF_KIND = {kind: code for code, kinds in CODES.items() for kind in kinds.split()}
ORIGINS = ("CN", "PT", "TW", "GB")
LACKS = 40
"""One item in so many has no customs code yet, as in real catalogues: an order abroad with it waits for one."""


def customs_of(kind: str, english: str, number: int) -> dict[str, object]:
    """The columns of the demo's item of that number."""
    code = "" if number % LACKS == 0 else OF_KIND.get(kind, OTHERS)
    return {"customs_code": code, "customs_name": english.capitalize(), "origin": ORIGINS[number % len(ORIGINS)]}
