#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# Proves by hand that ./run needs nothing but a bare Debian: tests/bare.sh [bookworm|trixie] [PORT]
#
# As root: makes the smallest Debian in a folder (debootstrap), clones the committed tree into it,
# runs ./run there, waits until the start page answers, and starts it a second time. BARE_DIR names a
# folder to keep and use again (a new one in /var/tmp, removed at the end); BARE_MIRROR another mirror.
set -euo pipefail
cd "$(dirname "$0")/.."

suite=${1:-bookworm}
port=${2:-18080}
mirror=${BARE_MIRROR:-http://deb.debian.org/debian}
dir=${BARE_DIR:-}
keep=yes
if [ -z "$dir" ]; then
    dir=$(mktemp -d /var/tmp/ombruk-bare.XXXXXX)
    keep=no
fi
base=$dir/$suite.base
root=$dir/$suite
server=

say()
{
    printf '%s %s\n' "$(date +%T)" "$*"
}

leave()
{
    local status=$?
    stop
    for mounted in "$root/dev/shm" "$root/proc"; do
        if mountpoint -q "$mounted"; then
            umount -l "$mounted"
        fi
    done
    if [ "$keep" = no ]; then
        rm -rf --one-file-system "$dir"
    fi
    exit $status
}

stop()
{
    if [ -n "$server" ]; then
        kill -TERM -- "-$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
        server=
    fi
}

# start LIMIT_S: runs ./run in there and waits until it answers.
start()
{
    local from=$SECONDS begun
    begun=$(date +%s%N)
    setsid chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
        /ombruk/run --port "$port" &
    server=$!
    until curl -fsS -o "$dir/page.html" "http://127.0.0.1:$port/" 2>/dev/null; do
        if ! kill -0 "$server" 2>/dev/null; then
            say "FAILED: ./run ended before it answered"
            return 1
        fi
        if [ $((SECONDS - from)) -ge "$1" ]; then
            say "FAILED: no answer within $1 s"
            return 1
        fi
        sleep 0.1
    done
    say "answers after $((($(date +%s%N) - begun) / 1000000)) ms: $(grep -o '<title>[^<]*' \
        "$dir/page.html" | head -n 1 | cut -c8-)"
}

[ "$(id -u)" -eq 0 ] || { echo "tests/bare.sh: needs root, for debootstrap and chroot" >&2; exit 1; }
trap leave EXIT
trap 'exit 1' INT TERM

if curl -s -o /dev/null "http://127.0.0.1:$port/"; then
    echo "tests/bare.sh: something answers on port $port already; name another port" >&2
    exit 1
fi
mkdir -p "$dir"
if [ ! -e "$base/etc/debian_version" ]; then
    say "debootstrap $suite"
    debootstrap --variant=minbase "$suite" "$base" "$mirror" >"$dir/debootstrap.log"
fi
say "a fresh copy in $root"
rm -rf --one-file-system "$root"
cp -a "$base" "$root"
cp /etc/resolv.conf "$root/etc/resolv.conf"
if [ -d /usr/local/share/ca-certificates ]; then
    cp -a /usr/local/share/ca-certificates "$root/usr/local/share/" # the machine's own proxy, if any
fi
mount -t proc proc "$root/proc"
mkdir -p "$root/dev/shm"
mount -t tmpfs tmpfs "$root/dev/shm"
git clone -q --no-hardlinks . "$root/ombruk"

say "first ./run"
start 1200
stop
say "second ./run (5 s at most)"
start 5
stop
say "ok: $suite is enough"
