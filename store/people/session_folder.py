"""Sessions as files of a folder, which several servers share: whoever signed in on one is signed in on all.

A file is named by the hash of the session's token; of the credential too only a hash is written.
"""

import datetime as dt
import json
from collections.abc import Iterator, MutableMapping
from dataclasses import asdict
from pathlib import Path
from uuid import uuid4

from store.engine import disk
from store.people.sessions import Session


class SessionFolder(MutableMapping[str, Session]):
    """Token hash → session."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __getitem__(self, key: str) -> Session:
        try:
            said = json.loads((self._folder / key).read_text(encoding="utf-8"))
            for name in ("started_at", "seen_at"):
                said[name] = dt.datetime.fromisoformat(said[name])
            return Session(**said)
        except (OSError, ValueError, KeyError, TypeError):  # ended meanwhile, or no session of ours
            raise KeyError(key) from None

    def __setitem__(self, key: str, session: Session) -> None:
        disk.private_folder(self._folder)
        passing = self._folder / f".{uuid4().hex}"
        passing.touch(mode=0o600)
        passing.write_text(json.dumps(asdict(session), default=dt.datetime.isoformat), encoding="utf-8")
        passing.replace(self._folder / key)

    def __delitem__(self, key: str) -> None:
        (self._folder / key).unlink(missing_ok=True)

    def __iter__(self) -> Iterator[str]:
        return (file.name for file in self._folder.glob("[0-9a-f]*"))

    def __len__(self) -> int:
        return sum(1 for _ in self)
