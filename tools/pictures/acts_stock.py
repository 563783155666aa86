"""What keepers of the stock do with a handheld, as acts from which the scenes are made."""

import json

from playwright.sync_api import expect

from tools.pictures.acts import Act, gets_work, taps, types
from tools.pictures.readers import Picker

HERE = "[data-stop].is-here"


def scans(kind: str) -> Act:
    return lambda picker: types(picker.floor.code(kind))(picker)


def scans_bin_of(kind: str) -> Act:
    return lambda picker: types(picker.floor.bin_of(kind))(picker)


def scans_empty_bin(picker: Picker) -> None:
    types(picker.floor.empty_bin())(picker)
    picker.page.wait_for_timeout(1500)


def scans_tote(picker: Picker) -> None:
    types(picker.floor.tote(0))(picker)


def scans_here(picker: Picker) -> None:
    """The bin that the stop names."""
    types(picker.page.locator(HERE).get_attribute("data-bin") or "")(picker)
    picker.page.wait_for_timeout(700)


def scans_item_here(picker: Picker) -> None:
    codes = json.loads(picker.page.locator(HERE).get_attribute("data-codes") or "[]")
    types(codes[0][0])(picker)
    picker.page.wait_for_timeout(700)


def does_stop(picker: Picker) -> None:
    """Bin, item, and the lot where it is asked for."""
    line = picker.page.locator(HERE).get_attribute("data-line")
    scans_here(picker)
    scans_item_here(picker)
    if picker.page.locator(f"{HERE}[data-line='{line}']").count():
        types(picker.page.locator(HERE).get_attribute("data-lot") or "")(picker)
    expect(picker.page.locator(f"{HERE}[data-line='{line}']")).to_have_count(0)
    picker.page.wait_for_timeout(500)


def takes_all(picker: Picker) -> None:
    """All that is to be taken from reserve."""
    while picker.page.locator(f"body:not([data-does=put]) {HERE}").count():
        does_stop(picker)


def does_all_stops(picker: Picker) -> None:
    while picker.page.locator(HERE).count():
        does_stop(picker)


def finds_delivery(picker: Picker) -> None:
    """Two are announced; the first one is here."""
    picker.manifest_id = picker.floor.announce({"mug": 24, "soap": 12, "bowl": 6})
    picker.floor.announce({"lantern": 10})
    picker.page.goto("/receiving")


def scans_paper(picker: Picker) -> None:
    types(picker.floor.paper(picker.manifest_id))(picker)
    picker.page.wait_for_url(f"**/receiving/{picker.manifest_id}")
    expect(picker.page.locator("body.live #receiving")).to_be_attached()


def scans_dock(picker: Picker) -> None:
    types(picker.floor.dock())(picker)


def scans_case(picker: Picker) -> None:
    types(picker.floor.case("mug"))(picker)


def scans_soap_with_lot(picker: Picker) -> None:
    """What its case says: item, day and lot in one code."""
    types(f"(01)0{picker.floor.code('soap')}(10)L261120")(picker)
    picker.page.wait_for_timeout(700)


def types_units(units: int) -> Act:
    def act(picker: Picker) -> None:
        picker.page.locator("#goods input[name=quantity]").fill(str(units))
        picker.page.locator("#goods").evaluate("form => document.activeElement.blur()")

    return act


def says_damaged(picker: Picker) -> None:
    picker.page.locator("#goods select[name=condition]").select_option("damaged")


def confirms_goods(picker: Picker) -> None:
    taps("#goods [type=submit]")(picker)
    picker.page.wait_for_timeout(1500)


def closes_delivery(picker: Picker) -> None:
    picker.page.goto(f"/receiving/{picker.manifest_id}/closing")


def comes_in_tote(picker: Picker) -> None:
    picker.floor.find_totes()
    picker.floor.bring({"mug": 6, "soap": 4}, picker.reader.name)
    gets_work(picker)


def runs_low(picker: Picker) -> None:
    picker.floor.find_totes()
    picker.floor.let_run_low("lantern", picker.reader.name)
    gets_work(picker)


def has_to_count(*kinds: str) -> Act:
    def act(picker: Picker) -> None:
        picker.floor.leave_nothing_to_count()
        picker.floor.fill_up_shelves()
        picker.floor.wants_counted(picker.reader.name, *kinds)
        gets_work(picker)

    return act


def counts_second(picker: Picker) -> None:
    """Somebody else counted fewer than the book has."""
    picker.floor.leave_nothing_to_count()
    picker.floor.counts("puzzle", "Eli", 4)
    picker.floor.gives_second_count("puzzle", picker.reader.name)
    gets_work(picker)


def goes_to_bin(kind: str) -> Act:
    """Stops before it come last."""

    def act(picker: Picker) -> None:
        wanted = picker.floor.bin_of(kind)
        while picker.page.locator(HERE).get_attribute("data-bin") != wanted:
            taps("[data-do=skip]")(picker)
            picker.page.wait_for_timeout(700)

    return act


def counts_by_number(units: int) -> Act:
    """Typed on the keys of the sheet, and confirmed."""

    def act(picker: Picker) -> None:
        taps(f"{HERE} [data-do=number]")(picker)
        picker.page.locator("#typed").fill(str(units))
        taps("#keys [data-key=ok]")(picker)

    return act


def says_counted(picker: Picker) -> None:
    taps(f"{HERE} [data-do=counted]")(picker)
    picker.page.wait_for_timeout(1500)


def says_none_left(picker: Picker) -> None:
    """Whatever is left of the walk is empty."""
    while picker.page.locator(HERE).count():
        scans_here(picker)
        taps(f"{HERE} [data-do=none]")(picker)
        picker.page.wait_for_timeout(1500)
