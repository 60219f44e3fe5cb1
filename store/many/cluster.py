"""Tasks done by the workers of a cluster that is there already: `dask.distributed`, whatever started it."""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from metrics.errors import UserError

try:
    from distributed import Client
except ImportError as error:
    raise UserError(
        "没有安装 dask.distributed,请执行 .venv/bin/python -m pip install -r requirements-cluster.txt。",
        title="缺少组件",
    ) from error

_PATIENCE_SECONDS = 10
_RETRIES = 3  # of a task whose worker is lost; dask itself gives it to another


def spread(address: str, do: Callable[..., pd.DataFrame], tasks: Sequence[Any], *common: Any) -> list[pd.DataFrame]:
    """`do` of each task, in the order of the tasks; a lost worker's are done again by those that are left.

    The workers read the same folders under the same names. Raises UserError where no scheduler answers.
    """
    try:
        client = Client(address, timeout=_PATIENCE_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UserError(
            f"集群 {address} 没有应答。请检查 DASHBOARD_CLUSTER,或去掉它在本机上做。", title="集群连不上"
        ) from error
    with client:
        # pure: the same task twice would be one; what lies in the folders may have changed since
        shared = ([one] * len(tasks) for one in common)
        return list(client.gather(client.map(do, tasks, *shared, pure=False, retries=_RETRIES)))
