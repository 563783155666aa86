"""Counting wrong tries: many at once gain nothing."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select

from app.db import db, transaction
from app.workers.models import Worker, WrongTry
from app.workers.sessions import TRIES_OF_A_DEVICE, TRIES_OF_A_WORKER, TooManyTries, count_try
from tests.world import World


def test_of_many_tries_at_once_on_a_device_five_are_judged(world: World) -> None:
    world.client("Ana")

    def attempt(_number: int) -> bool:
        with world.app.app_context():
            try:
                with transaction():
                    return count_try(world.devices["Ana"], world.worker("Ana"))
            except TooManyTries:
                return False

    with ThreadPoolExecutor(8) as threads:
        judged = list(threads.map(attempt, range(24)))

    db.session.remove()
    assert judged.count(True) == TRIES_OF_A_DEVICE
    assert db.session.scalar(select(func.count(WrongTry.id))) == TRIES_OF_A_DEVICE
    assert world.worker("Ana").wrong_tries == TRIES_OF_A_DEVICE


def test_of_many_tries_at_once_on_many_devices_ten_are_judged(world: World) -> None:
    devices = []
    for _ in range(16):
        world.client("Ana")
        devices.append(world.devices["Ana"])
    with transaction() as session:
        session.get_one(Worker, world.workers["Ana"]).wrong_tries = 0

    def attempt(device_id: int) -> bool:
        with world.app.app_context(), transaction():
            return count_try(device_id, world.worker("Ana"))

    with ThreadPoolExecutor(8) as threads:
        judged = list(threads.map(attempt, devices))

    db.session.remove()
    assert judged.count(True) == TRIES_OF_A_WORKER
    assert world.worker("Ana").wrong_tries == TRIES_OF_A_WORKER
    assert world.worker("Ana").locked_at is not None
