"""Sessions as files of a folder, which several servers share: whoever signed in on one is signed in on all.

A file is named by the hash of the session's token; of the credential too only a hash is written. When it was last seen
is the file's own time, as of UTC whatever the zone: to note it writes no file, which could bring back one that another
server has just ended, or find the disk full.
"""

import datetime as dt
import json
import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from metrics.errors import UserError
from store.engine import disk
from store.people.sessions import Session

_EPOCH = dt.datetime(1970, 1, 1)
_UNFINISHED = dt.timedelta(days=1)  # the file's own time may be of another zone


class SessionFolder:
    """Token hash → session: a store.people.sessions.Kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> Session | None:
        """The session; None where it ended meanwhile, or is none of ours."""
        try:
            return self._read(key)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def __setitem__(self, key: str, session: Session) -> None:
        passing = self._folder / f".{uuid4().hex}"
        said = {"name": session.name, "credential": session.credential, "started_at": session.started_at.isoformat()}
        try:
            disk.private_folder(self._folder)
            passing.touch(mode=0o600)
            passing.write_text(json.dumps(said), encoding="utf-8")
            _note(passing, session.seen_at)
            passing.replace(self._folder / key)
        except OSError as error:
            with suppress(OSError):
                passing.unlink(missing_ok=True)
            raise UserError(f"登录没有成功:{self._folder} 写不进({disk.reason(error)})。", title="不能登录") from error

    def remove(self, key: str) -> None:
        """End a session. Raises OSError where the folder does not let it go."""
        (self._folder / key).unlink(missing_ok=True)

    def seen(self, key: str, at: dt.datetime) -> None:
        """Note when a session was last seen, where it is still there; a folder that takes no note keeps the old."""
        with suppress(OSError):
            _note(self._folder / key, at)

    def swept(self, now: dt.datetime) -> list[str]:
        """The keys of all, without files that are damaged or were never finished."""
        for file in self._folder.glob(".*"):
            with suppress(OSError):
                if now - _noted(file) > _UNFINISHED:
                    file.unlink()
        return [file.name for file in self._folder.glob("[0-9a-f]*") if self._is_sound(file)]

    def _is_sound(self, file: Path) -> bool:
        try:
            self._read(file.name)
        except OSError:
            return False
        except (ValueError, KeyError, TypeError):
            with suppress(OSError):
                file.unlink()
            return False
        return True

    def _read(self, key: str) -> Session:
        file = self._folder / key
        said = json.loads(file.read_text(encoding="utf-8"))
        return Session(said["name"], said["credential"], dt.datetime.fromisoformat(said["started_at"]), _noted(file))


def _note(file: Path, at: dt.datetime) -> None:
    moment = (at - _EPOCH).total_seconds()
    os.utime(file, (moment, moment))


def _noted(file: Path) -> dt.datetime:
    return _EPOCH + dt.timedelta(seconds=file.stat().st_mtime)
