"""What the archive holds and how the last run went."""

from __future__ import annotations

from archive.database import opened_for_reading
from archive.errors import both
from archive.folder import Folder
from archive.terminal import Terminal

VISITS = {  # how a visit ended, in Chinese
    "ok": "正常",
    "unchanged": "无变化",
    "blocked": "被拒绝",
    "unreachable": "无法访问",
    "unrecognised": "未能识别",
    "silent": "年报过少",
    "partial": "不完整",
}

_HELD = """
SELECT (SELECT count(*) FROM all_documents), (SELECT count(DISTINCT sha256) FROM all_documents),
  (SELECT count(*) FROM readings WHERE outcome = 'report'),
  (SELECT count(*) FROM readings WHERE outcome = 'unreadable'),
  (SELECT count(DISTINCT sha256) FROM all_documents LEFT JOIN readings USING (sha256) WHERE coalesce(stale, 1))
"""
_LAST_RUN = "SELECT run_id, command, started_at, ended_at, trouble FROM runs ORDER BY run_id DESC LIMIT 1"
_LAST_VISITS = """
SELECT portal, outcome, documents, refused, ended_at, reason FROM portal_visits v
WHERE run_id = (SELECT max(run_id) FROM portal_visits l WHERE l.portal = v.portal) ORDER BY portal
"""


def show_status(folder: Folder, terminal: Terminal) -> None:
    """Print what the archive holds, the last run, and each portal's last visit."""
    folder.require_archive()
    with opened_for_reading(folder.archive) as database:
        documents, files, reports, unreadable, unread = database.execute(_HELD).fetchone()
        run = database.execute(_LAST_RUN).fetchone()
        visits = database.execute(_LAST_VISITS).fetchall()
    terminal.say(
        f"网址与内容 {documents} 项，文件 {files} 个：年报 {reports}，无法读取 {unreadable}，未读 {unread}",
        f"{documents} documents in {files} files: {reports} reports, {unreadable} unreadable, {unread} not read yet",
    )
    if run:
        number, command, started, ended, trouble = run
        rest = f" · {terminal.pick(*both(trouble))}" if trouble else ""
        terminal.say(
            f"最近一次运行：第 {number} 次（{command}），{started} 至 {ended or '未正常结束'}{rest}",
            f"last run: number {number} ({command}), {started} to {ended or 'it never ended'}{rest}",
        )
    if visits:
        zh, en = "门户 结果 文件 拒收 时间 原因", "portal outcome documents refused at reason"
        rows = [(portal, terminal.pick(VISITS.get(how, how), how), *rest) for portal, how, *rest in visits]
        terminal.table(terminal.pick(zh, en).split(), rows)
