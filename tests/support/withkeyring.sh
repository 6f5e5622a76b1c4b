#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Belay authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# withkeyring.sh MODE -- PROGRAM [ARGUMENT...]
# Runs a program with a Secret Service of its own, on a bus of its own, in a home of its own:
#   open    an unlocked collection
#   locked  three runs, told apart by BELAY_KEYRING_PHASE: before (open), locked (and no way to ask), after (open)
#   prompt  two runs: before (open), locked (a display on which the password is asked for, and nobody answers)
#   absent  a bus without a Secret Service        nobus  no bus at all
#   display a bus without a Secret Service, and a display
# Ends only what it started. The exit status is that of the first run that failed.
set -u
mode=$1
[ "${2:-}" = -- ] || { echo "usage: $0 MODE -- PROGRAM" >&2; exit 64; }
shift 2

work=$(mktemp -d) || exit 74
started=() # the newest first
finish() {
    for pid in "${started[@]}"; do
        kill "$pid" 2>/dev/null
        wait "$pid" 2>/dev/null
    done
    started=()
}
trap 'finish; rm -rf "$work"' EXIT
trap 'exit 143' TERM INT HUP

mkdir -m 700 "$work/run" "$work/home"
export HOME=$work/home XDG_RUNTIME_DIR=$work/run
unset DISPLAY WAYLAND_DISPLAY XAUTHORITY XDG_CURRENT_DESKTOP DESKTOP_SESSION KDE_FULL_SESSION GNOME_DESKTOP_SESSION_ID
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME GNOME_KEYRING_CONTROL SSH_AUTH_SOCK DBUS_SESSION_BUS_ADDRESS

# start_display: sets DISPLAY
start_display() {
    mkfifo "$work/display"
    Xvfb -displayfd 7 -screen 0 640x480x24 -nolisten tcp 7>"$work/display" >"$work/xvfb.log" 2>&1 &
    started=($! "${started[@]}")
    local number
    if ! read -r number <"$work/display"; then
        echo "Xvfb did not start:" >&2
        cat "$work/xvfb.log" >&2
        exit 70
    fi
    export DISPLAY=:$number
}

# start_bus [FOLDER]: services of FOLDER may be started on demand, without it none
start_bus() {
    local services=""
    [ $# -gt 0 ] && services="<servicedir>$1</servicedir>"
    cat >"$work/bus.conf" <<CONF
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir=$work/run</listen>$services
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
CONF
    rm -f "$work/address"
    mkfifo "$work/address"
    dbus-daemon --config-file="$work/bus.conf" --nofork --nopidfile --print-address=7 7>"$work/address" 2>/dev/null &
    started=($! "${started[@]}")
    read -r DBUS_SESSION_BUS_ADDRESS <"$work/address"
    export DBUS_SESSION_BUS_ADDRESS
}

# start_keyring open|locked
start_keyring() {
    rm -rf "$work/run/keyring"
    if [ "$1" = open ]; then
        printf 'password' | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &
    else
        gnome-keyring-daemon --foreground --start --components=secrets >/dev/null 2>&1 </dev/null &
    fi
    started=($! "${started[@]}")
    # The name is taken once the collections are loaded; the call waits for nobody else.
    local tries=0
    until dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.GetNameOwner \
        string:org.freedesktop.secrets >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ $tries -gt 200 ] && { echo "the keyring did not start" >&2; exit 70; }
        sleep 0.05
    done
}

# run_phase PHASE PROGRAM...
run_phase() {
    local phase=$1 status
    shift
    BELAY_KEYRING_PHASE=$phase "$@"
    status=$?
    finish
    [ $status -eq 0 ] || exit $status
}

case $mode in
open)
    start_bus; start_keyring open; run_phase open "$@" ;;
locked)
    start_bus; start_keyring open; run_phase before "$@"
    start_bus; start_keyring locked; run_phase locked "$@"
    start_bus; start_keyring open; run_phase after "$@" ;;
prompt)
    start_bus; start_keyring open; run_phase before "$@"
    start_display; start_bus /usr/share/dbus-1/services; start_keyring locked; run_phase locked "$@" ;;
absent)
    start_bus; run_phase absent "$@" ;;
display)
    start_display; start_bus; run_phase absent "$@" ;;
nobus)
    run_phase nobus "$@" ;;
*)
    echo "$0: no mode $mode" >&2; exit 64 ;;
esac
