"""What deploy/ holds for real machines is read by the programs that it is for, and names settings that there are."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from app.config import PARTS
from app.environment import SETTINGS

DEPLOY = Path(__file__).parent.parent.parent / "deploy"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin")
NAMES = {setting.name for setting in SETTINGS}
UNITS = sorted((DEPLOY / "systemd").iterdir())


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificate")
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    where = [
        "-subj",
        "/CN=wms.example.com",
        "-keyout",
        str(folder / "privkey.pem"),
        "-out",
        str(folder / "fullchain.pem"),
    ]
    subprocess.run([*made, *where], check=True, capture_output=True)
    return folder


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
@pytest.mark.parametrize("name", ["shelfway.conf", "compose.conf"])
def test_nginx_takes_the_configuration_as_it_stands(name: str, certificate: Path, tmp_path: Path) -> None:
    text = (DEPLOY / "nginx" / name).read_text()
    text = text.replace("/etc/nginx/shelfway-locations.conf", str(DEPLOY / "nginx" / "shelfway-locations.conf"))
    text = re.sub(r"/\S+/(fullchain|privkey)\.pem", lambda found: f"{certificate}/{found[1]}.pem", text)
    text = re.sub(r"server (web|push):", "server 127.0.0.1:", text)  # names that only containers know
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"pid {tmp_path}/pid; events {{}} http {{ access_log off; {text} }}")

    assert NGINX
    said = subprocess.run(
        [NGINX, "-t", "-p", str(tmp_path), "-e", "stderr", "-c", str(whole)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert said.returncode == 0, said.stderr


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_systemd_takes_the_units_as_they_stand(tmp_path: Path) -> None:
    for unit in UNITS:
        text = re.sub(r"/opt/shelfway/\.venv/bin/\S+", "/bin/true", unit.read_text())
        (tmp_path / unit.name).write_text(text)

    said = subprocess.run(
        ["systemd-analyze", "verify", *(str(tmp_path / unit.name) for unit in UNITS)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert said.returncode == 0, said.stderr
    assert str(tmp_path) not in said.stderr, said.stderr


def test_every_setting_that_is_named_there_is_one() -> None:
    named = set(re.findall(r"^([A-Z_]+)=", (DEPLOY / "environment.example").read_text(), re.MULTILINE))
    for unit in UNITS:
        for line in re.findall(r"^Environment=(.*)$", unit.read_text(), re.MULTILINE):
            named |= {word.partition("=")[0] for word in line.split()}

    assert {"DATABASE_URL", "PARTS", "PORT"} <= named <= NAMES


def test_the_units_and_the_containers_do_every_part_between_them() -> None:
    alone = "PARTS=web,push,jobs"
    units = " ".join(unit.read_text() for unit in UNITS if alone not in unit.read_text())
    assert set(re.findall(r"PARTS=(\w+)", units)) == set(PARTS)
    assert set(re.findall(r"PARTS: (\w+)", (DEPLOY / "compose.yaml").read_text())) == set(PARTS)


def test_each_file_says_what_was_tried_with_it_and_what_was_not() -> None:
    for path in DEPLOY.rglob("*"):
        if path.is_file() and path.suffix not in {".example"} and "locations" not in path.name:
            assert re.search(r"^# (Tried|Not tried)", path.read_text(), re.MULTILINE), path
