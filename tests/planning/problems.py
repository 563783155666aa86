"""Random batching problems, and every plan that a small one has."""

from collections.abc import Callable, Iterator, Sequence
from heapq import heapreplace
from itertools import permutations

from hypothesis import strategies as st

from app.planning.batching import BatchOrder, BatchProblem, Cart, Pickers, Visit
from app.planning.batching.plan import Plan
from app.planning.layout import Cell, Crossing, Layout
from app.planning.paths import plan_path

LAYOUT = Layout(aisles=5, blocks=(6, 6), aisle_pitch=3.0, cell_pitch=1.0, end_to_cell=1.0)
FRONT = Crossing(0, 0)

cells = st.builds(Cell, st.integers(0, 4), st.integers(0, 11))
visits = st.builds(Visit, st.none() | cells, st.integers(1, 5))
orders = st.builds(
    BatchOrder,
    st.lists(visits, min_size=1, max_size=4).map(tuple),
    volume_l=st.sampled_from([0.0, 0.5, 4.0]),
    weight_kg=st.sampled_from([0.0, 0.25, 3.0]),
    places=st.integers(1, 2),
    due=st.none() | st.integers(10, 400).map(float),
    priority=st.integers(0, 1),
    zone=st.sampled_from([None, "A", "B"]),
)
carts = st.builds(
    Cart,
    places=st.sampled_from([2, 3, 6]),
    units=st.sampled_from([5, 20, 60]),
    volume_l=st.sampled_from([4, 100]),
    weight_kg=st.sampled_from([3.3, 100]),
    lines=st.sampled_from([4, 20]),
    orders=st.integers(1, 5),
    units_in_tote=st.sampled_from([5, 8]),
    shared_totes=st.booleans(),
)
pickers = st.builds(
    Pickers,
    number=st.integers(1, 3),
    seconds_per_pick=st.sampled_from([0.0, 4.0]),
    seconds_per_start=st.sampled_from([0.0, 30.0]),
    starts_at=st.sampled_from([0.0, 25.0]),
)


def problems(most: int = 9) -> st.SearchStrategy[BatchProblem]:
    return st.builds(
        BatchProblem,
        st.lists(orders, max_size=most).map(tuple),
        carts,
        layout=st.sampled_from([LAYOUT, LAYOUT, None]),
        start=st.just(FRONT),
        end=st.sampled_from([None, Crossing(4, 0)]),
        pickers=st.none() | pickers,
        mix_priorities=st.booleans(),
        mix_zones=st.booleans(),
    )


def never() -> bool:
    return False


def after(questions: int) -> Callable[[], bool]:
    """True from the question of that number on."""
    asked = iter(range(questions))
    return lambda: next(asked, None) is None


def partitions(orders: Sequence[int]) -> Iterator[list[list[int]]]:
    """Every way to share out the orders."""
    if not orders:
        yield []
        return
    first, *rest = orders
    for parts in partitions(rest):
        yield [[first], *parts]
        for number in range(len(parts)):
            yield [*parts[:number], [first, *parts[number]], *parts[number + 1 :]]


def allowed(problem: BatchProblem, batch: Sequence[int]) -> bool:
    """Whether these orders may share a cart, told once more."""
    some, cart = [problem.orders[index] for index in batch], problem.cart
    units = sum(order.units for order in some)
    totes = [max(order.places, -(-order.units // int(cart.units_in_tote))) for order in some]
    fits = units <= cart.places * cart.units_in_tote if cart.shared_totes else sum(totes) <= cart.places
    return (
        fits
        and units <= cart.units
        and len(some) <= cart.orders
        and sum(order.lines for order in some) <= cart.lines
        and sum(order.volume_l for order in some) <= cart.volume_l + 1e-6
        and sum(order.weight_kg for order in some) <= cart.weight_kg + 1e-6
        and (problem.mix_priorities or len({order.priority for order in some}) == 1)
        and (problem.mix_zones or len({order.zone for order in some}) == 1)
    )


def metres_of(problem: BatchProblem, batch: Sequence[int]) -> float:
    if problem.layout is None or problem.start is None:
        return 0.0
    stops = [visit.cell for index in batch for visit in problem.orders[index].visits if visit.cell]
    return plan_path(problem.layout, list(dict.fromkeys(stops)), problem.start, problem.end or problem.start).metres


def fewest_late(problem: BatchProblem) -> tuple[int, float]:
    """How many orders have to be late, and how many metres the plans have at least that are no later."""
    best = (len(problem.orders) + 1, 0.0)
    for parts in partitions(range(len(problem.orders))):
        if not all(allowed(problem, part) for part in parts):
            continue
        metres = [metres_of(problem, part) for part in parts]
        best = min([best, *((late_of(problem, parts, metres, turn), sum(metres)) for turn in _turns(problem, parts))])
    return best


def _turns(problem: BatchProblem, parts: list[list[int]]) -> Iterator[tuple[int, ...]]:
    numbers = range(len(parts))
    return iter([tuple(numbers)]) if problem.pickers is None else permutations(numbers)


def late_of(problem: BatchProblem, parts: list[list[int]], metres: list[float], turn: Sequence[int]) -> int:
    """Orders late when batches are begun in that turn, each by whoever is free first."""
    if problem.pickers is None:
        return 0
    free = [problem.pickers.starts_at] * problem.pickers.number
    late = 0
    for number in turn:
        lines = sum(problem.orders[index].lines for index in parts[number])
        end = free[0] + problem.pickers.seconds(metres[number], lines)
        heapreplace(free, end)
        late += sum(1 for index in parts[number] if (problem.orders[index].due or 1e18) < end - 1e-6)
    return late


def metres(plan: Plan) -> float:
    return round(plan.metres, 2)
