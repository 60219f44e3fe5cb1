"""Which numbers and clauses of an entry are targets, in the wordings of many districts; the year at hand is 2024."""

from __future__ import annotations

import pytest

from loaders.report.sentences.measures import read
from loaders.report.sentences.proposals import Proposal


def said(one: Proposal) -> str:
    """A row in short: its name, its comparator and numbers, or that it is a milestone."""
    if one.kind == "milestone":
        return f"{one.name} 节点{one.due}{''.join(f' {month}月{share:g}' for month, share in one.nodes)}"
    bounds = "–".join(f"{bound:g}" for bound in (one.lower, one.upper) if bound is not None)
    return f"{one.name} {one.comparator}{bounds}{one.unit}"


def rows(words: str, *, is_item: bool = True) -> list[str]:
    reading = read(words, 2024, is_item=is_item)
    assert [passed.figure.text for passed in reading.passed if passed.reason is None] == []
    return [said(one) for one in reading.proposals]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("报告指出,2023年实事全面完成,培训3万人次,新建学校26所。", []),
        ("2023年,完成改造45个,惠及居民820户;今年再改造老旧小区38个。", ["改造老旧小区 =38个"]),
        ("在2023年改造120公里的基础上,新改造管网80公里。", ["新改造管网 =80公里"]),
        ("近年来学位不足,2023年全市新增园位3200个,仍有缺口。", []),
        ("近年来群众反映强烈的停车难问题,新增泊位500个。", ["新增泊位 =500个"]),
        ("过去五年欠账多,新建管网30公里。", ["新建管网 =30公里"]),
        ("2023年续建的安置房全部交付,新建安置房150套。", ["2023年续建的安置房全部交付 节点", "新建安置房 =150套"]),
    ],
)
def test_what_was_done_in_years_before_is_no_target_up_to_the_words_that_turn_to_this_year(words, expected):
    assert rows(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("新建公厕9座。\n项目具体实施进度为:二季度完成2座;第四季度全部建成开放。", ["新建公厕 =9座"]),
        ("新建公厕9座。\n新建公厕9座。项目实施进度为:三季度完成4座。", ["新建公厕 =9座"]),
        ("新建公路120公里。二季度完成30%,三季度完成70%,四季度全面完成。", ["新建公路 =120公里"]),
        ("旧改40个,其中一季度开工10个,二季度开工30个。", ["旧改 =40个"]),
        ("一季度完成投资10亿元,上半年完成25亿元。", ["完成投资 =10亿元", "完成投资总数 =25亿元"]),
        ("新建幼儿园3所。3月底前开工,8月底前竣工投用。", ["新建幼儿园 =3所"]),
        ("新建学校2所,进度:6月底前完成主体;改造公厕5座。", ["新建学校 =2所", "改造公厕 =5座"]),
        ("新建公厕4座,6月底前完成6座。", ["新建公厕 =4座", "新建公厕总数 =6座"]),
        ("道路提升工程。\n工作进度:二季度开工,年底前完工通车。", ["道路提升工程 节点 6月0.2 12月1"]),
        ("改造小区36个。\n工作进度:5月底前全部开工,年底前完工率达到70%。", ["改造小区 =36个", "完工率 >=70%"]),
    ],
)
def test_a_schedule_is_steps_of_what_is_counted_and_no_further_targets(words, expected):
    assert rows(words) == expected


@pytest.mark.parametrize(
    ("words", "nodes"),
    [
        ("到位资金40亿元,其中一季度8亿元、上半年20亿元。", ((3, 0.2), (6, 0.5), (12, 1.0))),
        ("改造管网80公里,6月底前完成40%,10月底前累计完成60公里。", ((6, 0.4), (10, 0.75), (12, 1.0))),
        ("到位资金40亿元,其中上半年20亿元、9月底前10亿元。", ((6, 0.5), (12, 1.0))),
        ("到位资金40亿元,其中上半年20亿元、6月底前25亿元。", ((6, 0.5), (12, 1.0))),
        ("到位资金40亿元,其中上半年20亿元、一季度8亿元。", ((6, 0.5), (12, 1.0))),
        ("旧改40个,其中一季度开工10个,二季度开工30个。", ()),
        ("新建站点3个,三季度完成1个,四季度完成2个。", ()),
    ],
)
def test_how_much_of_a_sum_is_done_by_when_are_its_plan_nodes(words, nodes):
    assert [one.nodes for one in read(words, 2024, is_item=True).proposals] == [nodes]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("质量要求:按8度设防,每班不超过30人。\n新建幼儿园8所。", ["新建幼儿园 =8所"]),
        ("新建医院1所,总投资2.1亿元,其中争取省级资金4200万元,设置床位200张。", ["新建医院 =1所"]),
        ("投资3500万元建设对虾养殖基地,年内投产。", ["建设对虾养殖基地 节点"]),
        ("财政安排资金2000万元,用于改造危房300户,每户补助3万元。", ["用于改造危房 =300户"]),
        ("争取上级资金25亿元以上。", ["上级资金 >=25亿元"]),
        ("600兆瓦抽水蓄能电站项目年内取得核准。", ["600兆瓦抽水蓄能电站项目年内取得核准 节点"]),
        ("推进50万千瓦风电项目建设,年内实现全容量并网。", ["推进50万千瓦风电项目建设 节点"]),
        ("对300张以上床位的养老机构开展检查,抽检食品200批次。", ["抽检食品 =200批次"]),
        ("完成210个50户以上村寨给水管网建设。", ["完成村寨给水管网建设 =210个"]),
        ("建成3人制篮球场25个,新建2个2万吨级泊位。", ["建成3人制篮球场 =25个", "新建万吨级泊位 =2个"]),
        ("建成学校1所,城乡收入比缩小到1.8:1;建成后可新增学位300个。", ["建成学校 =1所"]),
        ("检查结果纳入绩效考核,占比15%。新建环线10条。", ["新建环线 =10条"]),
        ("平均受教育年限12年,设计使用年限50年。", ["平均受教育年限 =12年"]),
        ("项目共有18项任务,经大会票决产生。", []),
        ("打造15分钟优质均衡便民生活圈,新建社区食堂8个。", ["新建社区食堂 =8个"]),
    ],
)
def test_means_sizes_standards_and_thresholds_are_no_targets(words, expected):
    assert rows(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("优良天数比例高于全市平均水平。", ["优良天数比例 >%"]),
        ("贷款增速高于各项贷款平均增速。", ["贷款增速 >%"]),
        ("余额增速不低于各项贷款增速,投资保持平稳增长。", ["余额增速 >=%"]),
        ("收入倍差缩小至2.1。", ["收入倍差 <=2.1"]),
        ("失业率不高于全市平均水平,物价涨幅低于全省平均水平。", ["失业率 <=%", "物价涨幅 <%"]),
        ("债务率不高于全市1个百分点,税收占比高出全市2个百分点。", ["债务率 <=1个百分点", "税收占比 >=2个百分点"]),
        ("人均可支配收入达到全省平均水平,PM2.5浓度优于全市平均水平。", ["人均可支配收入 >=%", "PM2.5浓度 <%"]),
        ("工业投资实现两位数增长,旅游收入保持两位数以上增长。", ["工业投资增速 >=10%", "旅游收入增速 >=10%"]),
        ("农药使用量实现零增长,进出口实现正增长。", ["农药使用量 <=0%", "进出口 >0%"]),
        ("总产值增长6%,确保高于全省、全市平均水平。", ["总产值增速 =6%", "总产值增速 >%"]),
        ("零售总额、进出口总额增速均高于全省平均水平。", ["零售总额增速 >%", "进出口总额增速 >%"]),
        ("单位GDP能耗完成市定目标。", ["单位GDP能耗 <=%"]),
        ("优良天数比率达到省下达的考核目标。", ["优良天数比率 >=%"]),
        ("增长6%以上,收入差距持续缩小,营商环境水平稳居全市前列。", ["增速 >=6%", "收入差距 <%", "营商环境水平 ~%"]),
        ("交通事故死亡人数控制在市下达指标内。", ["交通事故死亡人数 <=人"]),
        ("地区生产总值增长6%,增速高于全市平均水平。", ["地区生产总值增速 =6%", "地区生产总值增速 >%"]),
        ("医保、养老保险参保率分别稳定在95%和98%以上。", ["医保参保率 =95%", "养老保险参保率 >=98%"]),
        (
            "浓度控制在32微克每立方米以内,牲畜存栏稳定在230万头只左右。",
            ["浓度 <=32微克/立方米", "牲畜存栏 =2.3e+06头只"],
        ),
    ],
)
def test_targets_in_words_are_compared_with_what_they_name(words, expected):
    assert rows(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("县一中扩建工程秋季学期前投入使用,启动高中振兴计划。", ["县一中扩建工程秋季学期前投入使用 节点秋季学期前"]),
        ("推进园区输变电工程建设,6月底前投产送电。", ["推进园区输变电工程建设 节点6月底前"]),
        ("产业园通过省级验收,断面水质稳定达到Ⅱ类。", ["产业园通过省级验收 节点", "断面水质稳定达到Ⅱ类 节点"]),
        ("镇卫生院中医馆实现全覆盖,出台《招商办法》。", ["镇卫生院中医馆实现全覆盖 节点", "出台《招商办法》 节点"]),
        ("医院年底前完成主体,实施岸线整治,新增造林500亩。", ["医院年底前完成主体 节点年底前", "新增造林 =500亩"]),
        ("第三小学、职教中心投入使用。", ["第三小学投入使用 节点", "职教中心投入使用 节点"]),
        (
            "推动云台山创成国家级度假区,零就业家庭动态清零,适龄儿童零辍学。",
            ["推动云台山创成国家级度假区 节点", "零就业家庭动态清零 节点", "适龄儿童零辍学 节点"],
        ),
        ("滨江路(甲路至乙路,长2.6公里)8月底前通车。", ["滨江路8月底前通车 节点8月底前"]),
        (
            "确保市民中心6月底前开工、城东水厂9月底前竣工。",
            ["市民中心6月底前开工 节点6月底前", "城东水厂9月底前竣工 节点9月底前"],
        ),
        ("推动一批项目竣工投产,支持企业新厂房投产。", []),
        ("实施环城路改造,启动电厂前期研究,深化“链长制”。", []),
    ],
)
def test_a_milestone_of_the_body_is_a_named_thing_with_an_end_that_can_be_looked_at(words, expected):
    assert rows(words, is_item=False) == expected


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("2024年6月底前,新建卫生站6个。", ["2024年6月底前"]),
        ("改造线路8条;10月底前,新建卫生站6个,购置公交车9台。", ["", "10月底前", ""]),
        ("新建粮库,仓容5万吨,11月底前竣工验收。", ["11月底前"]),
        ("3季度末,新建卫生站6个。", ["3季度末"]),
    ],
)
def test_a_date_before_the_comma_is_of_what_stands_behind_it_and_one_behind_a_size_of_the_thing(words, due):
    assert [one.due for one in read(words, 2024, is_item=True).proposals] == due


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("千人床位数达到7.2张,人均预期寿命提高到79.8岁,低保标准提高到每人每年6200元。", ["rate", "rate", "rate"]),
        ("食品抽检量达到5批次/千人,亩均税收达到18万元/亩,新增污水处理能力2万吨/日。", ["rate", "rate", "quantity"]),
        ("网络零售额突破80亿元,快递业务量超过1亿件,粮食播种面积稳定在58万亩。", ["quantity"] * 3),
        ("存贷款余额分别增长8%和10%,再生水利用率达到25%。", ["growth", "growth", "rate"]),
        ("高新技术企业达到210家,存款余额突破600亿元。", ["stock", "stock"]),
        ("孕产妇死亡率控制在10/10万以下,PM2.5年均浓度31微克/立方米。", ["ceiling", "ceiling"]),
    ],
)
def test_what_is_so_high_for_each_is_judged_by_its_level_and_what_flows_in_a_year_from_nought(words, kinds):
    reading = read(words, 2024, is_item=True)
    assert [one.kind for one in reading.proposals] == kinds
    assert [passed.figure.text for passed in reading.passed if passed.figure.text != "2.5"] == []


@pytest.mark.parametrize(
    "words",
    [
        "持续优化营商环境,严格落实行动要求。",
        "加强示范区与主城区基础设施互联互通。",
        "牵头单位每月25日前将进展情况报区政府督查室。",
        "本表所列项目均须于2024年12月底前完成。",
        "推进城际铁路前期工作,积极争取上级支持。",
    ],
)
def test_mere_aims_and_the_upkeep_of_a_list_are_no_milestones(words):
    assert rows(words) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("供应工业用地面积500亩、盘活闲置用地面积300亩。", ["供应工业用地面积 =500亩", "盘活闲置用地面积 =300亩"]),
        ("完成总投资50亿元。", ["完成总投资 =50亿元"]),
        ("新建学校2所,总投资3亿元,建筑面积1万平方米。", ["新建学校 =2所"]),
        ("新建学校2所,受益学生覆盖率达到95%。", ["新建学校 =2所", "受益学生覆盖率 >=95%"]),
        ("新建学校2所,受益学生达到2万人。", ["新建学校 =2所"]),
        ("新建学校2所,到2025年,新建10座。", ["新建学校 =2所"]),
        ("产值增长8%,2025年突破100亿元。", ["产值增速 =8%"]),
        ("招商项目新签约20个。", ["招商项目新签约 =20个"]),
        ("主要目标是:总产值580亿元,增长7%。", ["总产值 =580亿元", "总产值增速 =7%"]),
        ("存贷款余额分别增长8%和10%。", ["存款余额增速 =8%", "贷款余额增速 =10%"]),
        ("再生水利用率达到25%。", ["再生水利用率 >=25%"]),
    ],
)
def test_what_is_done_to_a_size_or_is_a_rate_is_a_target_and_what_a_later_year_brings_is_none(words, expected):
    assert rows(words) == expected
