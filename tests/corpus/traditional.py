"""A page as the 繁體 button of a portal shows it: sign by sign, and 檔案 where the mainland says 文件."""

from __future__ import annotations

_SIMPLIFIED = "总体情况动开处规范发数废现许强业单额项关为计请组织资务结转继续预纳费业复议讼维持纠审报财员监标购实听听区县镇乡书统时间电话编邮与经办厅级订类点务认负责问题进过无内图评价网门"
_TRADITIONAL = "總體情況動開處規範發數廢現許強業單額項關為計請組織資務結轉繼續預納費業複議訟維持糾審報財員監標購實聽聽區縣鎮鄉書統時間電話編郵與經辦廳級訂類點務認負責問題進過無內圖評價網門"
_SIGNS = str.maketrans(_SIMPLIFIED, _TRADITIONAL)


def in_traditional(page: str) -> str:
    return page.replace("规范性文件", "規範性檔案").translate(_SIGNS)
