"""年度对比: what was the target and the result in two years, was it done, and what was left over?"""

import streamlit as st

from metrics import terms
from ui.changes import carrying
from ui.figures import years as compared
from ui.frame import choices, months, parts

parts.plain_heading("年度对比")
region = choices.choose_region()
known = months.years(region)
if len(known) < 2:
    st.info("只有一个年度,还不能对比。下一年度的目标载入后,这里并列两个年度的目标、结果和完成情况。")
    st.stop()

fields = st.columns([0.8, 0.8, 1.2, 1.6], gap="small")
second = fields[0].selectbox("年度", known[::-1], key="second_year")
others = [year for year in known[::-1] if year != second]
before = [year for year in others if year < second] or others
first = fields[1].selectbox("对比年度", others, index=others.index(before[0]), key=f"first_year_{second}")
first, second = min(first, second), max(first, second)
rows = compared.rows(first, second)
series = fields[2].selectbox(
    "系列", list(terms.SERIES.values()), index=None, key="compared_series", placeholder="全部系列"
)
unit = fields[3].selectbox("牵头单位", sorted(set(rows["lead_unit"])), index=None, key="compared_unit",
                           placeholder="全部单位")  # fmt: skip
shown = rows[(rows["series_name"] == series) | (series is None)]
shown = shown[(shown["lead_unit"] == unit) | (unit is None)]

linked = int(shown["is_linked"].sum())
parts.block(
    f"{first}年与{second}年", f"{first}年截至{compared.month_word(first)},{second}年截至{compared.month_word(second)};"
    f"已关联{linked}个子项,没有关联的单独列出,在“目标调整”的“上年关联”里关联",
)  # fmt: skip
left, right = st.columns(2, gap="medium")
with left:
    compared.draw_counts(shown, "series_name", first, second)
with right:
    compared.draw_counts(shown, "lead_unit", first, second)
compared.draw_rows(shown, first, second)
compared.draw_left_over(first)
carrying.draw(first)
