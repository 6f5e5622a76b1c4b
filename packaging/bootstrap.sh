#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Belay authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# From a bare Debian 12 (or a newer Debian or Ubuntu) to a running program or a green test suite:
#   packaging/bootstrap.sh run     installs what is missing, builds and opens Belay
#   packaging/bootstrap.sh test    installs what is missing, builds with warnings as errors, runs every check and test
# Asks once before it installs (--yes, or no terminal: it goes on). Only apt runs as root.
set -euo pipefail
cd "$(dirname "$0")/.."

# Why each is here: CONTRIBUTING.md, "Dependencies".
build_packages=(
    g++ cmake ninja-build ccache lld pkg-config
    qt6-base-dev qt6-base-dev-tools libqt6opengl6-dev libgl-dev libopengl-dev qt6-charts-dev qt6-svg-dev
    qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools
    qtkeychain-qt6-dev libcurl4-openssl-dev libssl-dev nlohmann-json3-dev libsimdjson-dev libcli11-dev
    libjemalloc-dev
)
run_packages=(
    libqt6sql6-sqlite libqt6svg6 qt6-qpa-plugins qt6-wayland libsecret-1-0 ca-certificates fonts-dejavu-core
)
test_packages=(
    clang-format python3 desktop-file-utils appstream
    dbus dbus-x11 gnome-keyring xvfb xauth nginx-light wrk curl openssl sqlite3 procps
)

usage() {
    sed -n '5,8s/^# \{0,1\}//p' "$0"
    exit 64
}

verb=""
assume_yes=no
for argument in "$@"; do
    case "$argument" in
        run | test) [ -z "$verb" ] && verb=$argument || usage ;;
        --yes | -y) assume_yes=yes ;;
        *) usage ;;
    esac
done
[ -n "$verb" ] || usage

is_installed() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# give_up SENTENCE PACKAGE...
give_up() {
    echo >&2
    echo "$1" >&2
    shift
    echo "Nothing was built. Run this script again once this works as root:" >&2
    echo "  apt-get update && apt-get install --no-install-recommends $*" >&2
    exit 1
}

install_missing() {
    if ! command -v apt-get >/dev/null; then
        echo "This script installs with apt. On another system, install the packages of CONTRIBUTING.md and use the CMake presets." >&2
        return 0
    fi
    local missing=()
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    echo "Belay needs these Debian packages, which are not installed yet:"
    printf '  %s\n' "${missing[*]}" | fold -s -w 100
    case " ${missing[*]} " in
        *" nginx-light "*)
            echo "nginx-light brings a service on port 80, which apt starts. The tests start an nginx of their own and do without:"
            echo "  systemctl disable --now nginx"
            ;;
    esac
    if [ "$assume_yes" = no ] && [ -t 0 ]; then
        read -r -p "Install them with apt now? [Y/n] " answer
        case "$answer" in
            "" | y | Y | yes) ;;
            *) echo "Nothing was installed." >&2; exit 1 ;;
        esac
    fi
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || give_up "Installing needs root, and there is no sudo here." "${missing[@]}"
        sudo true || give_up "Installing needs root, and sudo refuses $(id -un) (its reason stands above)." "${missing[@]}"
        as_root=(sudo)
    fi
    # Lists that cannot be refreshed need not matter: one broken source of many, or the packages lie on this disk already.
    "${as_root[@]}" apt-get update -q || echo "apt could not refresh its lists; going on with those it has." >&2
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" ||
        give_up "apt could not install them (its reason stands above). Often that is a missing network, a full disk or another apt at work." \
            "${missing[@]}"
}

# Published client libraries, for the test `clients` alone. Without them it is reported as skipped, by its name.
install_clients() {
    local folder=tests/clients
    if [ ! "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ] &&
        ! (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund); then
        rm -rf "$folder/node_modules"
        echo "npm could not install the client libraries (its reason stands above; without a network it cannot)." >&2
        echo "Going on without: the test 'clients' will be reported as skipped." >&2
    fi
}

build() {
    local preset=$1
    cmake --preset "$preset"
    cmake --build --preset "$preset"
}

case "$verb" in
    run)
        install_missing "${build_packages[@]}" "${run_packages[@]}"
        build release
        if [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]; then
            exec build/release/bin/belay
        fi
        echo "There is no display here, so this is the demo in the terminal; Ctrl+C ends it." >&2
        exec build/release/bin/belayctl demo
        ;;
    test)
        # Another source's Node.js does as well, and its package may bring npm and exclude Debian's.
        command -v node >/dev/null || test_packages+=(nodejs)
        command -v npm >/dev/null || test_packages+=(npm)
        install_missing "${build_packages[@]}" "${run_packages[@]}" "${test_packages[@]}"
        install_clients
        packaging/checks/run.sh
        build ci
        packaging/checks/headless.sh build/ci
        ctest --preset ci
        ;;
esac
