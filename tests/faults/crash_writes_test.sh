#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# kill -9 in a stream of durable writes on both engines: crash_writes_test.sh BUILD_FOLDER.
set -eu
export OMBRUK_PG_FSYNC=on
exec "$(dirname "$0")/../pg_server.sh" "$1/tests/crash_writes"
