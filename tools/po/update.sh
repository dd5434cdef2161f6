#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Brings po/nb.po and po/nn.po up to date with the strings in the program: update.sh BUILD_DIR. New
# strings come in untranslated, unused ones go; nothing is guessed.
set -eu
build=$1
here=$(cd "$(dirname "$0")" && pwd)
pot=$(mktemp)
trap 'rm -f "$pot" "$pot.po"' EXIT
"$here/extract.sh" "$build" "$pot"
for language in nb nn; do
    po=$here/../../po/$language.po
    msgmerge --quiet --no-fuzzy-matching --no-location --no-wrap --sort-output \
        --output-file="$pot.po" "$po" "$pot"
    msgattrib --no-obsolete --no-wrap --sort-output "$pot.po" |
        sed -e '/^"POT-Creation-Date:/d' -e '/^"PO-Revision-Date:/d' >"$po"
    printf '%s: ' "$language"
    msgfmt --statistics --output-file=/dev/null "$po"
done
