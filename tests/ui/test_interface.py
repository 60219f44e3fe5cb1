"""What the interface says to a program: in its own words, not in those of a command."""

import pytest

from metrics.errors import UserError
from store.reads.view import clear_year
from tests.store.reads.above.cities import two_cities
from tests.stores import filled
from ui.routes.interface.answers import refusal


def test_what_a_command_takes_as_an_option_is_called_as_the_address_calls_it():
    store = filled(two_cities)
    with pytest.raises(UserError) as several:
        clear_year(store)
    refused = refusal(several.value)
    assert refused.status == 422 and "请写明是哪一个(region):990101 甲区、" in refused.sentence
    store.close()
