"""What is told to somebody who wants a walk, or to the lead who moves it."""

from flask_babel import lazy_gettext

from app.errors import DomainError
from app.walks.models import CANCELLED, Walk


class NoWork(DomainError):
    code = "no_work"
    message = lazy_gettext("There is no work for you now. Ask your lead, or try again in a minute.")


class HeldByOther(DomainError):
    code = "held_by_other"
    message = lazy_gettext("%(holder)s has this walk now. Ask for other work.")


class HeldByNobody(DomainError):
    code = "held_by_nobody"
    message = lazy_gettext("This walk was given back; nobody has it now. Ask for work.")


class WalkClosed(DomainError):
    code = "walk_closed"
    message = lazy_gettext("This walk is over. Ask for new work.")


class WalkCancelled(DomainError):
    code = "walk_cancelled"
    message = lazy_gettext(
        "This walk was cancelled. Bring the totes of your cart to a staging lane and ask for new work."
    )


class WalkWaits(DomainError):
    code = "walk_waits"
    message = lazy_gettext("Task %(number)s comes first: its totes are passed on to this one. Give it out after that.")


class MayNotHold(DomainError):
    code = "may_not_hold"
    message = lazy_gettext("%(worker)s has no role for such work in this warehouse. Choose somebody else.")


class LooksAgain(DomainError):
    code = "looks_again"
    message = lazy_gettext("This walk looks again at what %(worker)s did. Choose somebody else.")


class WalkMoved(DomainError):
    """Another lead, or the floor itself, was faster."""

    code = "walk_moved"
    message = lazy_gettext("Task %(number)s changed meanwhile: %(holder)s has it now. Look at it again.")


class WalkFree(DomainError):
    code = "walk_free"
    message = lazy_gettext("Task %(number)s changed meanwhile: nobody has it now. Look at it again.")


class WalkBegun(DomainError):
    code = "walk_begun"
    message = lazy_gettext("Task %(number)s is under way already. Give it to somebody else, or split it.")


class OnOtherWalk(DomainError):
    code = "on_other_walk"
    message = lazy_gettext("%(holder)s is on another walk by now. Give task %(number)s out anew.")


def held_elsewhere(walk: Walk) -> HeldByOther | HeldByNobody | WalkCancelled:
    """What is told to somebody who does not have the walk: who has it now."""
    if walk.state == CANCELLED:
        return WalkCancelled()
    return HeldByOther(holder=walk.holder.name) if walk.holder else HeldByNobody()


def changed_meanwhile(walk: Walk) -> WalkMoved | WalkFree | WalkClosed:
    """What is told to a lead whose page is behind: who has the walk now."""
    if not walk.is_open:
        return WalkClosed()
    return WalkMoved(number=walk.id, holder=walk.holder.name) if walk.holder else WalkFree(number=walk.id)
