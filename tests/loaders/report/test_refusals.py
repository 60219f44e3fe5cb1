"""Files that give no report: one sentence each."""

import pytest
import typst

from loaders.report.reading.kinds import lines_of
from metrics.errors import UserError
from tests.loaders.report.sayings import read_text

SCAN = typst.compile(b'#set page("a4")\n#rect(width: 10cm, height: 10cm)\n#pagebreak()\n#rect(width: 9cm, height: 9cm)')


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b" \r\n", "文件是空的"),
        (SCAN, "PDF 是扫描件,没有文字层"),
        (b"%PDF-1.7 cut off", "PDF 已损坏"),
        (b"\x89PNG\r\n", "文件是图片"),
        (b"{\\rtf1 words}", "文件是旧版 Word"),
        (b"<html><body><script>1</script></body></html>", "网页中没有文字"),
        (bytes(range(256)) * 40, "文件不是文本"),
    ],
)
def test_a_file_without_lines_is_one_sentence(content, sentence):
    with pytest.raises(UserError, match=sentence):
        lines_of(content, "报告")


def test_a_page_that_is_no_report_and_another_years_report_are_said_to_be_so():
    with pytest.raises(UserError, match="没有找到年度工作安排"):
        read_text("本报讯 昨日,全市招商大会召开,签约项目25个。\n会议指出,要抓好落实。")
    with pytest.raises(UserError, match="是2023年的,不是2024年的"):
        read_text("2023年民生实事项目清单\n1.新建学校2所。")


def test_dated_steps_are_plan_nodes_of_one_milestone():
    report = read_text("2024年民生实事\n1.建设县医院住院楼,6月底前开工,12月底前完成工程量的50%。\n2.新建学校2所。")
    (milestone,) = report.items[0].proposals
    assert (milestone.name, milestone.nodes) == ("建设县医院住院楼", ((6, 0.4), (12, 1.0)))
    assert milestone.note == "形象进度100%=完成工程量的50%"
    assert milestone.marked_sentence.startswith("【建设县医院住院楼")
