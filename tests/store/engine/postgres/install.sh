#!/usr/bin/env bash
# Sees to it that the tests of the store on PostgreSQL have a server to start: installs it where that is possible, or
# says aloud what is skipped. The server that the package starts by itself is not used.
set -euo pipefail

if [ -n "${POSTGRES:-}" ] || command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then exit 0; fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "数据库的测试需要 PostgreSQL,正在安装。"
    export DEBIAN_FRONTEND=noninteractive
    if apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql >/dev/null; then exit 0; fi
fi

echo "SKIPPED:没有 PostgreSQL,数据没有在其上核对。请安装(Debian 软件包 postgresql),或用 POSTGRES=程序文件夹 指明。" >&2
