"""The files of app/static as they are sent, and which script imports which."""

import gzip
from pathlib import Path

import brotli
import pytest

from app.joined_scripts import NotJoinable
from app.static_files import StaticFiles


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {
        "js/walk.js": '// why\nimport { a } from "./a.js";\nimport "./b.js";\na();\nasync () => import("./late.js");\n',
        "js/a.js": '/** {import("./t.js").T} */\nimport {\n  c as d,\n} from "../vendor/c.js";\nexport const a = d;\n',
        "js/late.js": 'import { a } from "./a.js";\nimport { e } from "./e.js";\nimport("./walk.js");\ne(a);\n',
        "js/e.js": "export function e() {}\n",
        "js/b.js": 'import { c as d } from "../vendor/c.js";\nd();\n',
        "vendor/c.js": 'export const c = () => "import x from nowhere";\n',
        "css/base.css": "/* why */\n.a {\n  color: red;\n  width: calc(100% - 8px);\n}\n",
        "vendor/x.min.js": "/* licence */\nx  =  1\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_the_graph_of_a_page_has_each_script_once_after_what_it_imports(folder: Path) -> None:
    graph = StaticFiles(folder).module_graph("js/walk.js")

    assert graph == ["vendor/c.js", "js/a.js", "js/b.js", "js/walk.js"]


def test_what_is_loaded_when_needed_counts_only_when_it_is_asked_for(folder: Path) -> None:
    graph = StaticFiles(folder).module_graph("js/walk.js", late=True)

    assert "js/late.js" in graph
    assert "js/t.js" not in graph  # a type in a comment is no import


def test_a_script_that_imports_what_is_not_there_is_told(folder: Path) -> None:
    (folder / "js/b.js").write_text('import "./gone.js";')

    with pytest.raises(KeyError, match=r"js/gone\.js"):
        StaticFiles(folder).module_graph("js/walk.js")


def test_comments_and_blanks_are_not_sent_and_what_they_leave_means_the_same(folder: Path) -> None:
    files = StaticFiles(folder).files

    assert b"why" not in files["js/walk.js"].content
    assert files["css/base.css"].content == b".a{color:red;width:calc(100% - 8px)}"
    assert files["js/e.js"].content == b"export function e(){}"
    assert files["vendor/x.min.js"].content == b"/* licence */\nx  =  1\n"


def test_the_build_is_another_one_when_any_file_is(folder: Path) -> None:
    before = StaticFiles(folder).build
    assert StaticFiles(folder).build == before

    (folder / "css/base.css").write_text(".a{color:blue}")
    assert StaticFiles(folder).build != before


def test_both_compressions_give_the_file_back(folder: Path) -> None:
    files = StaticFiles(folder)
    files.compress()
    file = files.files["js/walk.js"]

    assert brotli.decompress(file.brotli) == gzip.decompress(file.gzip) == file.content


PAGE = ("js/walk.js",)


def test_a_pages_scripts_are_one_file_and_what_is_needed_later_takes_from_it(folder: Path) -> None:
    files = StaticFiles(folder, [PAGE])
    page, late = (files.files[name].content.decode() for name in ("js/walk+alone.js", "js/walk+alone@late.js"))

    assert files.scripts_of(PAGE) == ["vendor/c.js", "js/walk+alone.js"]
    assert page.count("../vendor/c.js") == 1
    assert 'import("./walk+alone@late.js")' in page
    assert "./a.js" not in page + late
    assert late.startswith('import{m0,m2}from"./walk+alone.js";')  # also what it asks for later than it begins
    assert 'from"./walk+alone@e.js"' in late
    assert "import(" not in late  # the page has it anyway


def test_a_page_that_is_not_joined_names_each_of_its_scripts(folder: Path) -> None:
    assert StaticFiles(folder).scripts_of(PAGE) == ["vendor/c.js", "js/a.js", "js/b.js", "js/walk.js"]


def test_a_page_of_one_script_leaves_the_script_itself_to_other_pages(folder: Path) -> None:
    """Two pages that load the same part under two names would run it twice."""
    assert b'import("./late.js")' in StaticFiles(folder, [PAGE]).files["js/walk.js"].content


@pytest.mark.parametrize("line", ["export let a = 1;", "export default 1;", 'import * as all from "./e.js";'])
def test_what_cannot_be_joined_is_told_by_name(folder: Path, line: str) -> None:
    (folder / "js/b.js").write_text(line)

    with pytest.raises(NotJoinable, match=r"b\.js"):
        _made = StaticFiles(folder, [PAGE]).files


def test_modules_that_import_each_other_are_told_by_name(folder: Path) -> None:
    (folder / "js/b.js").write_text('import { w } from "./walk.js";')
    (folder / "js/walk.js").write_text('import { b } from "./b.js";\nexport const w = 1;\n')

    with pytest.raises(NotJoinable, match=r"b\.js and walk\.js"):
        _made = StaticFiles(folder, [PAGE]).files
