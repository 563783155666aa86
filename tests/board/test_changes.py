"""A page gets the rows that it does not have as they are, and nothing where it has them all."""

from app.floor.changes import KEPT, Lists, Row, row


def rows(**looks: int) -> list[Row]:
    return [row(name, None, look) for name, look in looks.items()]


def test_a_page_that_has_nothing_gets_all() -> None:
    patch = Lists().patch(rows(a=1, b=1), "")

    assert patch
    assert [one.id for one in patch.changed] == ["a", "b"]


def test_a_page_that_has_the_list_gets_nothing() -> None:
    lists = Lists()
    first = lists.patch(rows(a=1, b=1), "")

    assert first
    assert lists.patch(rows(a=1, b=1), first.seen) is None


def test_only_what_looks_different_or_is_new_is_sent_and_the_order_tells_what_is_gone() -> None:
    lists = Lists()
    first = lists.patch(rows(a=1, b=1, c=1), "")
    assert first

    patch = lists.patch(rows(d=1, b=2, a=1), first.seen)

    assert patch
    assert [one.id for one in patch.changed] == ["d", "b"]
    assert patch.order == ["d", "b", "a"]


def test_another_order_is_told_without_sending_a_row_again() -> None:
    lists = Lists()
    first = lists.patch(rows(a=1, b=1), "")
    assert first

    patch = lists.patch(rows(b=1, a=1), first.seen)

    assert patch
    assert (patch.order, patch.changed) == (["b", "a"], [])


def test_of_a_list_that_is_forgotten_a_page_gets_all_rows_again() -> None:
    lists = Lists()
    first = lists.patch(rows(a=0), "")
    assert first
    for look in range(1, KEPT + 1):
        lists.patch(rows(a=look), "")

    patch = lists.patch(rows(a=0, b=1), first.seen)

    assert patch
    assert [one.id for one in patch.changed] == ["a", "b"]


def test_what_a_page_says_it_has_is_only_ever_compared() -> None:
    patch = Lists().patch(rows(a=1), "' OR 1=1 --" * 100)

    assert patch
    assert len(patch.changed) == 1
