# SPDX-License-Identifier: EUPL-1.2
# Building, as the commands run and test do it; sourced by both from the root of the tree.
# shellcheck shell=bash

# npm trusts what Debian trusts, so that it works behind a proxy with a certificate of its own.
if [ -z "${NODE_EXTRA_CA_CERTS:-}" ] && [ -r /etc/ssl/certs/ca-certificates.crt ]; then
    export NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
fi

# The compilers of Debian 12 are the ones whose warnings are errors; a newer one may warn about more.
build_werror()
{
    local VERSION_ID=''
    # shellcheck disable=SC1091
    [ -r /etc/os-release ] && . /etc/os-release
    if [ "$VERSION_ID" = 12 ]; then echo true; else echo false; fi
}

# Runs a command quietly: its output is shown only when it fails.
build_quietly()
{
    local log
    log=$(mktemp)
    if ! "$@" >"$log" 2>&1; then
        tail -n 40 "$log" >&2
        rm -f "$log"
        return 1
    fi
    rm -f "$log"
}

# Style sheets, scripts and fonts; quick when nothing changed.
build_ui()
{
    if [ -x ui/build.sh ]; then
        build_quietly ui/build.sh
    fi
}

# build_program FOLDER TARGETS [MESON_OPTION…]: sets the folder up if it is new; one that is there
# keeps its options but for those given.
build_program()
{
    local folder=$1 targets=$2
    shift 2
    local stamp=$folder/.options
    if [ ! -f "$folder/build.ninja" ]; then
        echo "Setting up $folder/"
        rm -rf "$folder"
        build_quietly meson setup "$folder" "-Dwerror=$(build_werror)" "$@" || return 1
        echo "$*" >"$stamp"
    elif [ "$*" != "$(cat "$stamp" 2>/dev/null)" ] && [ $# -gt 0 ]; then
        build_quietly meson configure "$folder" "$@" || return 1
        echo "$*" >"$stamp"
    fi
    echo "Building ${targets// /, } in $folder/"
    # shellcheck disable=SC2086
    build_quietly ninja -C "$folder" $targets
}
