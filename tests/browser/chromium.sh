#!/usr/bin/env bash
# Sees to it that the browser tests have a Chromium and a Chinese font: installs them, or stops and says what to install.
set -euo pipefail

stop() { echo "make test: $*" >&2; exit 1; }

debian() {  # install Debian packages where that is possible; false where it is not
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    echo "浏览器测试需要 $*,正在安装。"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

own() {  # playwright's own browser: is it there?
    .venv/bin/python - <<'PY'
import sys
from pathlib import Path
from playwright.sync_api import sync_playwright
with sync_playwright() as p:
    sys.exit(not Path(p.chromium.executable_path).exists())
PY
}

if [ -z "${CHROMIUM:-}" ] && ! command -v chromium >/dev/null && ! own; then
    debian chromium || .venv/bin/python -m playwright install chromium ||
        stop "没有 Chromium。请安装(Debian 软件包 chromium),或用 CHROMIUM=路径 指明。"
fi

# Only Linux comes without Chinese fonts.
if [ "$(uname)" = Linux ] && ! { command -v fc-list >/dev/null && [ -n "$(fc-list ':lang=zh-cn' family)" ]; }; then
    debian fontconfig fonts-noto-cjk ||
        stop "没有中文字体。请安装 Noto Sans CJK(Debian 软件包 fonts-noto-cjk)。"
fi
