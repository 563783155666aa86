"""nginx in front, with the locations of deploy/nginx/."""

import os
from collections.abc import Sequence
from pathlib import Path

from tools.scaled.part import Part
from tools.scaled.stores import found, is_open

LOCATIONS = Path(__file__).parent.parent.parent / "deploy" / "nginx" / "shelfway-locations.conf"
PLACES = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")

CONFIGURATION = """\
{user}
daemon off;
pid {folder}/nginx.pid;
error_log stderr warn;
worker_processes 1;
worker_rlimit_nofile 16384;
events {{ worker_connections 8192; }}
http {{
    access_log off;
    {places}
    upstream shelfway_web {{ {web} keepalive 64; keepalive_timeout 60s; }}
    upstream shelfway_push {{ {push} }}
    server {{
        listen {port};
        include {locations};
    }}
}}
"""


def nginx(folder: Path, port: int, web: Sequence[int], push: Sequence[int], log: Path) -> Part:
    folder.mkdir(parents=True, exist_ok=True)
    configuration = folder / "nginx.conf"
    configuration.write_text(
        CONFIGURATION.format(
            user="user root;" if os.geteuid() == 0 else "",
            folder=folder,
            places=" ".join(f"{place}_temp_path {folder}/{place};" for place in PLACES),
            web=_servers(web),
            push=_servers(push),
            port=port,
            locations=LOCATIONS,
        )
    )
    command = [found("nginx"), "-p", str(folder), "-c", str(configuration), "-e", "stderr"]
    return Part(name="nginx", command=command, log=log, is_ready=lambda: is_open(port))


def _servers(ports: Sequence[int]) -> str:
    return " ".join(f"server 127.0.0.1:{port};" for port in ports)
