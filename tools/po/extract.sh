#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Writes all strings for translation to OUTPUT (.pot): extract.sh BUILD_DIR OUTPUT. They stand in the C
# sources and in the C that tmplc made of the templates; both folders must be built.
set -eu
build=$(cd "$1" && pwd)
output=$2
cd "$(dirname "$0")/../.."
list=$(mktemp)
trap 'rm -f "$list" "$output.part"' EXIT
{
    find src -name '*.[ch]' ! -name '*_test.c'
    find "$build/src" -maxdepth 1 -name '*_html.c'
} | LC_ALL=C sort >"$list"

extract() {
    xgettext --from-code=UTF-8 --language=C --no-location --no-wrap --sort-output --force-po \
        --keyword= --output="$output.part" "$@" 2>&1 | grep -v -e CHARSET -e "user's charset" >&2 || true
    # A date in the header would differ in each run.
    sed -i -e '/^"POT-Creation-Date:/d' -e 's/charset=CHARSET/charset=UTF-8/' -e '/^#, no-c-format$/d' "$output.part"
}

# The table of statuses is a macro of its own.
extract --keyword=X:4 src/base/status.h
extract --join-existing --files-from="$list" \
    --keyword=N_ --flag=N_:1:no-c-format \
    --keyword=html_t:3 --flag=html_t:3:no-c-format \
    --keyword=html_tn:3,4 --flag=html_tn:3:no-c-format --flag=html_tn:4:no-c-format \
    --keyword=i18n_text:2 --flag=i18n_text:2:no-c-format \
    --keyword=i18n_fill:2 --flag=i18n_fill:2:no-c-format \
    --keyword=i18n_plural:2,3 --flag=i18n_plural:2:no-c-format --flag=i18n_plural:3:no-c-format
mv "$output.part" "$output"
