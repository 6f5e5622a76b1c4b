// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/socketwatch.h"

#include <QCoreApplication>
#include <QTest>

/// The main() of a test that runs on Qt's event loop and, with BELAY_TEST_LOOP set, on that of the gateway's
/// thread: `belay_test_on_socket_loop()` in CMake adds it once more.
#define BELAY_LOOP_TEST_MAIN(Test)                                                                           \
    int main(int argc, char **argv)                                                                          \
    {                                                                                                        \
        if (qEnvironmentVariableIsSet("BELAY_TEST_LOOP"))                                                    \
            QCoreApplication::setEventDispatcher(Belay::createSocketLoop().release());                       \
        const QCoreApplication application(argc, argv);                                                      \
        Test test;                                                                                           \
        return QTest::qExec(&test, argc, argv);                                                              \
    }
