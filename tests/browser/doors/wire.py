"""A program that speaks with a screen as the browser does, and says what no browser would: messages made by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from google.protobuf import text_format
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect

from tests.browser.conftest import Server

XSRF = "2|00000000|00000000000000000000000000000000|1700000000"  # any that the cookie and the header have alike


@dataclass
class Wire:
    """An open connection: what was drawn last, and the session that Streamlit gave it."""

    socket: ClientConnection
    session_id: str = ""
    drawn: list[Element] = field(default_factory=list)

    def run(self, page: str, *states: WidgetState, query: str = "") -> list[Element]:
        """Ask for a screen with states of its widgets; the elements that were drawn."""
        message = BackMsg()
        message.rerun_script.page_name, message.rerun_script.query_string = page, query
        message.rerun_script.widget_states.widgets.extend(states)
        self.socket.send(message.SerializeToString())
        self.drawn = []
        for answer in self._answers():
            if answer.WhichOneof("type") == "delta" and answer.delta.WhichOneof("type") == "new_element":
                self.drawn.append(answer.delta.new_element)
            if answer.new_session.initialize.session_id:
                self.session_id = answer.new_session.initialize.session_id
            if answer.WhichOneof("type") == "script_finished":
                return self.drawn
        raise AssertionError("the connection was closed")

    def words(self) -> str:
        """Everything that was drawn, as text."""
        return "\n".join(text_format.MessageToString(one, as_utf8=True) for one in self.drawn)

    def widgets(self, kind: str) -> list[str]:
        """The ids of the drawn widgets of a kind: button, file_uploader."""
        return [getattr(one, kind).id for one in self.drawn if one.WhichOneof("type") == kind]

    def upload_url(self, name: str) -> str:
        """Where Streamlit would have a file of that name sent."""
        message = BackMsg()
        message.file_urls_request.request_id, message.file_urls_request.session_id = uuid4().hex, self.session_id
        message.file_urls_request.file_names.append(name)
        self.socket.send(message.SerializeToString())
        return next(str(one.file_urls_response.file_urls[0].upload_url) for one in self._answers()
                    if one.WhichOneof("type") == "file_urls_response")  # fmt: skip

    def download_url(self, key: str) -> str:
        """Where Streamlit puts what a button of that key gives."""
        button = next(one.download_button for one in self.drawn if one.download_button.id.endswith(f"-{key}"))
        if button.url:
            return str(button.url)
        message = BackMsg()
        asked = message.backend_operation_request
        asked.request_id, asked.session_id, asked.deferred_file.file_id = (
            uuid4().hex, self.session_id, button.deferred_file_id,
        )  # fmt: skip
        self.socket.send(message.SerializeToString())
        return next(str(one.backend_operation_response.deferred_file.url) for one in self._answers()
                    if one.WhichOneof("type") == "backend_operation_response")  # fmt: skip

    def empty_every_cache(self) -> None:
        """Ask for what Streamlit does for anybody."""
        self.socket.send(BackMsg(clear_cache=True).SerializeToString())

    def _answers(self) -> Iterator[ForwardMsg]:
        for data in self.socket:
            assert isinstance(data, bytes)
            yield ForwardMsg.FromString(data)


@contextmanager
def wire(server: Server, cookie: str, session_id: str = "") -> Iterator[Wire]:
    """A connection of whoever has the cookie; one that goes on with a session where its id is given."""
    headers = {"Cookie": f"dashboard_session={cookie}; _streamlit_xsrf={XSRF}"}
    address = f"ws://localhost:{server.port}/_stcore/stream"
    asked: Any = {"subprotocols": ["streamlit", XSRF.replace("|", "."), session_id]} if session_id else {}
    made: Any = {"additional_headers": headers, "origin": server.url, "max_size": None, "proxy": None, **asked}
    with connect(address, **made) as socket:
        yield Wire(socket)


def pressed(widget_id: str) -> WidgetState:
    """A button as it is when it was clicked."""
    return WidgetState(id=widget_id, trigger_value=True)


def holding(uploader_id: str, file_id: str, url: str, name: str) -> WidgetState:
    """A field for files that says it has a file."""
    state = WidgetState(id=uploader_id)
    sent = state.file_uploader_state_value.uploaded_file_info.add()
    sent.file_id, sent.name, sent.size = file_id, name, 9
    sent.file_urls.file_id, sent.file_urls.upload_url, sent.file_urls.delete_url = file_id, url, url
    return state
