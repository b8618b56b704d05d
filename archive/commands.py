"""The commands. Each only says what happens in which order; the work is done elsewhere.

Each loads what it needs by itself: Scrapy's, Datasette's and the readers' libraries take a while.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path

import click

from archive.session import Commands, Session, common

_FILE = click.Path(readable=False, path_type=Path)  # whether it can be read is said file by file
_CATALOGUE = click.option(
    "--catalogue",
    type=_FILE,
    help="Catalogue of portals (TOML); default: the one that ships.",
)
_OWN_CATALOGUE = click.option(
    "--catalogue", type=_FILE, required=True, help="Catalogue file (TOML), made if need be. 目录文件。"
)
_PORT = click.option(
    "--port", type=click.IntRange(1, 65535), help="Default: 8001, or the next free one. 端口。"
)


@click.group(cls=Commands, epilog="Example 示例: gongkai demo")
@click.version_option(package_name="gongkai", message="%(package)s %(version)s")
@common
def main() -> None:
    """Crawl, read, check and publish China's government-information-disclosure annual reports.

    抓取、读取、核对并发布政府信息公开工作年度报告。
    """


@main.command(epilog="Example 示例: gongkai demo --no-serve")
@click.option("--no-serve", is_flag=True, help="End when the job is done. 完成后不启动网站。")
@_PORT
@common
@click.pass_obj
def demo(session: Session, no_serve: bool, port: int | None) -> None:
    """Do the whole job on the sample portal that ships with the project, then serve the site.

    在自带的样例网站上完整运行一遍，然后启动网站；不需要联网。
    """
    from archive import demo, serving

    serving.require_free(port)
    raise SystemExit(not demo.demo(session.folder, session.terminal, stay=not no_serve, port=port))


@main.command(epilog="Example 示例: gongkai run --only tengzhou")
@click.option("--only", multiple=True, metavar="NAME", help="Only these portals. 只抓取这些门户。")
@_CATALOGUE
@common
@click.pass_obj
def run(session: Session, only: tuple[str, ...], catalogue: Path | None) -> None:
    """Crawl, read, check, publish and write a snapshot: the scheduled job.

    抓取、读取、核对、发布并写快照。Exit status 退出状态: 0 all well 正常, 1 something to look at 有情况需要查看,
    2 could not run 未能运行.
    """
    from archive import jobs
    from archive.crawling import ordered

    with ordered(only, catalogue) as order:
        raise SystemExit(not jobs.run_all(session.folder, order, session.terminal))


@main.command(epilog="Example 示例: gongkai crawl http://www.tengzhou.gov.cn/")
@click.argument("targets", nargs=-1, metavar="[NAME or URL]...")
@_CATALOGUE
@click.option(
    "--delay", type=click.FloatRange(min=0), help="Seconds between requests to one host; default 1."
)
@click.option(
    "--recheck",
    type=click.Choice(["all"]),
    help="Ask for every known report again, to find silent edits and removals. 重新请求全部已知年报。",
)
@common
@click.pass_obj
def crawl(
    session: Session,
    targets: tuple[str, ...],
    catalogue: Path | None,
    delay: float | None,
    recheck: str | None,
) -> None:
    """Fetch only: every portal of the catalogue, or those named.

    只抓取，不读取。对公开网站的请求间隔不少于 0.5 秒。
    """
    from archive import jobs
    from archive.crawling import ordered

    with ordered(targets, catalogue, delay, recheck=recheck == "all") as order:
        raise SystemExit(not jobs.crawl_only(session.folder, order, session.terminal))


@main.command(epilog="Example 示例: gongkai read report.docx page.html --json")
@click.argument("paths", nargs=-1, type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line. 每行一个 JSON 对象。")
@click.option(
    "--unread",
    "kept",
    flag_value="unread",
    help="Read the archive's files not read yet. 读取档案库中未读的文件。",
)
@click.option(
    "--all", "kept", flag_value="all", help="Read all files of the archive anew. 重新读取档案库的全部文件。"
)
@common
@click.pass_obj
def read(session: Session, paths: tuple[Path, ...], as_json: bool, kept: str | None) -> None:
    """Read files and print what they say.

    读取文件并显示内容。Exit status 退出状态: 0 all read 全部已读, 1 some unreadable 有文件无法读取.
    """
    if bool(paths) == bool(kept):
        raise click.UsageError("give files, or --unread, or --all 请给出文件，或 --unread，或 --all")
    if kept:
        from archive import jobs

        tally = jobs.read_kept(session.folder, session.terminal, everything=kept == "all")
        raise SystemExit(bool(tally.unreadable))
    raise SystemExit(not _read_paths(session, paths, as_json))


@main.command(epilog="Example 示例: gongkai check draft.docx --html check.html")
@click.argument("paths", nargs=-1, required=True, type=_FILE)
@click.option("--html", "page", type=_FILE, metavar="FILE", help="Also write it as a page. 另存为网页。")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line. 每行一个 JSON 对象。")
@common
@click.pass_obj
def check(session: Session, paths: tuple[Path, ...], page: Path | None, as_json: bool) -> None:
    """Check a report, or its draft, before others do: its arithmetic, its tables against its text.

    核对年报（草稿）。Exit status 退出状态: 0 no error 无错误, 1 an error, or not readable 有错误或无法读取.
    """
    from archive.checker.job import check_files

    raise SystemExit(not check_files(session.terminal, paths, page, as_json=as_json))


@main.command(epilog="Example 示例: gongkai publish")
@common
@click.pass_obj
def publish(session: Session) -> None:
    """Build the public database from the archive.

    由档案库生成公开数据库。
    """
    from archive import jobs

    jobs.publish_only(session.folder, session.terminal)


@main.command(epilog="Example 示例: gongkai snapshot")
@common
@click.pass_obj
def snapshot(session: Session) -> None:
    """Write a dated snapshot of the public database: CSV and Parquet files and a data package.

    把公开数据库写成带日期的快照（CSV 和 Parquet）。没有变化时不写。
    """
    from archive import jobs

    jobs.snapshot_only(session.folder, session.terminal)


@main.command(epilog="Example 示例: gongkai verify")
@common
@click.pass_obj
def verify(session: Session) -> None:
    """Check every kept file against its hash, and every row against its file; exit 1 where one does not agree.

    核对所存的每个文件和每条记录。
    """
    from archive.verifying import verify

    raise SystemExit(not verify(session.folder, session.terminal))


@main.command(epilog="Example 示例: gongkai serve --port 8010")
@_PORT
@common
@click.pass_obj
def serve(session: Session, port: int | None) -> None:
    """Serve the public database as a site until Ctrl-C.

    启动网站，按 Ctrl-C 结束。
    """
    from archive import serving

    serving.serve(session.folder, port, session.terminal)


@main.command(epilog="Example 示例: gongkai status")
@common
@click.pass_obj
def status(session: Session) -> None:
    """Show what the archive holds and how the last run went.

    显示档案库概况和最近一次运行的情况。
    """
    from archive.health import show_status

    show_status(session.folder, session.terminal)


@main.group(epilog="Example 示例: gongkai portals list")
def portals() -> None:
    """Look at the catalogue of portals, try a portal, add some.

    查看门户目录，试访问，加入门户。
    """


@portals.command("list", epilog="Example 示例: gongkai portals list --catalogue my.toml")
@_CATALOGUE
@common
@click.pass_obj
def list_portals(session: Session, catalogue: Path | None) -> None:
    """List the portals of the catalogue.

    列出门户目录。
    """
    from archive.crawling import ordered

    with ordered([], catalogue) as order:
        rows = [(p.name, p.title, p.division, p.url, p.platform) for p in order.portals]
    zh, en = "名称 标题 区划 网址 平台", "name title division url platform"
    session.terminal.table(session.terminal.pick(zh, en).split(), rows)


@portals.command(
    "add", epilog="Example 示例: gongkai portals add http://www.tengzhou.gov.cn/ --catalogue my.toml"
)
@click.argument("url")
@click.option("--name", default="", help="Default: after the host. 默认取自主机名。")
@click.option("--title", default="", help="Default: the host. 默认为主机名。")
@click.option("--division", default="", help="Six digits of GB/T 2260. 六位行政区划代码。")
@_OWN_CATALOGUE
@common
@click.pass_obj
def add_portal(session: Session, url: str, name: str, title: str, division: str, catalogue: Path) -> None:
    """Add a portal to a catalogue of your own.

    把一个门户加入自己的目录文件。
    """
    from archive import cataloguing

    cataloguing.add(catalogue, [{"url": url, "name": name, "title": title, "division": division}])
    session.terminal.note(f"已加入 {catalogue}", f"added to {catalogue}")


@portals.command("import", epilog="Example 示例: gongkai portals import portals.csv --catalogue my.toml")
@click.argument("table", type=_FILE)
@_OWN_CATALOGUE
@common
@click.pass_obj
def import_portals(session: Session, table: Path, catalogue: Path) -> None:
    """Add the portals of a CSV table: url, and any of name, title, division, platform.

    从 CSV 表批量加入门户。
    """
    from archive import cataloguing

    count = cataloguing.add(catalogue, cataloguing.read_table(table))
    session.terminal.note(f"已加入 {count} 个门户：{catalogue}", f"{count} portals added to {catalogue}")


@portals.command("probe", epilog="Example 示例: gongkai portals probe http://www.tengzhou.gov.cn/")
@click.argument("url")
@click.option("--delay", type=click.FloatRange(min=0), help="Seconds between requests; default 1.")
@common
@click.pass_obj
def probe_portal(session: Session, url: str, delay: float | None) -> None:
    """Visit a portal once and keep nothing: what system, which lists, how many reports, how long.

    试访问一个门户，不保存任何内容。
    """
    from archive.cataloguing import probe, show

    raise SystemExit(not show(session.terminal, probe(url, delay, session.terminal)))


def _read_paths(session: Session, paths: tuple[Path, ...], as_json: bool) -> bool:
    """Print the reading of each file; return whether all could be read."""
    from archive.display import show_reading
    from archive.records import record
    from archive.unpacking import read_paths
    from extractors.report import Outcome

    well = True
    for name, reading in read_paths(paths):
        if as_json:
            session.terminal.json(record(name, reading, session.language))
        else:
            show_reading(session.terminal, name, reading)
        well &= reading.outcome is not Outcome.UNREADABLE
    return well
