#!/bin/sh
# In an unpacked bundle: make .venv from the wheels beside it. Asks no network; every wheel is compared with its hash.
#   sh deploy/install.sh [python3.11]
set -eu
cd "$(dirname "$0")/.."
python=${1:-python3}
"$python" -c 'import ensurepip' 2>/dev/null || { echo "$python 不能建立虚拟环境:请安装它的 venv 组件。"; exit 1; }
"$python" -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-index --find-links wheels \
    --require-hashes -r requirements.lock
touch .venv/run.stamp
echo "已安装。启动:.venv/bin/streamlit run app.py,或按 deploy/dashboard.service 设为系统服务。"
