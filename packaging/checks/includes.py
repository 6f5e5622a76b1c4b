#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Belay authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails on an #include that points up or sideways between the libraries (core/README.md, "Layers")."""

import pathlib
import re
import sys

# From the ground up. A row may use the rows below it, never a neighbour.
ROWS = [
    {"core/base"},
    {"core/domain"},
    {"core/http", "core/routing", "core/history", "core/secrets"},
    {"core/providers"},
    {"core/monitor", "core/gateway", "core/simulator"},
    {"core/engine"},
    {"ui"},
    {"app"},
    {"tests"},
]
RANK = {layer: rank for rank, row in enumerate(ROWS) for layer in row}
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"')
QT_GUI = re.compile(r"^\s*#\s*include\s+<(QWidget|QApplication|QGui|QPainter|QColor|QPixmap|QIcon|QChart|QMainWindow|QDialog)")
SINGLE = {
    "QtCharts": ("ui/charts/timeseriesview", re.compile(r"^\s*#\s*include\s+<(QtCharts|QChart|QLineSeries|QAreaSeries|QValueAxis|QDateTimeAxis|QScatterSeries|QLogValueAxis|QCategoryAxis)")),
    "libcurl": ("core/http/", re.compile(r"^\s*#\s*include\s+<curl/")),
    "QtKeychain": ("core/secrets/", re.compile(r"^\s*#\s*include\s+<(qt6)?keychain")),
}


def layer_of(path):
    parts = path.split("/")
    return "/".join(parts[:2]) if parts[0] == "core" else parts[0]


def complaints(path):
    own = layer_of(path)
    if own not in RANK:
        yield f"{path}: {own} is not a layer"
        return
    for number, line in enumerate(pathlib.Path(path).read_text().splitlines(), 1):
        if own.startswith("core/") and QT_GUI.match(line):
            yield f"{path}:{number}: core knows no Gui, Widgets or Charts"
        for name, (home, pattern) in SINGLE.items():
            if pattern.match(line) and not path.startswith(home) and not path.startswith("tests/"):
                yield f"{path}:{number}: {name} stays in {home}"
        match = INCLUDE.match(line)
        if not match or "/" not in match[1]:
            continue
        other = layer_of(match[1])
        if other not in RANK:
            continue
        if other != own and RANK[other] >= RANK[own]:
            yield f"{path}:{number}: {own} must not include {match[1]}"


def main():
    files = [str(p) for top in ("core", "ui", "app", "tests") for p in pathlib.Path(top).rglob("*") if p.suffix in (".h", ".cpp")]
    found = [line for path in sorted(files) for line in complaints(path)]
    print("\n".join(found))
    return 1 if found else 0


sys.exit(main())
