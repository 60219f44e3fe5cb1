"""What is kept of who was given what: bounded, and nobody pushes out what others were given."""

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from ui.routes import given


@pytest.fixture(autouse=True)
def _few(monkeypatch):
    monkeypatch.setattr(given, "_MOST", 30)
    given._told.clear()
    yield
    given._told.clear()


def told(who: str, *names: str) -> None:
    message = ForwardMsg()
    for name in names:
        message.file_urls_response.file_urls.add(upload_url=f"/_stcore/upload_file/session/{name}")
        message.file_urls_response.file_urls.add(upload_url=f"/media/{name}")
    given.note(message.SerializeToString(), who)


def test_an_address_that_ever_more_people_are_told_is_kept_for_so_many_alone():
    for number in range(200):
        told(f"session {number}", "0a1b")
    assert sum(map(len, given._told.values())) <= 30
    assert given._is_for("media/0a1b", "session 199") and not given._is_for("media/0a1b", "session 0")


def test_whoever_asks_for_more_and_more_addresses_forgets_their_own_alone():
    told("colleague", "0a1b")
    told("flooding", *(f"{number:x}" for number in range(500)))
    assert given._is_for("media/0a1b", "colleague")
    assert given._is_for("media/1f3", "flooding") and not given._is_for("media/1", "flooding")
    assert sum(map(len, given._told.values())) <= 30
