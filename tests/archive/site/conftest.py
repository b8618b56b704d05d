"""A real Datasette with our site, on a loopback port, over the example database."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from socket import create_server

import httpx
import pytest

from archive.site import arguments
from tests.archive.site.example import build


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    build(folder)
    return folder


@pytest.fixture(scope="session")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log") / "site.log"


@pytest.fixture(scope="session")
def site(data: Path, log: Path) -> Iterator[str]:
    """The address of the running site."""
    with create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "datasette", *arguments(data / "public.db", "127.0.0.1", port)]
    environment = {**os.environ, "GONGKAI_DATA": str(data)}
    with (
        log.open("wb") as output,
        subprocess.Popen(command, env=environment, stdout=output, stderr=output) as server,
    ):
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, server)
            yield address
        finally:
            server.terminate()


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and server.poll() is None:
        try:
            httpx.get(f"{address}/robots.txt")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the site did not start")


@pytest.fixture
def client(site: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=site, headers={"Accept-Language": "zh-CN"}) as session:
        yield session
