"""`make cluster`: a scheduler and workers on this machine, for what is judged with DASHBOARD_CLUSTER at its address.

Nothing asks who calls: whoever reaches the port can have the workers do anything. It listens on this machine alone.
"""

import sys
from threading import Event

from distributed import LocalCluster

PORT = 8786


def local_cluster(workers: int, port: int = PORT) -> LocalCluster:
    """A cluster of so many workers, each a process that does one task at a time; port 0: any that is free."""
    return LocalCluster(
        n_workers=workers, threads_per_worker=1, scheduler_port=port, dashboard_address=None, host="127.0.0.1"
    )


def main() -> None:
    """Until it is stopped."""
    with local_cluster(int(sys.argv[1]) if sys.argv[1:] else 2) as cluster:
        print(f"DASHBOARD_CLUSTER={cluster.scheduler_address}", flush=True)
        try:
            Event().wait()
        except KeyboardInterrupt:
            print("集群已停止。")


if __name__ == "__main__":
    main()
