"""`flask plan …`: paths, bins and batches for anyone with a warehouse, without a database. docs/planning.md."""

import time
from collections.abc import Callable
from datetime import datetime
from itertools import count
from pathlib import Path

import click

from app.orders.figures import orders_in
from app.orders.mapping import order_mapping
from app.planning.batching.plan import plan_batches
from app.planning.cartons import packing_solver, plan_cartons
from app.planning.paths.policies import POLICIES
from app.planning.scattered import choose_bins
from app.plans.cartons import answer_of as carton_answer
from app.plans.cartons import draw_cartons, pieces_of, types_of
from app.plans.day import book_of
from app.plans.instances import building_of, demands_of, stops_of
from app.plans.orders import answer_of, problem_of
from app.plans.placing import floor_of, placings
from app.plans.report import draw, heading, rows
from app.plans.stream import Answer, Instance, answer_lines, finish
from app.plans.what_if import compare
from app.shell import PlainCommands
from app.tables.reading import Source
from app.warehouse.layout_file import read_layout

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SOLVER_SHARE = 0.2
"""Of the time for a line: what another packer of cartons has for each question."""


@click.group("plan", cls=PlainCommands)
def plan() -> None:
    """Plan walks from files of JSON lines (.gz or plain, or standard input); docs/planning.md describes the form."""


@plan.command("path")
@click.argument("file", type=FILE, required=False)
@click.option(
    "--policy",
    type=click.Choice(list(POLICIES)),
    default="optimal",
    show_default=True,
    help="How stops are put in order.",
)
def path(file: Path | None, policy: str) -> None:
    """The shortest walk past the stops of each line, or the one by a classic policy."""

    def answer(instance: Instance) -> Answer:
        began = time.perf_counter()
        building = building_of(instance)
        stops = stops_of(instance, building)
        walk = POLICIES[policy](building.layout, stops, building.start, building.end)
        order = [[stops[index].aisle, stops[index].cell] for index in walk.order]
        return {"length": walk.metres, "order": order, "seconds": seconds_since(began)}

    finish(answer_lines(file, answer))


def seconds_since(began: float) -> float:
    """How long a plan took."""
    return round(time.perf_counter() - began, 6)


@plan.command("scattered")
@click.argument("file", type=FILE, required=False)
@click.option("--seconds", type=click.FloatRange(0, 3600), default=0.1, show_default=True, help="Time for each line.")
@click.option("--seed", type=int, default=1, show_default=True, help="Leads the search.")
def scattered(file: Path | None, seconds: float, seed: int) -> None:
    """From which bins to take what each line asks for, and the walk past them."""

    def answer(instance: Instance) -> Answer:
        began = time.perf_counter()
        building = building_of(instance)
        demands = demands_of(instance, building)
        choice = choose_bins(building.layout, demands, building.start, building.end, stop_after(began, seconds), seed)
        stops = [choice.stops[index] for index in choice.path.order]
        return {
            "length": choice.path.metres,
            "order": [[cell.aisle, cell.cell] for cell in stops],
            "bins": [[cell.aisle, cell.cell, units] for taken in choice.taken for cell, units in taken],
            "seconds": seconds_since(began),
        }

    finish(answer_lines(file, answer))


@plan.command("batches")
@click.argument("file", type=FILE, required=False)
@click.option("--seconds", type=click.FloatRange(0, 3600), default=10.0, show_default=True, help="Time for each line.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed and steps give the same plan.")
@click.option("--steps", type=click.IntRange(0), default=100_000, show_default=True, help="At most so many steps.")
def batches(file: Path | None, seconds: float, seed: int, steps: int) -> None:
    """Which orders of each line share a cart, and the walk of each cart."""

    def answer(instance: Instance) -> Answer:
        began = time.perf_counter()
        problem = problem_of(instance)
        planned = plan_batches(problem, stop_after(began, seconds), seed, steps=steps)
        return {**answer_of(problem, planned), "seconds": seconds_since(began)}

    finish(answer_lines(file, answer))


@plan.command("cartons")
@click.argument("file", type=FILE, required=False)
@click.option("--seconds", type=click.FloatRange(0, 3600), default=0.1, show_default=True, help="Time for each line.")
@click.option("--seed", type=int, default=1, show_default=True, help="Leads the search.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="A folder for a drawing of each carton.")
def cartons(file: Path | None, seconds: float, seed: int, out: Path | None) -> None:
    """Which cartons the pieces of each line take, and how they lie in them."""
    solver, turns = packing_solver(seconds * SOLVER_SHARE), count(1)

    def answer(instance: Instance) -> Answer:
        began = time.perf_counter()
        pieces, types = pieces_of(instance), types_of(instance)
        planned = plan_cartons(pieces, types, stop_after(began, seconds), seed, solver)
        took = seconds_since(began)
        if out:
            draw_cartons(planned, out, next(turns))
        return {**carton_answer(planned), "seconds": took}

    finish(answer_lines(file, answer))


@plan.command("what-if")
@click.option("--layout", "layout_file", type=FILE, required=True, help="The building: docs/layout.md.")
@click.option("--orders", "orders_file", type=FILE, required=True, help="Orders of a day or more: docs/imports.md.")
@click.option("--mapping", default="plain", show_default=True, help="Name of a mapping, or path of a .toml file.")
@click.option("--stock", type=FILE, help="What lies where (sku, location); else items are placed by the seed.")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="Else the day with the middling number of orders.")
@click.option("--orders-on-cart", type=click.IntRange(1, 1000), default=6, show_default=True)
@click.option("--speed", type=click.FloatRange(0.1, 10), default=1.2, show_default=True, help="Metres a second.")
@click.option("--seconds", type=click.FloatRange(0, 3600), default=10.0, show_default=True, help="Time to plan carts.")
@click.option("--seed", type=int, default=1, show_default=True, help="Places the items, and leads the planning.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("what-if"), show_default=True)
def what_if(
    layout_file: Path,
    orders_file: Path,
    mapping: str,
    stock: Path | None,
    day: datetime | None,
    orders_on_cart: int,
    speed: float,
    seconds: float,
    seed: int,
    out: Path,
) -> None:
    """What your orders would walk in your building: each path policy side by side, with a drawing of one walk each."""
    kept = read_layout(layout_file.read_text(encoding="utf-8-sig", errors="replace"))[1]
    floor = floor_of(kept, orders_on_cart)
    book = book_of(orders_in(Source(orders_file), order_mapping(mapping)), day.date() if day else None)
    for turn, (name, words, cells) in enumerate(placings(book, kept, floor, stock, seed)):
        compared = compare(book, cells, words, floor, stop_after(time.perf_counter(), seconds), seed)
        told = [] if turn else [*heading(book, floor, compared)]
        click.echo("\n".join([*told, "", *rows(compared, speed)]))
        files = draw(compared, floor, kept.aisles, out / name)
        click.echo(f"One walk of each way, and a map of the visits: {files} drawings in {out / name}.")


def stop_after(began: float, seconds: float) -> Callable[[], bool]:
    """Whether the time is over."""
    return lambda: time.perf_counter() - began >= seconds
