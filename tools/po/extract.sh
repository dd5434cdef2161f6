#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Writes all strings for translation to OUTPUT (.pot): extract.sh BUILD_DIR OUTPUT. They stand in the C
# sources and in the C that tmplc made of the templates; both folders must be built.
set -eu
build=$(cd "$1" && pwd)
output=$2
cd "$(dirname "$0")/../.."
list=$(mktemp)
trap 'rm -f "$list" "$output.status"' EXIT
{
    find src -name '*.[ch]' ! -name '*_test.c'
    find "$build/src" -maxdepth 1 -name '*_html.c'
} | LC_ALL=C sort >"$list"
options='--from-code=UTF-8 --language=C --no-location --no-wrap --sort-output'
no_c_format='--flag=N_:1:no-c-format --flag=html_t:3:no-c-format --flag=html_tn:3:no-c-format
    --flag=html_tn:4:no-c-format --flag=i18n_text:2:no-c-format --flag=i18n_fill:2:no-c-format
    --flag=i18n_plural:2:no-c-format --flag=i18n_plural:3:no-c-format'
# The table of statuses is a macro of its own.
# shellcheck disable=SC2086
xgettext $options --keyword= --keyword=X:4 --force-po --output="$output.status" src/base/status.h
# shellcheck disable=SC2086
xgettext $options $no_c_format --keyword= --keyword=N_ --keyword=html_t:3 --keyword=html_tn:3,4 \
    --keyword=i18n_text:2 --keyword=i18n_fill:2 --keyword=i18n_plural:2,3 \
    --join-existing --output="$output.status" --files-from="$list"
# Dates in the header would differ in each run and conflict in each merge.
sed -e '/^"POT-Creation-Date:/d' -e 's/^"Content-Type: .*/"Content-Type: text\/plain; charset=UTF-8\\n"/' \
    "$output.status" >"$output"
