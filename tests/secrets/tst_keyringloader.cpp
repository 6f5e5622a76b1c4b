// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/keyringloader.h"

#include "core/secrets/gatewaytoken.h"
#include "core/secrets/keychainaccount.h"
#include "core/secrets/sessionstore.h"

#include <QtTest>

#include <deque>

using namespace Belay;

namespace {

/// A keychain that answers when the test says so.
class SlowStore final : public SecretStore
{
public:
    void read(const QString &account, ReadDone done) override { m_reads.emplace_back(account, done); }
    void write(const QString &, const Secret &, WriteDone done) override { done(Result<void> {}); }
    void remove(const QString &, WriteDone done) override { done(Result<void> {}); }

    QString nextAccount() const { return m_reads.front().first; }
    size_t waiting() const { return m_reads.size(); }
    void answer(const SecretReading &reading)
    {
        const ReadDone done = m_reads.front().second;
        m_reads.pop_front();
        done(reading);
    }

private:
    std::deque<std::pair<QString, ReadDone>> m_reads;
};

struct Loaded {
    std::vector<std::pair<KeyRingPtr, KeyRingLoader::Stage>> calls;
    KeyRingLoader::Done take()
    {
        return
            [this](const KeyRingPtr &ring, KeyRingLoader::Stage stage) { calls.emplace_back(ring, stage); };
    }
};

KeyConfig key(const char *id, const QString &from)
{
    return {KeyId {QString::fromLatin1(id)}, *KeySource::fromString(from), 1};
}

std::shared_ptr<const Config> configWith(std::vector<KeyConfig> keys)
{
    Config config;
    ProviderConfig &provider = config.providers.emplace_back();
    provider.id = ProviderId {QStringLiteral("a")};
    provider.keys = std::move(keys);
    return std::make_shared<const Config>(std::move(config));
}

const KeyRingEntry &entry(const KeyRingPtr &ring, const char *id)
{
    return *ring->entry(ProviderId {QStringLiteral("a")}, KeyId {QString::fromLatin1(id)});
}

} // namespace

class tst_KeyRingLoader final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void withoutKeysItEndsAtOnce();
    void aLockedKeychainDelaysNobodyElse();
    void aNewLoadSilencesTheOld();
    void anEndedLoaderIsSilent();
    void accounts();
    void tokensAreReadWhenAskedFor();
    void theDefaultTokenWithoutAKeychain_data();
    void theDefaultTokenWithoutAKeychain();
    void newTokens();

private:
    std::unique_ptr<SlowStore> m_keychain;
    SessionStore m_session;
    std::unique_ptr<KeyRingLoader> m_loader;
};

void tst_KeyRingLoader::init()
{
    m_keychain = std::make_unique<SlowStore>();
    m_loader = std::make_unique<KeyRingLoader>(*m_keychain, m_session, QStringLiteral("/home/of/belay"));
}

void tst_KeyRingLoader::withoutKeysItEndsAtOnce()
{
    Loaded loaded;
    m_loader->load(configWith({}), loaded.take());
    QVERIFY(loaded.calls.empty()); // never from inside the call
    QCoreApplication::processEvents();
    QCOMPARE(loaded.calls.size(), size_t {1});
    QCOMPARE(loaded.calls[0].second, KeyRingLoader::Stage::Last);
}

void tst_KeyRingLoader::aLockedKeychainDelaysNobodyElse()
{
    qputenv("BELAY_TEST_KEY", "from-the-environment");
    Loaded loaded;
    const auto config = configWith({key("chain", QStringLiteral("keychain")),
        key("late", QStringLiteral("keychain")), key("env", QStringLiteral("env:BELAY_TEST_KEY")),
        key("file", QStringLiteral("file:/nowhere/at/all")), key("session", QStringLiteral("session"))});
    m_session.write(keychainAccount(QStringLiteral("/home/of/belay"), ProviderId {QStringLiteral("a")},
                        KeyId {QStringLiteral("session")}),
        Secret {QByteArray("typed")}, [](const Result<void> &) {});
    m_loader->load(config, loaded.take());
    QCoreApplication::processEvents();

    QCOMPARE(loaded.calls.size(), size_t {1});
    QCOMPARE(loaded.calls[0].second, KeyRingLoader::Stage::First);
    const KeyRingPtr first = loaded.calls[0].first;
    QCOMPARE(entry(first, "env").value.reveal(), QByteArray("from-the-environment"));
    QCOMPARE(entry(first, "session").value.reveal(), QByteArray("typed"));
    QCOMPARE(toString(entry(first, "file").storage), toString(KeyStorage::File));
    QVERIFY(entry(first, "file").value.isEmpty());
    QCOMPARE(toString(entry(first, "chain").storage), toString(KeyStorage::LockedOrMissing));

    m_keychain->answer({KeyStorage::Stored, Secret {QByteArray("stored")}, {}});
    QCOMPARE(loaded.calls.size(), size_t {1});
    m_keychain->answer({KeyStorage::NoKeychain, {}, Error {}});
    QCOMPARE(loaded.calls.size(), size_t {2});
    QCOMPARE(loaded.calls[1].second, KeyRingLoader::Stage::Last);
    QCOMPARE(entry(loaded.calls[1].first, "chain").value.reveal(), QByteArray("stored"));
    QCOMPARE(toString(entry(loaded.calls[1].first, "late").storage), toString(KeyStorage::NoKeychain));
    QVERIFY(entry(first, "chain").value.isEmpty()); // a ring that was given out does not change
}

void tst_KeyRingLoader::aNewLoadSilencesTheOld()
{
    Loaded old;
    Loaded fresh;
    m_loader->load(configWith({key("chain", QStringLiteral("keychain"))}), old.take());
    m_loader->load(configWith({key("chain", QStringLiteral("keychain"))}), fresh.take());
    QCoreApplication::processEvents();
    m_keychain->answer({KeyStorage::Stored, Secret {QByteArray("1")}, {}});
    m_keychain->answer({KeyStorage::Stored, Secret {QByteArray("2")}, {}});
    QVERIFY(old.calls.empty());
    QCOMPARE(fresh.calls.size(), size_t {2});
    QCOMPARE(entry(fresh.calls[1].first, "chain").value.reveal(), QByteArray("2"));
}

void tst_KeyRingLoader::anEndedLoaderIsSilent()
{
    Loaded loaded;
    m_loader->load(configWith({key("chain", QStringLiteral("keychain"))}), loaded.take());
    m_loader.reset();
    m_keychain->answer({KeyStorage::Stored, Secret {QByteArray("1")}, {}});
    QCoreApplication::processEvents();
    QVERIFY(loaded.calls.empty());
}

void tst_KeyRingLoader::accounts()
{
    const QTemporaryDir folder;
    const QString link = folder.filePath(QStringLiteral("link"));
    const QString real = folder.filePath(QStringLiteral("real"));
    QVERIFY(QDir().mkdir(real) && QFile::link(real, link));
    const ProviderId provider {QStringLiteral("openai")};
    const KeyId main {QStringLiteral("main")};
    const QString account = keychainAccount(real, provider, main);
    QVERIFY(QRegularExpression(QStringLiteral("^[0-9a-f]{12}/openai/main$")).match(account).hasMatch());
    QCOMPARE(keychainAccount(link, provider, main), account);
    QVERIFY(keychainAccount(folder.path(), provider, main) != account);
    QCOMPARE(
        gatewayAccount(real, QStringLiteral("default")), QString(account.left(12) + u"/gateway/default"));
}

void tst_KeyRingLoader::tokensAreReadWhenAskedFor()
{
    qputenv("BELAY_TEST_TOKEN", QByteArray(32, 't'));
    qputenv("BELAY_SHORT_TOKEN", QByteArray(31, 't'));
    Config config;
    config.gateway.tokens = {{QStringLiteral("default"), {}},
        {QStringLiteral("app"), *KeySource::fromString(QStringLiteral("env:BELAY_TEST_TOKEN"))},
        {QStringLiteral("short"), *KeySource::fromString(QStringLiteral("env:BELAY_SHORT_TOKEN"))}};
    const auto shared = std::make_shared<const Config>(config);
    Loaded without;
    m_loader->load(shared, without.take());
    QCoreApplication::processEvents();
    QVERIFY(without.calls.back().first->entries().empty());
    QCOMPARE(m_keychain->waiting(), size_t {0}); // the keychain was not opened for nothing

    Loaded loaded;
    m_loader->load(shared, loaded.take(), KeyRingLoader::Tokens::Read);
    QCoreApplication::processEvents();
    QCOMPARE(m_keychain->nextAccount(),
        gatewayAccount(QStringLiteral("/home/of/belay"), QStringLiteral("default")));
    m_keychain->answer({KeyStorage::Stored, Secret {QByteArray(40, 'k')}, {}});
    const KeyRingPtr ring = loaded.calls.back().first;
    const auto value = [&](const char *id) {
        return ring->entry(gatewayProvider(), KeyId {QString::fromLatin1(id)})->value.reveal();
    };
    QCOMPARE(value("default"), QByteArray(40, 'k'));
    QCOMPARE(value("app"), QByteArray(32, 't'));
    QCOMPARE(value("short"), QByteArray());
    QVERIFY(ring->entry(gatewayProvider(), KeyId {QStringLiteral("short")})->problem);
}

void tst_KeyRingLoader::theDefaultTokenWithoutAKeychain_data()
{
    QTest::addColumn<QByteArray>("variable");
    QTest::addColumn<QString>("id");
    QTest::addColumn<bool>("absent");
    QTest::addColumn<bool>("expected");
    const QString other = QStringLiteral("app");
    QTest::newRow("is the variable's") << QByteArray(32, 'v') << defaultToken() << true << true;
    QTest::newRow("is refused when short") << QByteArray(31, 'v') << defaultToken() << true << false;
    QTest::newRow("is missing without it") << QByteArray() << defaultToken() << true << false;
    QTest::newRow("stays missing where a keychain is")
        << QByteArray(32, 'v') << defaultToken() << false << false;
    QTest::newRow("is for the default alone") << QByteArray(32, 'v') << other << true << false;
}

void tst_KeyRingLoader::theDefaultTokenWithoutAKeychain()
{
    QFETCH(QByteArray, variable);
    QFETCH(QString, id);
    QFETCH(bool, absent);
    QFETCH(bool, expected);
    qputenv("BELAY_GATEWAY_TOKEN", variable);
    const SecretReading reading
        = tokenReading(id, {absent ? KeyStorage::NoKeychain : KeyStorage::LockedOrMissing, {}, Error {}});
    qunsetenv("BELAY_GATEWAY_TOKEN");
    QCOMPARE(reading.value.reveal(), expected ? variable : QByteArray());
    QCOMPARE(reading.error.has_value(), !expected);
    if (reading.error)
        QVERIFY(!reading.error->detail.contains(QStringLiteral("vvv")));
}

void tst_KeyRingLoader::newTokens()
{
    const QByteArray one = newGatewayToken().reveal();
    QVERIFY(QRegularExpression(QStringLiteral("^blt_[A-Za-z0-9_-]{43}$"))
                .match(QString::fromLatin1(one))
                .hasMatch());
    QVERIFY(one != newGatewayToken().reveal());
    QVERIFY(one.size() >= ShortestToken);
}

QTEST_GUILESS_MAIN(tst_KeyRingLoader)
#include "tst_keyringloader.moc"
