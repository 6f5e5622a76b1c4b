#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Belay authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# headless.sh BUILD: core and belayctl stand without Qt's Gui, Widgets and Charts. Nothing is built: the project must
# configure with BELAY_UI=OFF where those three cannot be found, and the belayctl of BUILD must not load them.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=$1

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
if ! cmake -S . -B "$scratch" -G Ninja -DBELAY_UI=OFF -DCMAKE_DISABLE_FIND_PACKAGE_Qt6Gui=ON \
    -DCMAKE_DISABLE_FIND_PACKAGE_Qt6Widgets=ON -DCMAKE_DISABLE_FIND_PACKAGE_Qt6Charts=ON >"$scratch/log" 2>&1; then
    cat "$scratch/log"
    echo "FAILED  configures without Gui, Widgets and Charts" >&2
    exit 1
fi
echo "ok      configures without Gui, Widgets and Charts"

libraries=$(ldd "$build/bin/belayctl")
if grep -E 'libQt6(Gui|Widgets|Charts)\.' <<<"$libraries"; then
    echo "FAILED  belayctl loads no Gui, Widgets or Charts" >&2
    exit 1
fi
echo "ok      belayctl loads no Gui, Widgets or Charts"
