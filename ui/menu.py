"""The screens in the order of the menu: the name, which is both file under pages/ and address, and the title.

`discipline` is the reporting board: people have links to its address, so the file keeps that name.
"""

MENU = (
    ("overview", "总览"),
    ("above", "各地一览"),
    ("indicators", "经济指标"),
    ("livelihood", "民生实事"),
    ("tasks", "重点任务"),
    ("behind", "滞后事项"),
    ("units", "牵头单位"),
    ("reporting", "数据报送"),
    ("discipline", "报送看板"),
    ("changes", "目标调整"),
    ("years", "年度对比"),
    ("briefing", "简报"),
    ("notes", "说明"),
    ("accounts", "账号管理"),
    ("system", "系统状态"),
    ("begin", "开始使用"),
)

# Screens that are for whoever may do something: the act of store.acts.rights. The others are for whoever may look.
NEEDS = {"reporting": "submit", "accounts": "manage", "system": "manage", "begin": "set"}

START = MENU[0][0]
ABOVE = "above"  # listed for whoever may look at several regions of one; called by their level (ui/access/parts.py)
YEARS = "years"  # listed where there are several
BEGIN = "begin"  # what stands in the start screen's place while there is nothing to show
