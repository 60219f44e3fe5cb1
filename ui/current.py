"""The one store that this process has open. app.py opens it and puts it here; tests put theirs."""

from metrics.errors import UserError
from store.store import Store

_open: list[Store] = []


def use(store: Store | None) -> None:
    """Make a store the one that the screens read; None when it is closed."""
    _open[:] = [store] if store else []


def is_open() -> bool:
    """Whether there is a store to read."""
    return bool(_open)


def store() -> Store:
    """The open store. Raises UserError while there is none."""
    if not _open:
        raise UserError("数据文件尚未打开,请稍后刷新页面。", title="系统正在启动")
    return _open[0]
