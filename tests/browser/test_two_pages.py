"""Two pages of the app on one device; and parts of a page that do not come."""

from playwright.sync_api import Route, expect

from tests.browser.picker import Picker


def lose(route: Route) -> None:
    """As if there were no network."""
    route.abort()


def test_what_one_page_keeps_the_other_shows_at_once_and_what_was_answered_too(at_stop: Picker) -> None:
    picker, stop = at_stop, at_stop.stop
    other = picker.page.context.new_page()
    other.goto(picker.page.url)
    expect(other.locator("[data-stop].is-here")).to_be_visible()
    picker.page.bring_to_front()
    picker.page.context.route("**/picks", lose)

    picker.pick()

    expect(other.locator("[data-waiting=waiting_short]")).to_have_text("1")
    expect(other.locator(f"#stop-{stop.line_id}")).to_have_attribute("data-state", "done")
    assert picker.picks == 0
    picker.page.context.unroute("**/picks", lose)
    picker.hears_of_network()
    picker.is_sent()
    expect(other.locator("[data-waiting]").first).to_be_hidden()
    expect(other.locator(f"#stop-{stop.line_id}")).to_have_attribute("data-picked", str(stop.quantity))
    assert picker.picks == 1


def test_a_part_that_does_not_come_without_network_is_told_in_words(small_picker: Picker) -> None:
    small_picker.sign_in("BDG-TEST-PIA", "1212")
    small_picker.page.route("**/*choices.js", lose)

    small_picker.tap("Sound and screen")

    small_picker.says("No connection. This needs it: try again when it is back.", "unknown")
