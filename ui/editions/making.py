"""All files of an edition, made in the background: one at a time for all sessions, the last few kept."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock

from briefing import pack
from briefing.material import Material
from briefing.notice.facts import Form
from briefing.pack import Product
from store.reads.editions import Edition
from ui.cache import current

_KEPT = 4
_WORKER = ThreadPoolExecutor(1, thread_name_prefix="files")
_LOCK = Lock()
Key = tuple[str, int, Edition, Form]
_MADE: dict[Key, "Making"] = {}


@dataclass
class Making:
    """What is being made, or was: `share` is how much of it is done, 0 to 1."""

    share: float = 0.0
    future: Future[bytes] | None = None

    @property
    def is_done(self) -> bool:
        """Whether it is there, or failed."""
        return self.future is not None and self.future.done()

    def content(self) -> bytes:
        """The zip. Raises what went wrong in making it."""
        return b"" if self.future is None else self.future.result()

    def tell(self, share: float) -> None:
        """How far it is."""
        self.share = share


def find(edition: Edition, form: Form) -> Making | None:
    """What was begun of this edition, of the store as it stands; what failed is told once and can be begun again."""
    key = _key(edition, form)
    with _LOCK:
        found = _MADE.get(key)
        if found and found.is_done and found.future and found.future.exception():
            del _MADE[key]
    return found


def start(material: Material, made: Sequence[Product], form: Form) -> None:
    """Begin, unless somebody has."""
    key = _key(material.edition, form)
    with _LOCK:
        if key in _MADE:
            return
        for old in [one for one, making in _MADE.items() if making.is_done][: max(0, len(_MADE) - _KEPT + 1)]:
            del _MADE[old]
        begun = _MADE[key] = Making()
        begun.future = _WORKER.submit(pack.whole, material, made, begun.tell)


def _key(edition: Edition, form: Form) -> Key:
    """A numbered edition stays what it is; a draft is of the store as it stands."""
    store = current.store()
    return store.identity, 0 if edition.number is not None else store.version, edition, form
