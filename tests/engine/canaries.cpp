// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/canaries.h"

#include "tests/engine/keyecho.h"

#include <QFile>
#include <QtTest>

namespace Belay {

namespace {

constexpr auto EchoKey = "Ka3CANARYq7Lm2Vt8Rb4Ws6Yk1Zd9Pf5";

const QStringList Ways {QStringLiteral("auth"), QStringLiteral("page"), QStringLiteral("redirect"),
    QStringLiteral("gone"), QStringLiteral("fake"), QStringLiteral("good"), QStringLiteral("garbage"),
    QStringLiteral("noise")};

/// A piece of the middle of the key as base64 has it, wherever in a text the key begins.
void addBase64(std::vector<QByteArray> &pieces, const QByteArray &key)
{
    constexpr qsizetype Length = 16;
    const qsizetype middle = key.indexOf("CANARY") - 3;
    for (qsizetype shift = 0; shift < 3; ++shift) {
        const QByteArray coded = QByteArray(shift, ' ') + key;
        const qsizetype from = (middle + shift + 2) / 3 * 4; // the first group that is of the middle alone
        pieces.push_back(coded.toBase64().mid(from, Length));
        pieces.push_back(coded.toBase64(QByteArray::Base64UrlEncoding).mid(from, Length));
    }
}

/// What must be found nowhere: pieces of the middle of each key, and of what encodings make of it.
std::vector<QByteArray> forbiddenPieces()
{
    std::vector<QByteArray> pieces;
    const auto add = [&](const QByteArray &key) {
        for (qsizetype at = key.indexOf("CANARY") - 3; at + 12 <= key.size() - 4; ++at)
            pieces.push_back(key.mid(at, 12));
        addBase64(pieces, key);
        const QByteArray middle = key.mid(key.indexOf("CANARY"), 8);
        pieces.push_back(middle.toPercentEncoding({}, middle));
        pieces.push_back(middle.toHex());
    };
    for (const auto &[id, key] : canaries())
        add(key);
    add(EchoKey);
    return pieces;
}

} // namespace

const std::map<QByteArray, QByteArray> &canaries()
{
    static const std::map<QByteArray, QByteArray> keys {
        {"openai", "sk-proj-Aq7CANARYx4Zt9Lm2Vb8Rk3Ws6Yd1Ph5Nc0Jg"},
        {"anthropic", "sk-ant-api03-Bw3CANARYu8Hn5Tq1Xe7Oc4Mf9Sj2Kd6Rl0P"},
        {"gemini", "AIzaCz5CANARYp2Gv8Wk4Ns7Be1Yt6Qm3"},
        {"groq", "gsk_Dr9CANARYf3Ux6Jh1Lb8Ov5Ze2Kc7Tw4"},
        {"cerebras", "csk-Et2CANARYm7Qs4Yd9Pg1Xn6Rv3Ha8Wj5"},
        {"deepseek", "sk-Fu6CANARYb1Kz8Co3Ml7Td5Ix2Ey9Gn4"},
        {"openrouter", "sk-or-v1-Gv4CANARYs9Wp2Fh6Aj1Nk8Lq5Zc3Ub7"},
        {"together", "tgp_v1_Hw8CANARYd5Ov1Rt7Xm3Ge9Ys2Bi6Kf4"},
        {"fireworks", "fw_Ix1CANARYn6Cz4Jp9Vu2Hd8Lt5Qa3Mw7"},
        {"mistral", "Jy5CANARYg8Sk2Bo7Fr4Wc9Ne1Tz6Xv3"},
    };
    return keys;
}

void searchForKeys(const QByteArray &content, const QString &where)
{
    static const std::vector<QByteArray> forbidden = forbiddenPieces();
    for (const QByteArray &piece : forbidden)
        QVERIFY2(!content.contains(piece), qPrintable(where + u": " + QString::fromLatin1(piece)));
}

bool CanaryHome::begin()
{
    std::vector<SimulatedProvider> played;
    for (const auto &[id, key] : canaries()) {
        const QString name = QString::fromLatin1(id);
        const auto kind = *enumFromString<ProviderKindId>(name);
        const Dialect dialect = id == "anthropic" ? Dialect::Anthropic
            : id == "gemini"                      ? Dialect::Gemini
                                                  : Dialect::OpenAi;
        played.push_back(EngineFixture::provider(name, kind, key, dialect));
    }
    if (!fixture.play(std::move(played)) || !fixture.setWeather(R"({"targets":{
        "anthropic":[{"at":"0s","weather":"bad-key"}], "gemini":[{"at":"0s","weather":"storm-429","retryAfter":"1s"}],
        "groq":[{"at":"0s","weather":"quota"}], "cerebras":[{"at":"0s","weather":"html-200"}],
        "deepseek":[{"at":"0s","weather":"garbage"}], "openrouter":[{"at":"0s","weather":"redirect"}],
        "together":[{"at":"0s","weather":"fake-200"}], "fireworks":[{"at":"0s","weather":"reset"}]}})"))
        return false;
    fixture.config.chains.clear();
    return hideKeys() && addEchoes() && fixture.save();
}

/// Half of the keys into the environment, half into files.
bool CanaryHome::hideKeys()
{
    bool fromFile = false;
    for (ProviderConfig &provider : fixture.config.providers) {
        const QByteArray key = canaries().at(provider.id.value.toLatin1());
        const QString name = QStringLiteral("BELAY_TEST_") + provider.id.value.toUpper();
        fromFile = !fromFile;
        if (provider.id.value == u"mistral")
            continue; // stays a session key
        if (!fromFile) {
            qputenv(name.toLatin1().constData(), key);
            provider.keys.front().source = {KeySource::From::Environment, name};
            continue;
        }
        const QString path = writeKey(provider.id.value, key + '\n');
        if (path.isEmpty())
            return false;
        provider.keys.front().source = {KeySource::From::File, path};
    }
    return true;
}

bool CanaryHome::addEchoes()
{
    m_echo = std::make_unique<ScriptedServer>(echoKey);
    const QString path = writeKey(QStringLiteral("echo"), EchoKey);
    for (const QString &way : Ways) {
        ProviderConfig provider = fixture.config.providers.front();
        provider.id = ProviderId {QStringLiteral("echo-") + way};
        provider.kind = ProviderKindId::OpenAiCompatible;
        provider.name = provider.id.value;
        provider.baseUrl = m_echo->url(u'/' + way + QStringLiteral("/v1"));
        provider.keys.front().source = {KeySource::From::File, path};
        fixture.config.providers.push_back(std::move(provider));
    }
    return !path.isEmpty();
}

QString CanaryHome::writeKey(const QString &name, const QByteArray &key) const
{
    QFile file(m_keyFiles.filePath(name));
    const bool written = file.open(QIODevice::WriteOnly) && file.write(key) == key.size()
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    return written ? file.fileName() : QString();
}

} // namespace Belay
