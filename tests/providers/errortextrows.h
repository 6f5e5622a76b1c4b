// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

// Columns text, expected (outcome), kind (empty: nobody can tell) and status (0: none told); one row for each
// way that a person meets an error.

void addErrorTextRow(
    const char *name, const QByteArray &text, const char *expected, const char *kind, int status);

void addProviderTexts(); ///< answers of every provider, as curl or a log shows them
void addLibraryTexts(); ///< what the libraries of Python, Node, Go, Java, .NET and Rust print
void addTransportTexts(); ///< no answer came
void addCurlTexts(); ///< each exit code of curl that says something
