#!/usr/bin/env bash
# The tests run on real parts: a browser, LibreOffice, PostgreSQL, proxies. What is missing is installed where that is
# possible (Debian's packages, as root), in one go; else it is said aloud what is skipped. Without a browser or a Chinese
# font the run stops. Some parts alone: bash deploy/test_parts.sh browser font
set -uo pipefail

has() { command -v "$1" >/dev/null; }
browser() { [ -n "${CHROMIUM:-}" ] || has chromium-headless-shell || has chromium || own; }
font() { [ "$(uname)" != Linux ] || { has fc-list && [ -n "$(fc-list ':lang=zh-cn' family)" ]; }; } # only Linux comes without
office() { [ -n "${SOFFICE:-}" ] || { has soffice && has lowriter; }; }
database() { [ -n "${POSTGRES:-}" ] || has initdb || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }
proxies() { PATH=$PATH:/usr/sbin has nginx && has caddy; }
clock() { has faketime; }

own() { # playwright's own browser
    .venv/bin/python - <<'PY'
import sys
from pathlib import Path
from playwright.sync_api import sync_playwright
with sync_playwright() as p:
    sys.exit(not Path(p.chromium.executable_path).exists())
PY
}

declare -A packages=(
    [browser]="chromium-headless-shell" [font]="fontconfig fonts-noto-cjk" [office]="libreoffice-calc libreoffice-writer"
    [database]="postgresql" [proxies]="nginx-light caddy" [clock]="faketime"
)
declare -A without=(
    [browser]="没有 Chromium。请安装(Debian 软件包 chromium-headless-shell 或 chromium),或用 CHROMIUM=路径 指明。"
    [font]="没有中文字体。请安装 Noto Sans CJK(Debian 软件包 fonts-noto-cjk)。"
    [office]="没有 LibreOffice,模板没有在真实的表格软件中试填,通报没有转成 PDF。请安装(Debian 软件包 libreoffice-calc、libreoffice-writer),或用 SOFFICE=路径 指明。"
    [database]="没有 PostgreSQL,数据没有在其上核对。请安装(Debian 软件包 postgresql),或用 POSTGRES=程序文件夹 指明。"
    [proxies]="没有 nginx 或 Caddy,代理后的访问没有试过。请安装(Debian 软件包 nginx-light、caddy)。"
    [clock]="没有 faketime,本机时钟为 UTC 时的判定没有试过。请安装(Debian 软件包 faketime)。"
)

install() { # the services of what is installed are not started: the tests start their own
    [ "$(id -u)" = 0 ] && has apt-get || return 1
    echo "测试需要 $*,正在安装。"
    local policy=/usr/sbin/policy-rc.d
    if [ -e $policy ]; then policy=""; else printf '#!/bin/sh\nexit 101\n' >$policy && chmod +x $policy; fi
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null || for package; do
        apt-get install -y -qq --no-install-recommends "$package" >/dev/null
    done
    [ -z "$policy" ] || rm -f $policy
}

[ $# -gt 0 ] || set -- browser font office database proxies clock
missing=()
for part; do "$part" || missing+=(${packages[$part]}); done
[ ${#missing[@]} = 0 ] || install "${missing[@]}"
for part; do
    "$part" && continue
    if [ "$part" = browser ] && .venv/bin/python -m playwright install chromium; then continue; fi
    case $part in
        browser | font) echo "make test: ${without[$part]}" >&2; exit 1 ;;
        *) echo "SKIPPED:${without[$part]}" >&2 ;;
    esac
done
