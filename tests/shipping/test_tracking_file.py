"""A carrier's report: taken in once, whatever is in it; what was not taken is told by its line."""

import io
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.clock import now
from app.db import db
from app.operations.models import AuditEntry
from app.shipping.tracking import importing
from app.shipping.tracking.importing import Sent, import_tracking
from app.shipping.tracking.mapping import tracking_mapping
from app.tables.reading import Source
from app.tables.rules import MappingUnclear
from tests.shipping.shipped import heard_of, shipped, waybill
from tests.visitor import PAGE, Visitor, visitor, words
from tests.world import SYSTEM, World

AT = (now() - timedelta(hours=1)).replace(microsecond=0).isoformat()
HEAD = "number,at,state,words,place\n"


def send(who: Visitor, content: bytes | str, name: str = "report.csv") -> TestResponse:
    data = content.encode() if isinstance(content, str) else content
    form = {"csrf_token": who.token(), "operation_id": str(uuid4()), "file": (io.BytesIO(data), name)}
    return who.client.post("/tracking/reports", data=form, headers=PAGE)


def test_a_report_is_taken_in_and_the_same_again_changes_nothing(world: World) -> None:
    parcel, fay = shipped(world, "QP1"), visitor(world, "Fay")
    report = HEAD + f"QP1,{AT},delivered,At the door,Harbour\n"

    assert "New 1 Known already 0 Not taken 0" in words(send(fay, report).text)
    assert "New 0 Known already 1 Not taken 0" in words(send(fay, report).text)
    assert heard_of(parcel) == ["delivered"]
    assert waybill(parcel).state == "delivered"


def test_what_cannot_be_taken_is_told_by_its_line_and_the_rest_is_taken(world: World) -> None:
    parcel, fay = shipped(world, "QP1"), visitor(world, "Fay")
    later = (now() + timedelta(days=9)).isoformat()
    rows = [
        f"NOBODYS,{AT},delivered,,",
        f"QP1,{AT},teleported,,",
        "QP1,yesterday,delivered,,",
        f"QP1,{later},delivered,,",
        "QP1,,delivered,,",
        f",{AT},delivered,,",
        f'QP1,{AT},lost,"never closed,',
        f"QP1,{AT},in_transit,=HYPERLINK(1),<script>alert(1)</script>",
    ]
    page = send(fay, HEAD + "\n".join(rows) + "\n")

    assert "New 1 Known already 0 Not taken 7" in words(page.text)
    for line in range(2, 9):
        assert f'<td class="number">{line}</td>' in page.text
    assert heard_of(parcel) == ["in_transit"]
    assert "<script>alert" not in page.text


def test_who_took_in_which_report_is_kept_and_shown(world: World) -> None:
    shipped(world, "QP1")
    fay = visitor(world, "Fay")
    send(fay, HEAD + f"QP1,{AT},delivered,,\nQP9,{AT},delivered,,\n", "Monday <b>\u202e.csv")
    send(fay, "a,b\n", "no report.csv")

    kept = db.session.scalars(
        select(AuditEntry).where(AuditEntry.change.startswith("report")).order_by(AuditEntry.id)
    ).all()
    assert [(one.change, one.worker_id) for one in kept] == [
        ("report begun", world.workers["Fay"]),
        ("report taken in", world.workers["Fay"]),
    ]
    page = fay.get("/tracking").text
    assert "Fay Monday &lt;b&gt; .csv 1 0 1" in words(page)
    assert "no report" not in page
    assert "Monday" not in visitor(world, "Olga").get("/tracking").text


def test_who_sent_a_report_whose_taking_in_broke_off_is_known(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped(world, "QP1")
    path = tmp_path / "report.csv"
    path.write_text(HEAD + f"QP1,{AT},delivered,,\n")
    monkeypatch.setattr(importing, "_take", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        import_tracking(Source(path), tracking_mapping("plain"), Sent(world.warehouse_id, SYSTEM, "r"), tmp_path / "r")
    reports = select(AuditEntry.change).where(AuditEntry.change.startswith("report"))
    changes = db.session.scalars(reports.order_by(AuditEntry.id))
    assert list(changes) == ["report begun", "report taken in"]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\x00" * 500, "report.csv"),
        (b"PK\x03\x04" + b"\xff" * 500, "report.xlsx"),
        ("a,b\n1,2\n", "report.csv"),
        (b"", "report.csv"),
        ("number\n", "report.exe"),
    ],
)
def test_what_is_no_report_is_refused_in_words(world: World, content: bytes | str, name: str) -> None:
    answer = send(visitor(world, "Fay"), content, name)

    assert answer.status_code in (413, 422)
    assert "Something broke" not in answer.text


def test_a_report_of_many_rows_goes_in_many_short_transactions(world: World, tmp_path: Path) -> None:
    parcel = shipped(world, "QP1")
    began = now() - timedelta(hours=1)
    rows = [f"QP1,{(began + timedelta(seconds=n)).isoformat()},in_transit,stop {n}," for n in range(230)]
    path = tmp_path / "report.csv"
    path.write_text(HEAD + "\n".join(rows))

    done, _ = import_tracking(
        Source(path), tracking_mapping("plain"), Sent(world.warehouse_id, SYSTEM), tmp_path / "r.csv"
    )
    assert (done.rows, done.new, done.bad) == (230, 230, 0)
    assert len(heard_of(parcel)) == 230


def test_another_warehouses_parcel_is_unknown_here(world: World, tmp_path: Path) -> None:
    shipped(world, "QP1")
    path = tmp_path / "report.csv"
    path.write_text(HEAD + f"QP1,{AT},delivered,,\n")

    done, _ = import_tracking(
        Source(path), tracking_mapping("plain"), Sent(world.other_warehouse_id, SYSTEM), tmp_path / "r.csv"
    )
    assert (done.new, done.bad) == (0, 1)


def test_a_carriers_own_columns_words_and_clock_are_mapped(world: World, tmp_path: Path) -> None:
    parcel = shipped(world, "QP1")
    mapping = tmp_path / "mine.toml"
    mapping.write_text(
        '[format]\nat = "%d.%m.%Y %H:%M"\ntime_zone = "Asia/Taipei"\n[event]\nnumber = "貨號"\nat = "時間"\n'
        '[event.code]\ncolumn = "狀態"\nwords = { "配達完成" = "delivered" }\n'
    )
    path = tmp_path / "report.csv"
    path.write_text("貨號,時間,狀態\nQP1,02.11.2026 09:30,配達完成\n", encoding="big5")

    import_tracking(Source(path), tracking_mapping(str(mapping)), Sent(world.warehouse_id, SYSTEM), tmp_path / "r.csv")
    (event,) = waybill(parcel).events
    assert (event.code, event.at.isoformat()) == ("delivered", "2026-11-02T01:30:00+00:00")


def test_a_mapping_without_what_is_needed_is_unclear(tmp_path: Path) -> None:
    mapping = tmp_path / "mine.toml"
    mapping.write_text('[event]\nnumber = "n"\nat = "t"\n')

    with pytest.raises(MappingUnclear):
        tracking_mapping(str(mapping))
