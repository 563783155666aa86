"""One shift, from the first badge to the last answer."""

import asyncio
from collections.abc import Callable, Sequence
from random import Random
from time import time
from typing import Any

from app.simulation.device import Handheld
from app.simulation.floor import Cast, Floor
from app.simulation.habits import CALM
from app.simulation.lead import Lead
from app.simulation.picker import Picker
from app.simulation.record import Record, percentile

AT_ONCE = 4
"""Who sign in at the same time; a PIN takes long on purpose."""
TELL_SECONDS = 5.0
SETTLE_SECONDS = 60.0
SEE_SECONDS = 20.0
QUIET_SECONDS = 2.0
"""After the last answer, for what is still on its way to the screens."""


async def play(
    floor: Floor, cast: Cast, minutes: float, tell: Callable[[str], None], early: asyncio.Event | None = None
) -> float:
    """Until the floor's minutes are over, or it ends early; gives for how many seconds it was worked."""
    pickers = [Picker(who, floor, Random(floor.random.random())) for who in cast.pickers]
    lead = Lead(cast.lead, floor, pickers, Random(floor.random.random()))
    watching = await _gather_on_floor(pickers, lead, tell)
    early = early or asyncio.Event()
    floor.clock.restart()
    began = time()
    working = [asyncio.create_task(one.work()) for one in pickers]
    leading = [asyncio.create_task(lead.lead()), asyncio.create_task(_tell(floor, pickers, tell)), watching]
    ending: list[asyncio.Task[Any]] = [
        asyncio.create_task(early.wait()),
        asyncio.create_task(floor.clock.spend(minutes * 60)),
    ]
    done, _ = await asyncio.wait([*working, *leading, *ending], return_when=asyncio.FIRST_COMPLETED)
    worked = time() - began
    tell("The shift is over; what is still on its way arrives.")
    await _stop([*working, *leading[:2], *ending])
    await _settle(floor, lead)
    await _stop([watching])
    for task in done:
        task.result()  # raises what stopped the shift before its time
    return worked


async def _gather_on_floor(pickers: Sequence[Picker], lead: Lead, tell: Callable[[str], None]) -> "asyncio.Task[None]":
    """Everybody signs in, and there is a walk for each."""
    room = asyncio.Semaphore(AT_ONCE)

    async def begin(picker: Picker) -> None:
        async with room:
            await picker.begin()

    tell(f"{len(pickers)} pickers and a lead sign in.")
    await lead.begin()
    await asyncio.gather(*map(begin, pickers))
    watching = asyncio.create_task(lead.desk.watch())
    tell("The lead sends waves out.")
    await lead.prepare()
    return watching


async def _stop(tasks: Sequence["asyncio.Task[Any]"]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _settle(floor: Floor, lead: Lead) -> None:
    """Nothing goes wrong any more; everybody is back in the network, and every battery is full."""
    devices = [*floor.devices, lead.device]
    floor.faults = CALM
    floor.do_now()
    await asyncio.sleep(0)
    for device in devices:
        device.come_back()
    await _rest(devices)
    await asyncio.sleep(QUIET_SECONDS)
    await _rest(devices)
    await _see(floor.record, lead.device)
    for device in devices:
        await device.switch_off()


async def _see(record: Record, device: Handheld) -> None:
    """The lead's page shows the last of it."""
    last = max((one.ended for one in record.shown_to_leads()), default=0.0)
    end = time() + SEE_SECONDS
    while time() < end and device.ear.seen(last) is None:
        await asyncio.sleep(0.1)


async def _rest(devices: Sequence[Handheld]) -> None:
    end = time() + SETTLE_SECONDS
    while time() < end and not all(device.is_settled for device in devices):
        await asyncio.sleep(0.1)


async def _tell(floor: Floor, pickers: Sequence[Picker], tell: Callable[[str], None]) -> None:
    """How it goes, every few seconds; the times are of what came since the last line."""
    told = 0
    while True:
        await asyncio.sleep(TELL_SECONDS)
        new = floor.record.acknowledged[told:]
        told += len(new)
        times = [(one.ended - one.began) * 1000 for one in new]
        at = [sum(one.at == word for one in pickers) for word in ("walks", "waits", "offline")]
        waiting = sum(len(device.outbox.waiting) for device in floor.devices)
        hours, minutes = divmod(int(floor.clock.seconds // 60), 60)
        tell(
            f"{hours}:{minutes:02} h  {at[0]} walk, {at[1]} wait, {at[2]} offline  "
            f"{len(new) / TELL_SECONDS:.1f} answers/s, p99 {percentile(times, 0.99):.0f} ms  "
            f"{waiting} wait on handhelds"
        )
