"""Which cause a unit's own words name, so that what is behind can be told by cause. Words alone: nothing is guessed."""

import re

from metrics.wording import is_missing

# Cause → the words that name it. Of several causes in one text the one that is named first counts.
CAUSES = {
    "征地拆迁": "征地|拆迁|征收|征拆|拆除|腾退|安置|补偿|用地|土地|供地|净地|地块|出让|权属",
    "资金": "资金|经费|拨付|融资|筹措|专项债|债券|欠款|财政|预算",
    "采购招标": "采购|招标|招投标|投标|流标|废标|比选|中标|挂网",
    "手续审批": "审批|手续|报批|批复|核准|备案|评审|立项|环评|图审|许可证|施工许可|认定周期|申报",
    "管线迁改": "管线|迁改|电力线|燃气管|杆线|地下管",
    "天气和季节": "天气|雨季|降雨|暴雨|洪|汛|高温|低温|降雪|重污染|停工令|季节|农时|种植",
    "设计变更": "设计|变更|方案调整|规划调整|图纸",
    "群众协调": "群众|居民|业主|村民|住户|商户|信访|阻工|扰民|选址",
    "施工组织": "施工|工期|工人|班组|材料|设备|供货|进场|开工|验收|附属工程|装修",
    "市场和企业": "企业|市场|投资意愿|签约|招商|订单|产能|客流|消费|价格|需求|基数|可研",
    "要素保障": "要素|供电|用电|用水|能耗|指标不足",
    "人员和对象": "人员|师资|人手|报名|生源|对象|摸排|知晓|宣传|发动|招募|参与|学生|学期|岗位|用工|招聘|名额",
    "部门协调": "协调|部门|镇.?街|推进不平衡|联动|配合|机构改革|职责",
    "活动安排": "活动|场地|场馆|用房|场次|承办|档期|冲突|延期|顺延",
    "系统对接": "接口|联调|系统|平台|数据共享",
    "上级安排": "分批公布|分批发布|尚未公布|尚未发布|上级统一|上级安排",
    "统计口径": "统计|口径|数据|台账",
}
OTHER, UNSAID = "其他原因", "未填报原因"
# What says that there is nothing of the kind, or that it is over: 资金已到位 names no cause.
_SETTLED = re.compile(
    r"已经?(?:全部|全额|全面|基本)?(?:到位|落实|完成|解决|办结|拨付|下达|取得|批复)|不存在|没有问题|无.{0,4}问题|充足"
)
_CLAUSES = re.compile(r"[,,。;;!!\n]")
_WORDS = {cause: re.compile(words) for cause, words in CAUSES.items()}


def cause_of(text: object) -> str:
    """The cause that a text names first, of CAUSES; OTHER for one that names none, UNSAID where nothing is written.

    Within a clause the longer word wins of two that begin at one place: 用电 is no 用地.
    """
    if is_missing(text) or not str(text).strip():
        return UNSAID
    for clause in _CLAUSES.split(str(text)):
        if _SETTLED.search(clause):
            continue
        found = [(hit.start(), -len(hit[0]), cause) for cause, words in _WORDS.items() if (hit := words.search(clause))]
        if found:
            return min(found)[2]
    return OTHER
