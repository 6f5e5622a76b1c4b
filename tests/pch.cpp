// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Empty: it is there for the precompiled headers that all tests share.
