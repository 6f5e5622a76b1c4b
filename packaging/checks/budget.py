#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Belay authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The size budget: a header of 150 lines, a source file of 400 (600 is the hard stop), a function of 40 (60).

Over the soft limit a place is listed, over the hard one it fails. Functions are found by the shape that clang-format
gives them: a brace alone in the first column opens one, a brace in the first column closes it."""

import pathlib
import sys

HEADER, SOURCE, SOURCE_STOP, FUNCTION, FUNCTION_STOP = 150, 400, 600, 40, 60


def functions(lines):
    """(line, length, head) of every function body."""
    start = None
    for number, line in enumerate(lines, 1):
        if line == "{":
            start = number
        elif start is not None and line.startswith("}"):
            if line == "}":
                yield start, number - start - 1, lines[start - 2].strip()
            start = None


def main():
    listed, failed = [], []
    for top in ("core", "ui", "app", "tests"):
        for path in sorted(pathlib.Path(top).rglob("*")):
            if path.suffix not in (".h", ".cpp"):
                continue
            lines = path.read_text().splitlines()
            if path.suffix == ".h" and len(lines) > HEADER:
                failed.append(f"{path}: {len(lines)} lines (header: {HEADER})")
            if path.suffix == ".cpp" and len(lines) > SOURCE:
                (failed if len(lines) > SOURCE_STOP else listed).append(f"{path}: {len(lines)} lines")
            if top == "tests":
                continue  # a table of rows is as long as the cases are many
            for line, length, head in functions(lines):
                if length > FUNCTION:
                    (failed if length > FUNCTION_STOP else listed).append(f"{path}:{line}: {length} lines: {head}")
    for line in listed:
        print("over the soft limit:", line)
    for line in failed:
        print("OVER THE HARD LIMIT:", line)
    return 1 if failed else 0


sys.exit(main())
