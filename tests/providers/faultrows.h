// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Columns kind, status, body, expected (outcome) and expectedCode, one row for each thing that a provider is
/// known to say.
void addFaultRows();
