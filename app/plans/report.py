"""The comparison as a table for a terminal, and its drawings as files."""

from collections.abc import Iterator
from pathlib import Path

from app.drawing.floor import FloorWalk, Words, floor_svg
from app.plans.day import Book
from app.plans.placing import Floor
from app.plans.what_if import NAMES, TOGETHER, Comparison, Outcome

HEAD = f"{'orders on a cart':<25}{'order of stops':<18}{'metres an order':>15}{'saved':>8}{'seconds saved':>15}"


def heading(book: Book, floor: Floor, comparison: Comparison) -> Iterator[str]:
    """What was walked, and where."""
    layout = floor.layout
    orders, lines = _count(comparison.orders, "order"), _count(comparison.lines, "line")
    carts = f"{_count(floor.orders_on_cart, 'order')} to a cart"
    yield f"{orders} of {book.day.isoformat()} with {lines}, {carts}."
    blocks = _count(len(layout.blocks), "block")
    yield f"The building has {_count(layout.aisles, 'aisle')} with {layout.cells} cells each, in {blocks}."
    if comparison.unplaced:
        asks = "asks for an item that lies" if comparison.unplaced == 1 else "ask for items that lie"
        yield f"{comparison.unplaced} of the lines {asks} nowhere here; nobody walks for them."


def rows(comparison: Comparison, speed: float) -> Iterator[str]:
    """A table of 81 columns; what is usual first, and what each other way saves against it."""
    yield f"Items {comparison.placing}:"
    yield ""
    yield HEAD
    before = ""
    for outcome in comparison.outcomes:
        metres, saved = outcome.metres / comparison.orders, comparison.saved(outcome)
        seconds = (comparison.outcomes[0].metres / comparison.orders - metres) / speed
        share, less = (f"{saved:.0%}", f"{seconds:.0f}") if before else ("", "")
        batching = "" if outcome.batching == before else outcome.batching
        yield f"{batching:<25}{NAMES[outcome.policy]:<18}{metres:>15.1f}{share:>8}{less:>15}".rstrip()
        before = outcome.batching
    yield ""
    yield conclusion(comparison, speed)


def conclusion(comparison: Comparison, speed: float) -> str:
    """What the manager asked for, in one sentence."""
    usual, best = comparison.outcomes[0], min(comparison.outcomes, key=lambda outcome: outcome.metres)
    metres = usual.metres - best.metres
    minutes = round(metres / speed / 60)
    return (
        f"{best.batching.capitalize()}, {NAMES[best.policy]}: {metres / 1000:.1f} km less that day "
        f"({comparison.saved(best):.0%}); at {speed:g} m/s that is {minutes // 60} h {minutes % 60:02} min."
    )


def draw(comparison: Comparison, floor: Floor, aisles: tuple[str, ...], folder: Path) -> int:
    """One walk for each outcome, and how often cells are visited; gives how many files were written."""
    folder.mkdir(parents=True, exist_ok=True)
    for turn, outcome in enumerate(comparison.outcomes, 1):
        name = "planned-together" if outcome.batching == TOGETHER else outcome.policy
        (folder / f"{turn}-{name}.svg").write_text(_walk(outcome, floor, aisles), encoding="utf-8")
    words = Words("Visits to each cell", "The darker and wider, the more often a picker stops there")
    visits = floor_svg(floor.layout, words, visits=comparison.visits, aisles=aisles, caption="visits of the day")
    (folder / "visits.svg").write_text(visits, encoding="utf-8")
    return len(comparison.outcomes) + 1


def _walk(outcome: Outcome, floor: Floor, aisles: tuple[str, ...]) -> str:
    walk = outcome.example
    name = f"{outcome.batching}, {NAMES[outcome.policy]}" if outcome.batching == TOGETHER else NAMES[outcome.policy]
    words = Words(f"One walk: {name}", f"{len(walk.stops)} stops, {walk.metres:.0f} metres")
    drawn = FloorWalk(floor.start, walk.stops, floor.end)
    return floor_svg(floor.layout, words, [drawn], aisles=aisles, caption=f"{name}: {walk.metres:.0f} m")


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
