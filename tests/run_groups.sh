#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# Runs a test program, each group in a process of its own, a few at a time: tests/run_groups.sh PROGRAM
# Prints what the groups print in their order. Many tests wait more than they compute; and a group
# that crashes takes no other along, and is named.
set -uo pipefail

program=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# run PROGRAM FOLDER GROUP
run()
{
    local log=$2/$3 status=0
    "$1" "$3" >"$log" 2>&1 || status=$?
    if [ "$status" -ne 0 ]; then
        grep -q '^not ok' "$log" || echo "not ok - $3 ended with status $status" >>"$log"
        echo "$3" >>"$2/.failed"
    fi
}
export -f run

mapfile -t groups < <("$program" --list)
[ ${#groups[@]} -gt 0 ] || { echo "not ok - $program has no test groups"; exit 1; }
printf '%s\n' "${groups[@]}" |
    xargs -P $((2 * $(nproc))) -I{} bash -c 'run "$@"' _ "$program" "$folder" {}
for group in "${groups[@]}"; do
    echo "# $group"
    cat "$folder/$group"
done
[ ! -e "$folder/.failed" ]
