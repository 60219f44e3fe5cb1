"""What nobody needs any more is let go."""

import gc
import weakref

import pytest
from streamlit.runtime import Runtime, RuntimeConfig
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.session_manager import SessionInfo

from ui.frame.watch import memory


class Session:
    """Of somebody whose page is closed."""

    id = "left"


def test_who_left_is_forgotten_though_nobody_else_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Runtime, "_instance", None)
    left = MemorySessionStorage(ttl_seconds=0)
    Runtime(
        RuntimeConfig(
            script_path="ui/shell.py",
            media_file_storage=MemoryMediaFileStorage("/media"),
            uploaded_file_manager=MemoryUploadedFileManager("/uploads"),
            session_storage=left,
        )
    )
    session = Session()
    left.save(SessionInfo(client=None, session=session))  # type: ignore[arg-type]
    seen = weakref.ref(session)
    del session
    gc.collect()
    assert left.list() == []
    assert seen() is not None  # Streamlit tells nobody of it, and keeps it
    memory.forget_who_left()
    gc.collect()
    assert seen() is None
