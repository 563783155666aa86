"""A picture for an item that has no photograph: its kind as a shape, in its colour, with its motif."""

PAINTS = {
    "red": "#c8102e",
    "white": "#f4f1ea",
    "black": "#2b2b2b",
    "blue": "#1f5fa8",
    "navy": "#16294f",
    "green": "#2f7d4f",
    "mint": "#9fd8c0",
    "pink": "#f2a1b8",
    "yellow": "#f2c230",
    "orange": "#e9782c",
    "purple": "#6d4596",
    "grey": "#8b9096",
}
LIGHT = frozenset({"white", "mint", "pink", "yellow"})
"""Colours on which a motif is drawn dark."""

CYLINDER = "M26 26h48v50a24 8 0 0 1-48 0z"
SQUARE = "M20 20h60v60h-60z"
BOX = "M12 34l38-14 38 14v38l-38 14-38-14z"
ROLL = "M14 62l58-44 14 18-58 44z"
SHAPES = {
    "mug": "M22 28h44v6h8q14 0 14 16t-14 16h-8v2q0 8-8 8h-28q-8 0-8-8zm44 14v16h7q7 0 7-8t-7-8z",
    "teapot": (
        "M28 38q0-10 22-10t22 10q12 2 16-6l6 4q-4 16-18 18-4 24-26 24t-26-24"
        "q-18 0-18-16h8q2 8 12 8zm16-14a6 6 0 1 1 12 0z"
    ),
    "plate": "M50 14a36 36 0 1 1 0 72a36 36 0 1 1 0-72z",
    "bowl": "M12 40h76q0 34-26 38v6h-24v-6q-26-4-26-38z",
    "vase": "M40 12h20q-4 18 6 26 12 10 8 28-3 14-10 22h-28q-7-8-10-22-4-18 8-28 10-8 6-26z",
    "jar": "M30 14h40v10h4v60q0 4-4 4h-40q-4 0-4-4v-60h4z",
    "glass": "M26 16h48l-8 70h-32z",
    "bottle": "M42 8h16v18q10 6 10 18v44q0 4-4 4h-28q-4 0-4-4v-44q0-12 10-18z",
    "candle": "M48 12q8 8 2 14v6h18v54h-36v-54h14v-6q-6-6 2-14z",
    "soap": "M18 34h64q10 0 10 10v18q0 10-10 10h-64q-10 0-10-10v-18q0-10 10-10z",
    "oil": "M42 10h16v20h8q8 0 8 8v44q0 8-8 8h-32q-8 0-8-8v-44q0-8 8-8h8z",
    "tea": CYLINDER,
    "biscuit": "M12 40a38 12 0 0 1 76 0v24a38 12 0 0 1-76 0z",
    "jam": "M28 16h44v12h4v52q0 8-8 8h-36q-8 0-8-8v-52h4z",
    "lantern": "M44 8h12v10h10l8 14v48h6v8h-60v-8h6v-48l8-14h10z",
    "light": "M50 14q26 0 26 26 0 14-10 22v10h-32v-10q-10-8-10-22 0-26 26-26zm-14 62h28v10h-28z",
    "clock": "M24 12l12 8q14-8 28 0l12-8 8 12-8 8q12 22-2 42l6 12h-10l-4-6q-16 10-32 0l-4 6h-10l6-12q-14-20-2-42l-8-8z",
    "frame": SQUARE,
    "cushion": "M14 14q36 10 72 0-10 36 0 72-36-10-72 0 10-36 0-72z",
    "blanket": "M14 30h72v14h-72zm0 18h72v14h-72zm0 18h72v14h-72z",
    "towel": "M22 12h56v72h-8v6h-4v-6h-8v6h-4v-6h-8v6h-4v-6h-8v6h-4v-6h-8z",
    "apron": "M36 10h28v22q0 8 14 10v46h-56v-46q14-2 14-10z",
    "bag": "M20 34h14v-8q0-14 16-14t16 14v8h14l6 54h-72zm20 0h20v-8q0-8-10-8t-10 8z",
    "backpack": "M30 22q0-12 20-12t20 12q10 8 10 22v36q0 8-8 8h-44q-8 0-8-8v-36q0-14 10-22z",
    "purse": "M14 44q0-14 14-18h44q14 4 14 18v24q0 14-14 14h-44q-14 0-14-14z",
    "umbrella": (
        "M50 12q38 4 40 40-8-8-18 0-8-8-18 0v26q0 10-9 10t-9-10h6q0 4 3 4t3-4v-26q-10-8-18 0-10-8-20 0 2-36 40-40z"
    ),
    "notebook": "M24 10h52q6 0 6 6v68q0 6-6 6h-52z",
    "card": "M12 24h76v54h-76z",
    "ribbon": "M50 42q-30-30-36 0 6 24 36 6 30 18 36-6-6-30-36 0zm-6 8l-14 36 14-6 6-22 6 22 14 6-14-36z",
    "wrap": ROLL,
    "bunting": "M6 20q44 14 88 0v6l-12 34-14-31-18 35-18-35-14 31-12-34z",
    "puzzle": "M16 30h22q-6-16 12-16t12 16h22v22q-16-6-16 10t16 8v14h-68z",
    "toy": (
        "M26 18a10 10 0 0 1 18 4h12a10 10 0 0 1 18-4q6 8-2 14 8 14-2 26 10 14 0 30h-40q-10-16 0-30-10-12-2-26-8-6-2-14z"
    ),
    "ornament": "M46 8h8v10h-2v6q30 4 30 34t-32 32-32-32 30-34v-6h-2z",
    "magnet": "M22 16h56q6 0 6 6v56q0 6-6 6h-56q-6 0-6-6v-56q0-6 6-6z",
    "hook": "M34 10h32v34h-8v20q0 20-18 20t-18-20h10q0 10 8 10t8-10v-20h-14z",
}

MOTIFS = {
    "heart": "M50 70q-20-14-20-26 0-10 10-10 6 0 10 7 4-7 10-7 10 0 10 10 0 12-20 26z",
    "star": "M50 30l6 13 14 2-10 10 2 14-12-7-12 7 2-14-10-10 14-2z",
    "stripe": "M30 36h40v6h-40zm0 12h40v6h-40zm0 12h40v6h-40z",
    "dot": (
        "M38 36a5 5 0 1 1 0 .1zm24 0a5 5 0 1 1 0 .1zm-12 14a5 5 0 1 1 0 .1zm-12 14a5 5 0 1 1 0 .1zm24 0a5 5 0 1 1 0 .1z"
    ),
    "rose": "M50 32a12 12 0 0 1 0 24v14h-4v-6q-10 0-10-8 8 0 10 4v-4a12 12 0 0 1 4-24z",
    "cat": "M34 34l8 8h16l8-8v22q0 14-16 14t-16-14z",
    "bird": "M30 56q4-18 22-16 4-8 12-6l8 4-6 4q2 22-18 22l-8 8v-10q-8 0-10-6z",
    "whale": "M28 50q0-14 18-14 16 0 20 12 4-2 4-10 8 2 8 8 0 20-26 20-24 0-24-16z",
    "leaf": "M32 66q-2-32 36-34 2 34-30 32l-4 6z",
    "moon": "M58 32a20 20 0 1 0 10 34 24 24 0 0 1-10-34z",
    "plum": "M50 34a7 7 0 0 1 7 9a7 7 0 0 1 4 13 7 7 0 0 1-11 5 7 7 0 0 1-11-5 7 7 0 0 1 4-13 7 7 0 0 1 7-9z",
    "cloud": "M36 62a9 9 0 0 1 0-18 13 13 0 0 1 25-2 10 10 0 0 1 3 20z",
}

SMALLER = "translate(50 55) scale(.6) translate(-50 -50)"
"""A motif fits on the narrowest kind."""


def item_svg(picture: str) -> str:
    "The picture `kind-colour-motif` as an SVG; what is not known is left out,"
    "and a box stands for an unknown kind."
    kind, colour, motif = [*picture.split("-"), "", "", ""][:3]
    paint = PAINTS.get(colour, "#b99b6b")
    ink = "#4a3b2a" if colour in LIGHT else "#f7f3ea"
    shape = f'<path d="{SHAPES.get(kind, BOX)}" fill="{paint}" fill-rule="evenodd" stroke="#2a2a2a" stroke-width="2"/>'
    mark = f'<path d="{MOTIFS[motif]}" fill="{ink}" transform="{SMALLER}"/>' if motif in MOTIFS else ""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" role="img">{shape}{mark}</svg>'
