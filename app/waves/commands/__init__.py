"""The verbs of waves, one file each."""

from app.waves.commands.add_orders import add_orders
from app.waves.commands.cancel_wave import cancel_wave
from app.waves.commands.finish_wave import finish_wave
from app.waves.commands.pause_wave import pause_wave, resume_wave
from app.waves.commands.plan_wave import plan_wave
from app.waves.commands.rank_wave import rank_wave
from app.waves.commands.release_wave import end_planning, release_wave

__all__ = [
    "add_orders",
    "cancel_wave",
    "end_planning",
    "finish_wave",
    "pause_wave",
    "plan_wave",
    "rank_wave",
    "release_wave",
    "resume_wave",
]
