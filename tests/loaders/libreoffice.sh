#!/usr/bin/env bash
# Sees to it that the tests of templates and of the notice's PDF have a LibreOffice: installs it where that is possible,
# or says aloud what is skipped.
set -euo pipefail

if [ -n "${SOFFICE:-}" ] || { command -v soffice && command -v lowriter; } >/dev/null; then exit 0; fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "模板和通报的测试需要 LibreOffice(约300 MB),正在安装。"
    export DEBIAN_FRONTEND=noninteractive
    if apt-get update -qq && apt-get install -y -qq --no-install-recommends libreoffice-calc libreoffice-writer >/dev/null; then exit 0; fi
fi

echo "SKIPPED:没有 LibreOffice,模板没有在真实的表格软件中试填,通报没有转成 PDF。请安装(Debian 软件包 libreoffice-calc、libreoffice-writer),或用 SOFFICE=路径 指明。" >&2
