"""What all measurements of a run share: how thorough, where to work, and a store with the sample reports."""

import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from loaders.demo.demo import load_demo
from store.engine.opening import opened


@dataclass(frozen=True)
class Trial:
    """One run of the command, in a folder that is thrown away: nothing of data/local is touched.

    `is_quick` takes few repetitions and small amounts: it shows that everything works, and its figures mean little.
    """

    folder: Path
    is_quick: bool

    def times(self, thorough: int, quick: int) -> int:
        """How often, or how many."""
        return quick if self.is_quick else thorough

    def demo_store(self, name: str) -> Path:
        """A store of its own, with the nine months of sample reports."""
        target = self.folder / name / "dashboard.duckdb"
        target.parent.mkdir()
        shutil.copyfile(self._filled, target)
        return target

    @cached_property
    def _filled(self) -> Path:
        path = self.folder / "filled" / "dashboard.duckdb"
        with opened(path) as store:
            load_demo(store)
        return path
