"""Which cause the words of a unit name."""

import pytest

from metrics.sentences.causes import OTHER, UNSAID, cause_of


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("征地拆迁未完成,影响进场", "征地拆迁"),
        ("上级资金下达较晚,工作启动推迟", "资金"),
        ("采购流程较长,实施晚于计划", "采购招标"),
        ("前期手续办理时间较长,实际开工晚于计划", "手续审批"),
        ("雨季影响施工,有效作业时间不足", "天气和季节"),
        ("资金已全部到位,但采购流标两次", "采购招标"),
        ("不存在资金问题。场地与重大活动冲突", "活动安排"),
        ("各镇(街)推进不平衡", "部门协调"),
        ("接口由上级平台统一开放,本区联调推后", "系统对接"),
        ("部分地块出让推迟", "征地拆迁"),
        ("说来话长", OTHER),
        ("　", UNSAID),
        (None, UNSAID),
    ],
)
def test_a_cause_is_the_first_that_is_named_and_what_is_settled_is_none(text, cause):
    assert cause_of(text) == cause
