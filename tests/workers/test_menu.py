"""From a handheld's first page a worker comes to all that the roles open, and to nothing else."""

import pytest

from tests.visitor import visitor, words
from tests.world import World

PACKERS = ("Packing", "Waybills", "Dock", "Manifests", "Prints")


def test_a_packer_finds_the_dock_and_the_waybills_and_no_orders(world: World) -> None:
    told = visitor(world, "Ben").get("/menu").text

    for name in PACKERS:
        assert f">{name}</a>" in told
    for name in ("Orders", "Floor", "Administration"):
        assert f">{name}</a>" not in told


@pytest.mark.parametrize("start", ["/packing", "/packing/wall", "/dock"])
def test_each_start_of_a_packer_leads_to_the_menu(world: World, start: str) -> None:
    assert 'href="/menu"' in visitor(world, "Ben").get(start).text


def test_who_only_picks_sees_no_menu_to_choose_from(world: World) -> None:
    assert 'href="/menu"' not in visitor(world, "Ana").get("/work").text


def test_whose_roles_have_no_pages_is_still_told_who_is_signed_in(world: World) -> None:
    told = words(visitor(world, "Dana").get("/menu").text)

    assert "Dana" in told
    assert "Packing" not in told
