#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Belay authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What is checked without building. Every check runs, so that one run names everything.
set -uo pipefail
cd "$(dirname "$0")/../.."

failures=0
check() {
    local title=$1
    shift
    if output=$("$@" 2>&1); then
        echo "ok      $title"
    else
        echo "FAILED  $title"
        printf '%s\n' "$output" | sed 's/^/        /'
        failures=$((failures + 1))
    fi
}

sources() {
    git ls-files -- 'core/*.cpp' 'core/*.h' 'ui/*.cpp' 'ui/*.h' 'app/*.cpp' 'app/*.h' 'tests/*.cpp' 'tests/*.h'
}

formatted() { sources | xargs clang-format --dry-run --Werror; }

spdx_heads() {
    local bare
    bare=$(git ls-files -- '*.cpp' '*.h' '*.py' '*.sh' '*.cmake' '*CMakeLists.txt' '*.js' '*.mjs' '*.sql' |
        xargs grep -L 'SPDX-License-Identifier: GPL-3.0-or-later')
    [ -z "$bare" ] || { echo "without an SPDX head:"; echo "$bare"; return 1; }
}

# A duration in the brackets: a test may well be named sleep().
no_sleeping_tests() {
    ! git grep -nE 'q(Sleep|Wait) *\(|QThread::m?sleep *\(|[^a-zA-Z_]u?sleep *\([^)]|sleep_(for|until)' -- 'tests/*.cpp' 'tests/*.h'
}

# lupdate prints its complaints and still ends with 0.
translatable() {
    local out
    out=$(mktemp -d)
    /usr/lib/qt6/bin/lupdate -silent -no-obsolete -I . -extensions cpp,h,ui core ui app -ts "$out/check.ts" >"$out/log" 2>&1 || true
    local complaints
    complaints=$(grep -v '^ *$' "$out/log" || true)
    rm -rf "$out"
    [ -z "$complaints" ] || { echo "$complaints"; return 1; }
}

# A text with %n that belay_en.ts does not know would say "1 models".
english_plurals() {
    local out unfinished
    out=$(mktemp -d)
    cp translations/belay_en.ts "$out/check.ts"
    /usr/lib/qt6/bin/lupdate -silent -locations none -no-obsolete -pluralonly -I . -extensions cpp,h core ui app \
        -ts "$out/check.ts" >"$out/log" 2>&1 || true
    unfinished=$(grep -B4 'type="unfinished"' "$out/check.ts" | grep '<source>' || true)
    rm -rf "$out"
    [ -z "$unfinished" ] || { echo "build the target update_translations, then fill in translations/belay_en.ts:"; echo "$unfinished"; return 1; }
}

check "clang-format" formatted
check "includes point downwards" python3 packaging/checks/includes.py
check "files and functions within their budget" python3 packaging/checks/budget.py
check "SPDX heads" spdx_heads
check "no test sleeps" no_sleeping_tests
check "lupdate has nothing to say" translatable
check "counts have their English plurals" english_plurals
check "desktop file" desktop-file-validate packaging/app.belay.Belay.desktop
check "AppStream metainfo" appstreamcli validate --no-net packaging/app.belay.Belay.metainfo.xml

[ "$failures" -eq 0 ] || { echo "$failures of the checks failed." >&2; exit 1; }
