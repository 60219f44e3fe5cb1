#!/bin/sh
# Everything that a machine without any network needs, in one file: the project as it is committed, and the wheels of
# requirements.lock for this machine's platform and Python. Called by `make bundle`; the file is written into dist/.
set -eu
python=$1
version=$("$python" -c 'from metrics.version import VERSION; print(VERSION)')
platform=$("$python" -c 'import platform, sys; print(f"{sys.platform}-{platform.machine()}-py3{sys.version_info.minor}")')
name="dashboard-$version-$platform"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/$name"
git archive HEAD | tar -x -C "$work/$name"
"$python" -m pip download --quiet --disable-pip-version-check --only-binary :all: --require-hashes \
    -r requirements.lock -d "$work/$name/wheels"
mkdir -p dist
tar -C "$work" -czf "dist/$name.tar.gz" "$name"
echo "dist/$name.tar.gz"
