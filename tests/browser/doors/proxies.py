"""A proxy in front of the server: nginx or Caddy with a configuration of the documentation, or a careless one."""

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.browser.conftest import ROOT, Server, free_port

# What hides that it is there: as nginx does it by itself, and with all that a websocket needs.
BARE = "server {{ listen {port}; location / {{ proxy_pass http://localhost:{server}; }} }}"
HIDDEN = """server {{ listen {port}; location / {{ proxy_pass http://localhost:{server}; proxy_http_version 1.1;
 proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; }} }}"""
TELLING = """server {{ listen {port}; location / {{ proxy_pass http://localhost:{server}; proxy_http_version 1.1;
 proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; }} }}"""
NO_UPGRADE = """server {{ listen {port}; location / {{ proxy_pass http://localhost:{server}; proxy_http_version 1.1;
 proxy_set_header Host $http_host; proxy_set_header X-Forwarded-For $remote_addr; }} }}"""
_NGINX = """user www-data; daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ }} http {{ access_log off; client_body_temp_path {folder}; proxy_temp_path {folder}; {server} }}"""


def documented(language: str) -> str:
    """The configuration that docs/behind-a-proxy.md gives, with places for what differs here."""
    text = (ROOT / "docs" / "behind-a-proxy.md").read_text(encoding="utf-8")
    found = re.search(rf"```{language}\n(.*?)```", text, re.DOTALL)
    assert found
    escaped = found[1].replace("{", "{{").replace("}", "}}").replace("127.0.0.1:8501", "127.0.0.1:{server}")
    escaped = escaped.replace("listen 443 ssl", "listen {port} ssl").replace("/etc/ssl/mubiao", "{folder}/mubiao")
    return escaped.replace("mubiao.example.gov.cn {{", "http://localhost:{port} {{").replace(
        "server_name mubiao.example.gov.cn", "server_name localhost"
    )


def several(other: Server) -> str:
    """That nginx in front of two servers, of which it is given the first: as the documentation has it."""
    upstream = documented("nginx-several").replace("127.0.0.1:8502", f"127.0.0.1:{other.port}")
    return upstream + documented("nginx").replace("http://127.0.0.1:{server}", "http://mubiao")


def gateway(folder: Path, name: str, password: str) -> str:
    """That nginx with the lines of the documentation that let it sign people in: one, by a password."""
    lines = re.search(
        r"```nginx-gateway\n(.*?)```", (ROOT / "docs" / "behind-a-proxy.md").read_text("utf-8"), re.DOTALL
    )
    assert lines
    folder.chmod(0o755)  # nginx reads it as another user
    users = folder / "users"
    kept = subprocess.run(["openssl", "passwd", "-apr1", password], check=True, capture_output=True, text=True).stdout
    users.write_text(f"{name}:{kept}")
    empty = re.compile(r' *proxy_set_header X-Remote-User "";.*\n')
    return empty.sub(lambda _: lines[1].replace("/etc/nginx/mubiao.users", str(users)), documented("nginx"))


@contextmanager
def nginx(folder: Path, server: Server, site: str) -> Iterator[int]:
    """The port at which nginx passes on to the server; its workers run as another user, where root may say so."""
    _needs("nginx")
    folder.mkdir(parents=True)
    folder.chmod(0o755)
    if "ssl" in site:
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost",
             "-keyout", folder / "mubiao.key", "-out", folder / "mubiao.crt"], check=True, capture_output=True,
        )  # fmt: skip
    port, file = free_port(), folder / "nginx.conf"
    own = site.format(port=port, server=server.port, folder=folder)
    file.write_text(_NGINX.format(folder=folder, server=own))
    with _running(["nginx", "-c", str(file), "-p", str(folder)], port):
        yield port


@contextmanager
def caddy(folder: Path, server: Server, site: str) -> Iterator[int]:
    """The port at which Caddy passes on to the server."""
    _needs("caddy")
    folder.mkdir(parents=True)
    port, file = free_port(), folder / "Caddyfile"
    assert site.startswith("{{\n")  # the options of the whole, to which we add that nobody reconfigures it
    file.write_text("{\nadmin off\n" + site.format(port=port, server=server.port).removeprefix("{\n"))
    with _running(["caddy", "run", "--config", str(file), "--adapter", "caddyfile"], port):
        yield port


def _needs(program: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed (Debian: apt install {program})")


@contextmanager
def _running(command: list[str], port: int) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                urlopen(f"http://localhost:{port}/healthz", timeout=5).close()
                break
            except URLError as error:
                if isinstance(error.reason, ConnectionRefusedError):
                    time.sleep(0.1)
                    continue
                break  # it speaks TLS: it is there
            except OSError:
                break
        yield
    finally:
        process.terminate()
        process.wait(20)
