#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Runs a command with a private PostgreSQL server: tests/pg_server.sh COMMAND…
# The server listens on a socket in a temporary folder only; OMBRUK_TEST_POSTGRES tells the command
# its address. Everything is stopped and removed at the end. OMBRUK_PG_FSYNC=on makes writes
# durable (off: faster); OMBRUK_PG_BIN names another folder of server programs.
set -eu

[ $# -gt 0 ] || { echo "usage: $0 COMMAND…" >&2; exit 2; }

bin=${OMBRUK_PG_BIN:-}
for version in 17 16 15; do
    if [ -z "$bin" ] && [ -x "/usr/lib/postgresql/$version/bin/initdb" ]; then
        bin=/usr/lib/postgresql/$version/bin
    fi
done
[ -n "$bin" ] || { echo "$0: install the package postgresql (15 or newer)" >&2; exit 1; }

folder=$(mktemp -d "${TMPDIR:-/tmp}/ombruk-pg.XXXXXX")
chmod 711 "$folder"

# The server refuses to run as root.
as_server() {
    if [ "$(id -u)" = 0 ]; then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
}

finish() {
    status=$?
    trap - EXIT
    trap '' INT TERM HUP PIPE
    as_server "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$folder"
    exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP PIPE

if [ "$(id -u)" = 0 ]; then
    chown postgres "$folder"
fi
cd "$folder"
if ! as_server "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 \
    --no-sync >"$folder/initdb.log" 2>&1; then
    cat "$folder/initdb.log" >&2
    exit 1
fi
fsync=${OMBRUK_PG_FSYNC:-off}
cat >>"$folder/data/postgresql.conf" <<CONF
listen_addresses = ''
unix_socket_directories = '$folder'
max_connections = 200
shared_buffers = 64MB
fsync = $fsync
full_page_writes = $fsync
autovacuum = off
jit = off
CONF
if ! as_server "$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -t 30 start \
    >/dev/null 2>&1; then
    cat "$folder/server.log" >&2
    exit 1
fi
OMBRUK_TEST_POSTGRES="postgresql://postgres@/postgres?host=$folder"
export OMBRUK_TEST_POSTGRES
cd "$OLDPWD"
"$@"
