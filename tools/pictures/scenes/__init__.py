"""The scenes in the order in which they are played: from the badge in the morning to the sign-out."""

from tools.pictures.scene import Scene
from tools.pictures.scenes.arriving import ARRIVING
from tools.pictures.scenes.device import DEVICE
from tools.pictures.scenes.news import CALLED, GIVEN_AWAY, STOPPED
from tools.pictures.scenes.offline import ALONE, OFFLINE
from tools.pictures.scenes.others import PUT_BACK, TAKEN_OVER, TOLD
from tools.pictures.scenes.shelf import SHELF, ZERO
from tools.pictures.scenes.stops import LOTS, SERIALS, STOPS

SCENES: tuple[Scene, ...] = (
    ARRIVING,
    STOPS,
    LOTS,
    SERIALS,
    SHELF,
    ZERO,
    CALLED,
    STOPPED,
    GIVEN_AWAY,
    TAKEN_OVER,
    TOLD,
    PUT_BACK,
    OFFLINE,
    DEVICE,
    ALONE,
)
