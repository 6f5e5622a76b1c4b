// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secrets/secretstore.h"

#include <QtTest>

namespace Belay {

/// What a call to a store ended with, and how often.
struct ReadEnd {
    int calls = 0;
    SecretReading reading;
    SecretStore::ReadDone take()
    {
        return [this](const SecretReading &result) {
            ++calls;
            reading = result;
        };
    }
};

struct WriteEnd {
    int calls = 0;
    Result<void> result;
    SecretStore::WriteDone take()
    {
        return [this](const Result<void> &ended) {
            ++calls;
            result = ended;
        };
    }
    bool failedWith(ErrorKind kind) const { return !result && result.error().kind == kind; }
};

inline SecretReading readNow(SecretStore &store, const QString &account)
{
    ReadEnd end;
    store.read(account, end.take());
    (void)QTest::qWaitFor([&] { return end.calls > 0; }, 20'000);
    return end.reading;
}

inline Result<void> writeNow(SecretStore &store, const QString &account, const QByteArray &value)
{
    WriteEnd end;
    end.result = Unexpected {Error {}};
    store.write(account, Secret {value}, end.take());
    (void)QTest::qWaitFor([&] { return end.calls > 0; }, 20'000);
    return end.result;
}

/// Which of the wrapper's runs this is.
inline QByteArray keyringPhase()
{
    return qgetenv("BELAY_KEYRING_PHASE");
}

} // namespace Belay
