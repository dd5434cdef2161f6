#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Brings ui/dist up to date: installs the pinned parts and builds, only when something in ui/ or the
# drawings it uses has changed since the last time.
set -eu
cd "$(dirname "$0")"

for tool in node npm; do
    command -v "$tool" >/dev/null || {
        echo "ui/build.sh: $tool is missing; run: apt-get install nodejs npm" >&2
        exit 1
    }
done

node icons_test.mjs
node children_test.mjs

hash_of() {
    find "$@" -type f | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -d' ' -f1
}
lock=$(hash_of package.json package-lock.json)
sources=$(hash_of package.json package-lock.json icons.json tokens.json ./*.mjs fonts.py css js icons \
    licences ../demo/pictures/scenes ../demo/pictures/defs.svg.txt)

if [ "$(cat dist/.stamp 2>/dev/null || true)" = "$sources" ]; then
    exit 0
fi
if [ "$(cat node_modules/.stamp 2>/dev/null || true)" != "$lock" ]; then
    npm ci --ignore-scripts --no-audit --no-fund
    echo "$lock" >node_modules/.stamp
fi
node contrast_test.mjs
node build.mjs
echo "$sources" >dist/.stamp
