"""The most characters that a text may have: fields offer no more, and the store takes no more."""

REASON = 200  # a question, an answer and a conclusion too
PERSON = 20
UNIT = 30
PLACE = 30  # every word of a place: names, office, letterhead, 发文机关代字
CATEGORY = 40
TITLE = 60  # of an item, of a measure
SOURCE = 100
UNIT_OF_MEASURE = 12
SYSTEM = 40  # that sends by the interface
ACTOR = 64  # whoever acts: a person, a system named with (接口), 命令行(登录名)
