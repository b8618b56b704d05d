"""The ``gongkai`` command. Each command only says what happens in which order; the work is done elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from archive.display import show_reading
from archive.records import record
from archive.session import Commands, Session, common
from archive.workers import Job, read_files
from extractors.report import Hints, Outcome


@click.group(cls=Commands, epilog="Example 示例: gongkai demo")
@common
def main() -> None:
    """Crawl, read, check and publish China's government-information-disclosure annual reports.

    抓取、读取、核对并发布政府信息公开工作年度报告。
    """


@main.command(epilog="Example 示例: gongkai read report.docx page.html --json")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line. 每行一个 JSON 对象。")
@common
@click.pass_obj
def read(session: Session, paths: tuple[Path, ...], as_json: bool) -> None:
    """Read files and print what they say.

    读取文件并显示内容。Exit status 退出状态: 0 all read 全部已读, 1 some unreadable 有文件无法读取.
    """
    status = 0
    for job, reading in read_files(_job(path) for path in paths):
        if as_json:
            session.terminal.json(record(str(job.path), reading, session.language))
        else:
            show_reading(session.terminal, str(job.path), reading)
        status |= reading.outcome is Outcome.UNREADABLE
    raise SystemExit(int(status))


def _job(path: Path) -> Job:
    return Job(path, Hints(file_name=path.name))
