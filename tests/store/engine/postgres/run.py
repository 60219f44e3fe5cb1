"""`make postgres`: the tests of the store, of what is accepted and of the API once more, every store in memory being a
database of one PostgreSQL. Stores at a path stay files: what these tests say is of files.
"""

import os
import sys

import pytest

from tests.store.engine.postgres import server as servers

TWO_SERVERS = "tests/store/engine/postgres/two_servers.py"  # by name: two web servers are too much for every run
ROOMS = ["tests/store", TWO_SERVERS, "tests/loaders/accept", "tests/loaders/targets", "tests/browser/test_api.py"]


def main() -> int:
    if servers.programs() is None:
        print(servers.MISSING)
        return 1
    with servers.server() as folder:
        folder.chmod(0o777)  # what is noted in it is ours, not the server's
        os.environ[servers.SERVER] = str(folder)
        return pytest.main(sys.argv[1:] or [*ROOMS, "-n", "2", "--dist", "loadfile", "-q"])


if __name__ == "__main__":
    sys.exit(main())
