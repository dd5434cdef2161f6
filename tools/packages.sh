# SPDX-License-Identifier: EUPL-1.2
# Which Debian packages the commands run and test need, and how they get there; sourced by both.
# shellcheck shell=bash disable=SC2034

# A name with alternatives (a|b) is satisfied by any of them; the first is installed.
packages_run=(
    gcc libc6-dev meson ninja-build pkgconf
    libmicrohttpd-dev libsqlite3-dev libpq-dev libsodium-dev
    'libcurl4-openssl-dev|libcurl4-gnutls-dev|libcurl4-nss-dev'
    libvips-dev libqrencode-dev libical-dev libcjson-dev zlib1g-dev libcsv-dev
    libinih-dev libxml2-dev
    gettext librsvg2-bin weasyprint tzdata
    python3 python3-fonttools python3-brotli brotli
    ca-certificates
)

# packages_of_gate GATE: what a gate of ./test needs besides, one a line. Version 14 of clang judges
# format and lint (Debian 12); later Debians do not have it.
packages_of_gate()
{
    local VERSION_ID='' clang
    # shellcheck disable=SC1091
    [ -r /etc/os-release ] && . /etc/os-release
    clang=(clang libclang-rt-dev)
    [ "$VERSION_ID" != 12 ] || clang=(clang-14 libclang-rt-14-dev)
    printf '%s\n' libcmocka-dev postgresql util-linux poppler-utils
    case $1 in
        style)
            printf '%s\n' git shellcheck
            [ "$VERSION_ID" != 12 ] || printf '%s\n' clang-format-14 clang-tidy-14
            ;;
        http) printf '%s\n' tidy ;;
        e2e) printf '%s\n' chromium chromium-headless-shell fonts-liberation ;;
        asan) printf '%s\n' "${clang[@]}" tidy ;;
        fuzz) printf '%s\n' "${clang[@]}" ;;
        crash) printf '%s\n' curl procps ;;
    esac
}

# Prints the packages that are missing, one a line. Node may also come from elsewhere than Debian.
packages_absent()
{
    local wanted name installed
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p')
    for wanted in "$@"; do
        for name in ${wanted//|/ }; do
            grep -qxF -- "$name" <<<"$installed" && continue 2
        done
        echo "${wanted%%|*}"
    done
    command -v node >/dev/null || echo nodejs
    command -v npm >/dev/null || echo npm
}

# Installs what is missing of the named packages in one apt-get call and says so. Does nothing, and
# needs no root, when all are there.
packages_install()
{
    local absent log as_root=()
    command -v dpkg-query >/dev/null || {
        echo "This is not Debian: install by hand what tools/packages.sh lists." >&2
        return 1
    }
    mapfile -t absent < <(packages_absent "$@")
    if [ ${#absent[@]} -eq 0 ]; then
        return 0
    fi
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || {
            echo "Missing packages: ${absent[*]}. Run this as root, or install sudo." >&2
            return 1
        }
        as_root=(sudo)
    fi
    echo "Installing ${#absent[@]} Debian packages: ${absent[*]}"
    log=$(mktemp)
    "${as_root[@]}" apt-get -q update >"$log" 2>&1 || true
    if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Dpkg::Use-Pty=0 \
        --no-install-recommends install "${absent[@]}" >>"$log" 2>&1; then
        tail -n 15 "$log" >&2
        echo "apt-get could not install the packages; its log is $log" >&2
        return 1
    fi
    rm -f "$log"
}
