"""OR-Tools as a process of its own: it and highspy bring the same library in two versions, and share no process.

Reads lines {"metres": whole numbers, n x n, "milliseconds": for guided local search, or null for its default, "asks":
whether it asks a function of ours for each distance, as its guide shows, or is given all of them}; answers {"order":
the nodes of a tour from node 0, "seconds": what it took from the distances to the order}.
"""

import json
import sys
import time
from typing import Any


def main() -> None:
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    print("ready", flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        parameters = pywrapcp.DefaultRoutingSearchParameters()
        if asked["milliseconds"] is not None:
            guided = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
            parameters.local_search_metaheuristic = guided
            parameters.time_limit.FromMilliseconds(asked["milliseconds"])
        began = time.perf_counter()
        order = _order(pywrapcp, asked["metres"], asked["asks"], parameters)
        print(json.dumps({"order": order, "seconds": time.perf_counter() - began}), flush=True)


def _order(pywrapcp: Any, metres: list[list[int]], asks: bool, parameters: Any) -> list[int]:
    manager = pywrapcp.RoutingIndexManager(len(metres), 1, 0)
    routing = pywrapcp.RoutingModel(manager)

    def distance(one: int, other: int) -> int:
        here, there = int(manager.IndexToNode(one)), int(manager.IndexToNode(other))
        return metres[here][there]

    transit = routing.RegisterTransitCallback(distance) if asks else routing.RegisterTransitMatrix(metres)
    routing.SetArcCostEvaluatorOfAllVehicles(transit)
    found = routing.SolveWithParameters(parameters)
    order = []
    here = found.Value(routing.NextVar(routing.Start(0)))
    while not routing.IsEnd(here):
        order.append(manager.IndexToNode(here))
        here = found.Value(routing.NextVar(here))
    return order


if __name__ == "__main__":
    main()
