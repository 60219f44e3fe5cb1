"""说明: what do the words, statuses, colours, thresholds and counts mean, and where do the figures come from?"""

import streamlit as st

from metrics import glossary, terms
from metrics.arithmetic.verdicts import VERDICTS
from metrics.sentences import threshold_words
from metrics.version import VERSION
from ui.cache import reads
from ui.frame import narrow, parts, tables

# The whole rule beside itself on a laptop: its bounds are short.
_WIDTHS = {
    "threshold_kind": 104, "margin_rule": 220, "level_words": 216,
    **{f"standard_{level}": pixels for level, pixels in (("ahead", 108), ("on_track", 108), ("far_behind", 128))},
    **dict.fromkeys((f"lights_{level}" for level in ("ahead", "on_track", "far_behind")), 138),
}  # fmt: skip

view, snapshot = parts.heading("说明", of_year=False)

status, limits, kinds, calendars, counting, outlook, words, sources = st.tabs(
    ["状态与颜色", "判定界线", "指标种类", "日历与进度", "统计与排名", "年底预计", "名词", "数据与来源"],
    key="section",
    bind="query-params",
)

if status.open:
    with status:
        parts.block("状态", "自上而下,先符合的为准;颜色旁总有文字或单字标记")
        tables.status_chips(glossary.status_table(), key="statuses")
        left, right = st.columns(2, gap="medium")
        with left:
            parts.block("判定时")
            st.table(glossary.word_table(glossary.JUDGING, "问题", "做法"), border="horizontal")
        with right:
            parts.block("待认定和不判定的原因")
            st.table(glossary.cause_table(), border="horizontal")

if limits.open:
    with limits:
        now = terms.PRESETS[view.preset]
        house = f"{threshold_words.HOUSE}为{terms.HOUSE_NUMBER}"
        parts.block("判定界线", f"除另有注明外单位为百分点;{house};各屏幕现用{now}")
        table = threshold_words.rule_table(reads.thresholds())
        if narrow.is_narrow():  # ten columns have no room beside each other: those of one standard below the other's
            for preset in terms.PRESETS:
                bounds = [name for name in table.columns if name.startswith(preset)]
                names = ["threshold_kind", "margin_rule", *bounds, "level_words"]
                tables.text_table(table, names, alt=f"{terms.PRESETS[preset]}的判定界线。", key=f"thresholds_{preset}")
        else:
            names = list(table.columns)
            tables.table(table, names, title="判定界线", view=view, key="thresholds", has_demo=False, widths=_WIDTHS)
        st.markdown(
            "- **超**:差距不低于此数;**达**:不低于此数;**滞**:低于此数;在“达”与“滞”之间的为**慢**。\n"
            "- 按进度判定的(累计量、年末数、形象进度),差距是完成率减序时进度;按水平判定的,差距是与目标值之差。\n"
            "- 增速目标为区间时,达到区间上限为超;没有上限的不设超。\n"
            "- 部分城市公布的亮灯办法把落后10至30个百分点列为黄灯,落后0至10个百分点没有规定,本系统并入黄灯。\n"
            f"- {house}:没有公开的官方做法可循。"
        )

if kinds.open:
    with kinds:
        parts.block("指标种类", "两种判定方式:按进度,看完成率是否赶上序时进度;按水平,看数值是否达到目标")
        st.table(glossary.kind_table(), border="horizontal")
        parts.block("目标的写法")
        st.table(glossary.comparator_table(), border="horizontal")

if calendars.open:
    with calendars:
        parts.block("报送日历", "每个子项按自己的日历报送,都是累计数")
        st.table(glossary.calendar_table(), border="horizontal")
        parts.block("序时进度", "只增不减,年末到100%")
        st.table(glossary.plan_table(), border="horizontal")

if counting.open:
    with counting:
        parts.block("统计与排名")
        st.table(glossary.word_table(glossary.COUNTING, "名称", "怎样计算"), border="horizontal")

if outlook.open:
    with outlook:
        if not snapshot.shows_outlook:
            st.info("本地区已设为不显示年底预计;在“目标调整”的“判定标准”中可以恢复。")
        left, right = st.columns([1.15, 1], gap="medium")
        with left:
            parts.block("结论", "按预计区间与目标的关系")
            st.table(glossary.verdict_table(), border="horizontal")
            parts.block("做法")
            st.table(glossary.word_table(glossary.OUTLOOK, "名称", "说明"), border="horizontal")
        with right:
            parts.block("尚难判断", "自上而下,先符合的为准")
            st.table(glossary.unclear_table(), border="horizontal")
        parts.block("方法", "自上而下,先符合的为准;加宽和最小波动由回测定,为本系统设定")
        st.table(glossary.method_table(), border="horizontal")
        if snapshot.shows_outlook:
            parts.block("预计的记录", "各月预计的子项数和全年结果,按次月底所知的数据推算")
            record = reads.outlook_record(view)
            if record.empty:
                st.info("1月以前没有预计。")
            else:
                names = ["record_month", *(f"{code}_count" for code in VERDICTS), "told"]
                tables.table(record, names, title="年底预计的记录", view=view, key="record")

if words.open:
    with words:
        parts.block("名词")
        st.table(glossary.word_table(glossary.WORDS, "名词", "含义"), border="horizontal")

if sources.open:
    with sources:
        origin = reads.provenance(view)
        st.markdown(
            f"有效报送**{origin.workbooks['real'] + origin.workbooks['demo']}**份(其中{terms.DEMO_LABEL}"
            f"**{origin.workbooks['demo']}**份),撤回**{origin.workbooks['withdrawn']}**份 · "
            f"最近一次 **{origin.last_submission}** · 数据第**{origin.version}**次写入 "
            f":gray[(结构第{origin.structure_no}版)] · 程序版本 **{VERSION}**"
        )
        left, right = st.columns(2, gap="medium")
        with left:
            parts.block("来源", "目标和已公开数据的出处")
            names = ["title", "publisher", "published_text"]
            tables.table(origin.sources, names, title="来源", view=view, key="sources", has_demo=False)
            parts.block("已公开数据", "按出处,单位:个")
            names = ["title", "row_count"]
            tables.table(origin.published, names, title="已公开数据", view=view, key="published", has_demo=False)
            parts.block(terms.DEMO_LABEL)
            st.table(glossary.word_table(glossary.DEMO, "问题", "说明"), border="horizontal")
        with right:
            parts.block("子项构成", "单位:个")
            names = ["kind_name", *terms.SERIES, "measure_count"]
            tables.table(origin.kinds, names, title="子项构成", view=view, key="kinds", has_demo=False)
            parts.block("目标中的缺项和拟定项", "单位:个子项")
            names = ["gap", "gap_count", "consequence"]
            tables.table(origin.gaps, names, title="缺项和拟定项", view=view, key="gaps", has_demo=False)
