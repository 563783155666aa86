"""A scene: a walk that the lead puts up for it, and the states that are pictured on the way."""

from collections.abc import Mapping
from typing import NamedTuple

from tools.pictures.acts import Act, nothing


class State(NamedTuple):
    name: str
    reach: Act = nothing
    leave: Act = nothing
    pause: int = 600  # milliseconds: the colour of the last answer is gone by then


class Scene(NamedTuple):
    """`orders`: what the walk is for, one order to a place of the cart, by kind of item and quantity."""

    name: str
    states: tuple[State, ...]
    orders: tuple[Mapping[str, int], ...] = ()
    begin: Act = nothing
    end: Act = nothing
