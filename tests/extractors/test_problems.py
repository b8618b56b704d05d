"""Section five as offices write it, split into problems and improvements."""

from __future__ import annotations

import pytest

from extractors.problems import listed_problems
from extractors.report import Section


@pytest.mark.parametrize(
    ("printed", "problems", "improvements"),
    [
        (
            "首先，公开意识有待增强；其次，解读形式单一。下一步，我局将首先加强培训，其次丰富解读形式。",
            ("公开意识有待增强", "解读形式单一"),
            ("加强培训", "丰富解读形式"),
        ),
        (
            "（一）存在的主要问题\n1.公开意识有待提高\n2.解读形式单一\n（二）改进措施\n1.加强业务培训\n2.丰富解读形式",
            ("公开意识有待提高", "解读形式单一"),
            ("加强业务培训", "丰富解读形式"),
        ),
        (
            "（一）主要问题：一是更新不够及时，二是公开意识不强。（二）改进情况：一是建立台账，二是开展培训。",
            ("更新不够及时", "公开意识不强"),
            ("建立台账", "开展培训"),
        ),
        (
            "存在问题：①更新不及时；②内容不全面。\n改进措施：①及时更新；②充实内容。",
            ("更新不及时", "内容不全面"),
            ("及时更新", "充实内容"),
        ),
        (
            "存在问题\n公开内容质量有待提高。\n业务人员不足。\n改进措施\n提高内容质量。\n充实业务人员。",
            ("公开内容质量有待提高", "业务人员不足"),
            ("提高内容质量", "充实业务人员"),
        ),
        (
            "与公众期盼相比还有差距，主要是：重视程度不够；公开的深度不够。2024年，我们将完善目录。",
            ("重视程度不够", "公开的深度不够"),
            ("我们将完善目录",),
        ),
        (
            "存在的主要问题有以下几点：\n1.时效性不强。\n针对以上问题，我局将做好以下工作：\n1.提高时效。",
            ("时效性不强",),
            ("提高时效",),
        ),
        (
            "上年度存在问题整改情况：已完善制度。本年度存在的主要问题：形式单一。下一步改进措施：丰富形式。",
            ("形式单一",),
            ("已完善制度", "丰富形式"),
        ),
        ("我局政府信息公开工作不存在突出问题。", (), ()),
    ],
)
def test_lists(printed: str, problems: tuple[str, ...], improvements: tuple[str, ...]) -> None:
    section = Section(5, "存在的主要问题及改进情况", printed)
    found = {statement.name: statement.value for statement in listed_problems((section,))}
    assert (found.get("problems", ()), found.get("improvements", ())) == (problems, improvements)
