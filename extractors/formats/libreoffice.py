"""LibreOffice, where it is installed, for what our own readers cannot open.

The file is hostile: LibreOffice gets a profile of its own that is thrown away, runs no macro, follows no link,
reaches no network, and is ended when it takes too long.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

SECONDS = 25  # a report takes two; a few documents make it wait for ever

_OFF = {
    "/org.openoffice.Office.Common/Security/Scripting": {
        "DisableMacrosExecution": "true",
        "BlockUntrustedRefererLinks": "true",  # no linked picture, section or sheet is loaded
    },
    "/org.openoffice.Inet/Settings": {
        "ooInetProxyType": "2",
        "ooInetHTTPProxyName": "localhost",
        "ooInetHTTPProxyPort": "9",
        "ooInetHTTPSProxyName": "localhost",
        "ooInetHTTPSProxyPort": "9",
    },
}
_XCU = '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>'
_ITEM = '<item oor:path="{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'


def is_installed() -> bool:
    return shutil.which("soffice") is not None and shutil.which("timeout") is not None


def convert(body: bytes, reader: str, to: str) -> bytes | None:
    """Have LibreOffice turn a file into one of type ``to`` (docx, xlsx); None where it cannot or is not installed.

    ``reader`` is the name of its import filter: left to choose, it opens anything as plain text.
    """
    if not is_installed():
        return None
    with tempfile.TemporaryDirectory(prefix="gongkai-") as name:
        work = Path(name)
        settings = work / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        items = (_ITEM.format(path, key, value) for path, keys in _OFF.items() for key, value in keys.items())
        settings.write_text(_XCU.format("".join(items)), encoding="utf-8")
        source = work / "in"
        source.write_bytes(body)
        # ``timeout`` ends LibreOffice even where this process is ended first.
        command = ["timeout", "--kill-after=2", str(SECONDS), "soffice", "--headless", "--norestore"]
        command += [f"-env:UserInstallation={(work / 'profile').as_uri()}", f"--infilter={reader}"]
        command += ["--convert-to", to, "--outdir", str(work / "out"), str(source)]
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603  our own words and paths
        made = work / "out" / f"in.{to}"
        return made.read_bytes() if made.exists() else None
