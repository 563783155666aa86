"""CSV files as shops send them."""

import gzip
import lzma
from pathlib import Path

import pytest

from app.tables.lines import NotReadable, TooBig
from app.tables.reading import ColumnsMissing, EncodingUnknown, Source, open_table, require


def write(path: Path, text: str, encoding: str = "utf-8") -> Source:
    path.write_bytes(text.encode(encoding))
    return Source(path)


def test_rows_know_their_line_and_their_original_text(tmp_path: Path) -> None:
    rows = list(open_table(write(tmp_path / "a.csv", 'n,name\n1,"two\nlines"\n2,"said ""so"""\n')))

    assert [(row.line, row.values) for row in rows] == [(2, ["1", "two\nlines"]), (4, ["2", 'said "so"'])]
    assert rows[1].text == '2,"said ""so"""'


def test_a_quotation_mark_that_is_never_closed_spoils_its_own_line_only(tmp_path: Path) -> None:
    rows = list(open_table(write(tmp_path / "a.csv", 'n,name\n1,"open\n2,ok\n3,"fine"\n')))

    assert [(row.line, bool(row.problem)) for row in rows] == [(2, True), (3, False), (4, False)]
    assert rows[0].values == ["1"]


def test_a_text_of_a_fifth_of_a_megabyte_is_one_value_quoted_or_not(tmp_path: Path) -> None:
    text = "x" * 200_000
    rows = list(open_table(write(tmp_path / "a.csv", f'n,name\n1,"{text}"\n2,{text}\n3,fine\n')))

    assert [row.values for row in rows] == [["1", text], ["2", text], ["3", "fine"]]


def test_inches_inside_a_text_are_no_quotation_marks(tmp_path: Path) -> None:
    rows = list(open_table(write(tmp_path / "a.csv", 'n,name,q\n1,ruler 6",2\n2,12" plate,3\n')))

    assert [row.values for row in rows] == [["1", 'ruler 6"', "2"], ["2", '12" plate', "3"]]


def test_a_row_with_too_few_or_too_many_columns_is_a_problem_but_empty_ones_at_its_end_are_not(tmp_path: Path) -> None:
    rows = list(open_table(write(tmp_path / "a.csv", "a,b\n1\n1,2,3\n1,2,,\n,\n\n")))

    assert [bool(row.problem) for row in rows] == [True, True, False]


def test_a_character_that_is_no_text_is_a_problem_of_its_row(tmp_path: Path) -> None:
    rows = list(open_table(write(tmp_path / "a.csv", "a,b\n1,x\x00y\n2,z\n")))

    assert [bool(row.problem) for row in rows] == [True, False]
    assert "\x00" not in rows[0].text


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_header_tells_what_stands_between_the_columns(tmp_path: Path, sign: str) -> None:
    table = open_table(write(tmp_path / "a.csv", f"a{sign}b{sign}c\n1{sign}2{sign}3\n"))

    assert (table.columns, [row.values for row in table]) == (["a", "b", "c"], [["1", "2", "3"]])


@pytest.mark.parametrize(("name", "pack"), [("a.csv.gz", gzip.compress), ("a.csv.xz", lzma.compress)])
def test_packed_files_are_read_as_they_are(tmp_path: Path, name: str, pack: object) -> None:
    assert callable(pack)
    (tmp_path / name).write_bytes(pack(b"a,b\n1,2\n"))

    assert [row.values for row in open_table(Source(tmp_path / name))] == [["1", "2"]]


def test_a_packed_file_that_swells_without_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv.xz").write_bytes(lzma.compress(b"a,b\n" + b"1,2\n" * 8_000_000))

    with pytest.raises(TooBig):
        open_table(Source(tmp_path / "a.csv.xz"))


@pytest.mark.parametrize("content", [b"", b"\n\n", b"PK\x03\x04\xff\xfe\x00"])
def test_a_file_that_is_no_table_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.csv.gz").write_bytes(content)

    with pytest.raises(NotReadable):
        list(open_table(Source(tmp_path / "a.csv.gz")))


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(ColumnsMissing) as refused:
        require(open_table(write(tmp_path / "a.csv", "a,b\n")), {"a", "sku"})

    assert "sku" in str(refused.value)


SAMPLES = {
    "big5": "編號,品名\n1,紅色愛心馬克杯\n2,白色玫瑰花瓶\n3,陳怡君的禮物\n",
    "gb18030": "编号,品名\n1,红色爱心马克杯\n2,白色玫瑰花瓶\n3,刘思雨的礼物\n",
    "cp1252": "n,name\n1,Café crème\n2,Müller – £5\n3,Señor Núñez\n",
    "utf-8": "n,name\n1,Café 馬克杯\n",
    "utf-8-sig": "n,name\n1,Café 馬克杯\n",
}


@pytest.mark.parametrize("encoding", SAMPLES)
def test_the_encoding_is_found_out_and_told(tmp_path: Path, encoding: str) -> None:
    table = open_table(write(tmp_path / "a.csv", SAMPLES[encoding], encoding))

    assert table.encoding == encoding
    assert table.columns == SAMPLES[encoding].splitlines()[0].split(",")
    assert [row.text for row in table] == SAMPLES[encoding].splitlines()[1:]


def test_an_accent_in_the_very_last_line_counts(tmp_path: Path) -> None:
    table = open_table(write(tmp_path / "a.csv", "n,name\n" + "1,plain\n" * 50_000 + "2,Café\n", "cp1252"))

    assert table.encoding == "cp1252"


def test_a_given_encoding_is_taken_and_what_is_no_text_in_it_is_a_problem_of_its_row(tmp_path: Path) -> None:
    source = write(tmp_path / "a.csv", "n,name\n1,ok\n2,Café\n", "cp1252")
    rows = list(open_table(Source(source.path, "utf-8")))

    assert [bool(row.problem) for row in rows] == [False, True]
    assert rows[1].text == "2,Caf\\xe9"


def test_an_encoding_that_nobody_knows_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(EncodingUnknown, match="klingon"):
        open_table(Source(write(tmp_path / "a.csv", "a\n").path, "klingon"))
