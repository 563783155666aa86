"""How soon a scan is answered on the device: from its end key to colour, tone and shake."""

from tests.browser.picker import Picker

MOST = 50
"""Milliseconds from the end of a scan to its answer."""


def answered_in_time(picker: Picker, *codes: str) -> None:
    """The middling of these scans, and the soonest: a busy machine may pause at one of them."""
    took = answer_times(picker, *codes)
    assert all(milliseconds >= 0 for milliseconds in took), took
    assert min(took) < MOST
    assert sorted(took)[len(took) // 2] < MOST, took


def answer_times(picker: Picker, *codes: str) -> list[float]:
    picker.page.evaluate(STOPWATCH)
    took = []
    for code in codes:
        picker.page.evaluate("performance.clearMarks('felt')")
        picker.scan(code)
        while not picker.page.evaluate(FELT):
            picker.page.wait_for_timeout(5)
        took.append(picker.page.evaluate(TOOK))
        picker.page.wait_for_timeout(250)  # nobody scans sooner
    return took


STOPWATCH = """() => window.addEventListener('keydown', ({ key }) => {
  if (key === 'Enter') window.ended = performance.now();
}, true)"""
FELT = "performance.getEntriesByName('felt').length"
TOOK = "() => performance.getEntriesByName('felt')[0].startTime - window.ended"
