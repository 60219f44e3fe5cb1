"""The routes for units' own systems: what is accepted, what is refused with which status code and sentence."""

import json
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest

from store.__main__ import main
from store.engine.opening import opened
from tests import books
from tests.browser.staff import Answer, Staffed, ask, multipart, sign_in, staffed

CROSSINGS, RADARS = "510115-2023-L02-1", "510115-2023-L02-2"
BRIGHT = {"进展情况": "按计划推进。"}


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Iterator[Staffed]:
    with staffed(tmp_path_factory.mktemp("api")) as running:
        yield running


def workbook(value: object, code: str = CROSSINGS, **options: str) -> bytes:
    return books.report([[code, "", "", "", "", value, "推进"]], **options)


def send(
    office: Staffed, content: bytes | None, token: str | None = None, name: str = "九月.xlsx", **said: str
) -> Answer:
    body, kind = multipart(content, name, **said)
    shown = f"Bearer {office.police if token is None else token}"
    return ask(office.server, "POST", "/api/submissions", body, Content_Type=kind, Authorization=shown)


def test_a_workbook_is_taken_in_once_and_answered_with_its_receipt(office):
    content = workbook(60)
    first, again = send(office, content, month="2023-09"), send(office, content, month="2023-09")
    assert (first.status, again.status) == (201, 200)
    receipt = first.json["receipt"]
    assert (receipt["unit"], receipt["month"], receipt["row_count"], receipt["is_new"]) == (
        "区公安分局",
        "2023-09",
        1,
        True,
    )
    assert again.json["receipt"] == receipt | {"is_new": False}
    assert first.json["rows"][0].items() >= {
        "measure_id": CROSSINGS, "value": 60.0, "text": "推进", "sheet": "Sheet1", "cell": "F4", "sentence": None,
    }.items()  # fmt: skip
    rows = ask(office.server, "GET", "/api/status?month=2023-09", Authorization=f"Bearer {office.police}").json
    assert next(row["actual"] for row in rows if row["measure_id"] == CROSSINGS) == 60


def test_doubts_ask_for_a_reason_and_nothing_is_stored_without(office):
    content = workbook("约24", RADARS)
    answer = send(office, content, month="2023-09")
    assert answer.status == 422 and answer.json["receipt"] is None
    assert answer.json["error"] == "九月.xlsx 有1处疑问,核对无误的,请说明原因后再提交。没有入库。"
    assert [issue["id"] for issue in answer.json["issues"]] == ["cell_approximate"]
    assert send(office, content, month="2023-09", accept_doubts="现场核对").status == 201


REFUSED = {
    "no token": (401, "请出示有效的接口令牌(Authorization: Bearer …)。"),
    "wrong token": (401, "请出示有效的接口令牌(Authorization: Bearer …)。"),
    "another unit's token": (403, "Sheet1!A2:读到“区公安分局”,本次报送单位是团区委。请核对是否选错单位或拿错文件。"),
    "another unit named": (403, "只能为本单位报送数据。"),
    "unknown unit": (422, "没有名为“天上”的单位,请写单位全称,如 区财政局。"),
    "no month": (422, "请写明月份 month,如 2023-09。"),
    "no such month": (422, "“2023-13”不是有效月份,格式应为 2023-09。"),
    "a year without targets": (422, "2031年9月所在年度没有目标,现有年度:2023。"),
    "another month than the workbook's": (422, None),
    "no file": (422, "缺少文件:请把报送表放在 file 一栏。"),
    "no workbook": (415, None),
    "words for a number": (422, None),
    "a closed month": (409, "文件:2023年5月已封账。请联系汇总单位解除封账或准予延期后再报送。"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_has_a_status_code_and_a_sentence_and_stores_nothing(office, case):
    good = workbook(61)
    before = stored(office)
    answer = {
        "no token": lambda: send(office, good, "", month="2023-09"),
        "wrong token": lambda: send(office, good, office.police + "x", month="2023-09"),
        "another unit's token": lambda: send(office, good, office.youth, month="2023-09"),
        "another unit named": lambda: send(office, good, office.youth, month="2023-09", unit="区公安分局"),
        "unknown unit": lambda: send(office, good, month="2023-09", unit="天上"),
        "no month": lambda: send(office, good),
        "no such month": lambda: send(office, good, month="2023-13"),
        "a year without targets": lambda: send(office, good, month="2031-09"),
        "another month than the workbook's": lambda: send(office, good, month="2023-08"),
        "no file": lambda: send(office, None, month="2023-09"),
        "no workbook": lambda: send(office, b"\x89PNG\r\n\x1a\n", month="2023-09"),
        "words for a number": lambda: send(office, workbook("推进中"), month="2023-09"),
        "a closed month": lambda: send(office, workbook(20, title="2023年5月进展情况"), month="2023-05"),
    }[case]()
    status, sentence = REFUSED[case]
    assert answer.status == status, answer.text
    assert answer.json["error"] == (sentence or answer.json["error"]) and answer.json["error"].endswith("。")
    assert stored(office) == before


def stored(office: Staffed) -> object:
    rows = ask(office.server, "GET", "/api/status?month=2023-09", Authorization=f"Bearer {office.police}").json
    return [(row["measure_id"], row["actual"]) for row in rows if row["actual"] is not None]


def test_a_token_never_goes_round_the_unit_that_a_workbook_names(office):
    sent = workbook(99, unit="填报单位:团区委")  # the police's measure in a workbook of the other unit
    answer = send(office, sent, office.youth, month="2023-09")
    assert answer.status == 403 and "由区公安分局报送" in answer.json["error"]


def test_what_is_too_large_is_refused_before_it_is_read_whole(office):
    answer = ask(
        office.server, "POST", "/api/submissions", b"x", Content_Length="31000000",
        Content_Type="multipart/form-data; boundary=e", Authorization=f"Bearer {office.police}",
    )  # fmt: skip
    assert (answer.status, answer.json["error"]) == (413, "请求超过30MB的上限,请删去多余的内容后再报送。")


def test_what_does_not_say_how_large_it_is_is_refused_where_it_grows_too_large(office):
    connection = HTTPConnection("localhost", office.server.port, timeout=60)
    head = b'--e\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=e", "Authorization": f"Bearer {office.police}"}
    parts = iter([head, *[b"x" * 1_000_000] * 31])
    connection.request("POST", "/api/submissions", parts, headers, encode_chunked=True)
    response = connection.getresponse()
    assert (response.status, json.loads(response.read())["error"][:6]) == (413, "请求超过30")
    connection.close()


def test_a_body_that_is_no_form_is_refused(office):
    shown = f"Bearer {office.police}"
    plain = ask(office.server, "POST", "/api/submissions", b"{}", Content_Type="application/json", Authorization=shown)
    assert (plain.status, plain.json["error"]) == (415, "请以 multipart/form-data 报送,文件放在 file 一栏。")
    torn = ask(
        office.server, "POST", "/api/submissions", b"torn", Content_Type="multipart/form-data", Authorization=shown
    )
    assert (torn.status, torn.json["error"]) == (422, "请求没有传完整,请重新报送。")


def test_a_signed_in_browser_is_no_token(office):
    body, kind = multipart(workbook(62), month="2023-09")
    cookie = sign_in(office.server, "张三")
    assert ask(office.server, "POST", "/api/submissions", body, cookie=cookie, Content_Type=kind).status == 401


def test_status_is_what_the_command_prints(office, capsys):
    shown = f"Bearer {office.youth}"
    for query, words in (
        ("month=2023-09", ()),
        ("month=2023-09&items=1&series=livelihood", ("--items", "--series", "livelihood")),
        ("month=2023-09&preset=lights&as-of=2023-10-12T09:00", ("--preset", "lights", "--as-of", "2023-10-12T09:00")),
    ):
        answer = ask(office.server, "GET", f"/api/status?{query}", Authorization=shown)
        capsys.readouterr()
        assert main(["status", "--month", "2023-09", "--json", *words, "--db", str(office.server.store)]) == 0
        assert answer.json == json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("month=2023-13", "“2023-13”不是有效月份,格式应为 2023-09。"),
        ("", "请写明月份 month,如 2023-09。"),
        ("month=2023-09&series=x", "没有名为“x”的系列,可用:indicator、task、livelihood。"),
        ("month=2023-09&year=1", "不认识的参数 year。"),
    ],
)
def test_a_bad_question_about_the_status_gets_the_commands_sentence(office, query, sentence):
    answer = ask(office.server, "GET", f"/api/status?{query}", Authorization=f"Bearer {office.police}")
    assert (answer.status, answer.json) == (422, {"error": sentence})


def test_a_revoked_token_is_refused_at_once(office, capsys):
    store = ["--db", str(office.server.store)]
    assert main(["token", "create", "--unit", "区公安分局", "--label", "旧系统", "--json", *store]) == 0
    made = json.loads(capsys.readouterr().out)
    assert send(office, workbook(63), made["token"], month="2023-09").status == 201
    assert main(["token", "revoke", str(made["number"]), *store]) == 0
    assert send(office, workbook(64), made["token"], month="2023-09").status == 401


def test_what_a_system_sent_bears_its_name(tmp_path):
    with staffed(tmp_path / "named") as office:
        assert send(office, workbook(60), month="2023-09").status == 201
    with opened(office.server.store) as store:
        sent = store.query_text("select submitted_by from submission where channel = 'workbook'")
        audit = store.query_text("select done_by from audit where act = '报送入库'")
    assert sent["submitted_by"].tolist() == audit["done_by"].tolist() == ["业务系统(接口)"]
