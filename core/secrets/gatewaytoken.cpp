// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/gatewaytoken.h"

#include "core/secrets/localsecrets.h"

#include <QRandomGenerator>

#include <array>

namespace Belay {

namespace {

SecretReading refusedIfShort(SecretReading reading, const QString &what)
{
    if (reading.value.isEmpty() || reading.value.reveal().size() >= ShortestToken)
        return reading;
    reading.value = {};
    reading.error = Error {ErrorKind::Config,
        QStringLiteral("%1 is refused: a token has at least %2 characters").arg(what).arg(ShortestToken), {}};
    return reading;
}

} // namespace

Secret newGatewayToken()
{
    std::array<quint32, 8> bits {};
    QRandomGenerator::system()->fillRange(bits.data(), static_cast<qsizetype>(bits.size()));
    const QByteArrayView bytes(reinterpret_cast<const char *>(bits.data()), sizeof bits);
    return Secret {"blt_"
        + bytes.toByteArray().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)};
}

SecretReading tokenReading(const QString &id, const SecretReading &reading)
{
    if (id != defaultToken() || reading.storage != KeyStorage::NoKeychain)
        return refusedIfShort(reading, QStringLiteral("the token ") + id);
    const QString variable = QStringLiteral("BELAY_GATEWAY_TOKEN");
    const SecretReading instead = readEnvironmentSecret(variable);
    return instead.value.isEmpty() ? reading : refusedIfShort(instead, variable);
}

} // namespace Belay
