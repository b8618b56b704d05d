"""Word and PDF files made by the programs offices use: LibreOffice and Chromium, where they are installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

_TIMEOUT = 300
_KINDS = {
    "docx": "docx:MS Word 2007 XML",
    "doc": "doc:MS Word 97",
    "rtf": "rtf:Rich Text Format",
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
    "xls": "xls:MS Excel 97",
    "pdf": "pdf",
}


def has_libreoffice() -> bool:
    return shutil.which("soffice") is not None


def has_calc() -> bool:
    return has_libreoffice() and shutil.which("localc") is not None


def has_chromium() -> bool:
    return shutil.which("chromium") is not None


def office(sources: Mapping[str, bytes], suffix: str, to: str) -> dict[str, bytes]:
    """Convert many files (name: bytes of type ``suffix``) in one run of LibreOffice; returns name: bytes."""
    if not sources:
        return {}
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        (work / "in").mkdir()
        for source, body in sources.items():
            (work / "in" / f"{source}.{suffix}").write_bytes(body)
        kind = _KINDS[to]
        reading = ["--infilter=HTML (StarWriter)"] if suffix == "html" else []
        profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
        command = [
            "soffice",
            profile,
            "--headless",
            *reading,
            "--convert-to",
            kind,
            "--outdir",
            str(work / "out"),
        ]
        command += [str(path) for path in sorted((work / "in").iterdir())]
        subprocess.run(command, check=True, capture_output=True, timeout=_TIMEOUT)
        return {source: (work / "out" / f"{source}.{to}").read_bytes() for source in sources}


def chromium(html: bytes) -> bytes:
    """Print one page as PDF."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        (work / "page.html").write_bytes(html)
        command = [
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={work / 'profile'}",
        ]
        command += [f"--print-to-pdf={work / 'page.pdf'}", (work / "page.html").as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=_TIMEOUT)
        return (work / "page.pdf").read_bytes()
