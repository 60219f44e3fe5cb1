"""What the interface says to a program: in its own words, not in those of a command."""

import pytest
from starlette.requests import Request

from metrics.errors import UserError
from store.reads.view import clear_year
from tests.store.reads.above.cities import two_cities
from tests.stores import filled
from tests.ui import coroutines
from ui.routes.interface.answers import Refused, refusal
from ui.routes.interface.submissions import _reasons, _sent


def test_what_a_command_takes_as_an_option_is_called_as_the_address_calls_it():
    store = filled(two_cities)
    with pytest.raises(UserError) as several:
        clear_year(store)
    refused = refusal(several.value)
    assert refused.status == 422 and "请写明是哪一个(region):990101 甲区、" in refused.sentence
    store.close()


def test_reasons_that_are_no_object_of_texts_are_refused_however_deep_they_are_nested():
    for text in ("[" * 100_000, "{", "[]", '{"a": 1}', "NaN"):
        with pytest.raises(UserError, match="reasons 应为 JSON 对象"):
            _reasons(text)


def test_a_form_is_known_by_its_type_in_any_case():
    headers = [(b"content-type", b"Multipart/Form-Data; boundary=y")]
    parts = iter([{"type": "http.request", "body": b"--y--\r\n", "more_body": False}])

    async def receive():
        return next(parts)

    with pytest.raises(Refused, match="缺少文件"):
        coroutines.run(_sent(Request({"type": "http", "method": "POST", "headers": headers}, receive)))
