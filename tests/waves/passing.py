"""What pickers do with a cart that is passed on from zone to zone."""

from tests.handheld import Handheld
from tests.waves.conftest import tasks_of


def ids_of(wave_id: int) -> list[int]:
    return [task.id for task in tasks_of(wave_id)]


def bind(hand: Handheld, task_id: int, tote: str, position: int = 1) -> tuple[int, str]:
    place = next(place for place in hand.walk(task_id).places if place.position == position)
    answer = hand.post(f"/picking/places/{place.id}/totes", tote=tote)
    return answer.status_code, answer.text


def stage(hand: Handheld, task_id: int, lane: str = "LOC-LANE-1") -> None:
    answer = hand.post(f"/picking/tasks/{task_id}/stagings", lane=lane)
    assert answer.status_code == 200, answer.text


def brings(hand: Handheld, task_id: int) -> None:
    """The whole first walk, with fresh totes, to the lane."""
    assert hand.claim().status_code == 200
    hand.bind_all(task_id)
    hand.pick_all(task_id)
    stage(hand, task_id)


def shorts_all(hand: Handheld, task_id: int) -> None:
    while left := [stop for stop in hand.walk(task_id).stops if stop.left]:
        answer = hand.post(f"/picking/lines/{left[0].line_id}/shorts", reason="empty")
        assert answer.status_code == 200, answer.text
