// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/configjson.h"
#include "core/domain/configreader.h"
#include "core/engine/configservice.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace Belay;

/// A config with every field of contract 4, of which each place in turn is made wrong.
class tst_ConfigMutations final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyFieldIsThere();
    void everyPlaceRefusesEveryOtherType();
    void numbersOutOfEveryRange();
    void durationsThatAreNone();
    void emptyTexts();
    void tooDeepAnywhere();
    void aMemberTwiceInAnyObject();
    void anIdTwiceInAnyList();
    void unknownMembersAreKept();
    void aBadFileIsNeitherUsedNorTouched();

private:
    using Pointer = ConfigJson::json_pointer;

    static QString pathOf(const Pointer &pointer) { return QString::fromStdString(pointer.to_string()); }
    ConfigJson with(const Pointer &place, const ConfigJson &value) const;
    void expectError(const ConfigJson &json, const Pointer &place, const QStringList &codes) const;

    ConfigJson m_good;
    std::vector<Pointer> m_places; // all but the root
    QByteArrayList m_bad; // files that were refused
};

namespace {

constexpr auto Whole = R"({"version":1,
"providers":[
 {"id":"a","kind":"openai","name":"A","enabled":true,"baseUrl":"https://a.example/v1","headers":{"X-Team":"blue"},
  "caFile":"/etc/ca.pem","proxy":"http://proxy.example:3128",
  "keys":[{"id":"main","from":"keychain","weight":2},{"id":"ci","from":"env:A_KEY"}],
  "monitor":{"enabled":true,"every":"30s","completionEvery":"10m","models":["m","n"],"paused":["n"],
   "monthlyBudgetUsd":2.5,"acceptUnknownPrice":true,"slowOver":"5s","statusPage":"https://status.example/"}},
 {"id":"b","kind":"groq"}],
"prices":{"a/m":{"inputPerM":1.5,"outputPerM":2}},
"chains":[
 {"id":"default","aliases":["gpt-4o*","x"],"deadline":"50s","answerDeadline":"4m","steps":[
  {"targets":[{"provider":"a","model":"m","weight":3,"keys":["main"]},{"provider":"b","model":"o"}],
   "race":{"after":"2s"},
   "retry":{"numRetries":1,"baseInterval":"200ms","maxInterval":"4s"},
   "timeouts":{"connect":"4s","firstContent":"10s","idle":"40s","total":"100s"},
   "retryOn":["server-error","content-filter"],"enabled":true},
  {"targets":[{"provider":"a","model":"m"},{"provider":"b","model":"o"}],"pool":{}}]},
 {"id":"second","steps":[{"targets":[{"provider":"b","model":"o"}]}]}],
"breaker":{"consecutiveFailures":4,"failureRatio":0.4,"minimumRequests":9,"window":"50s","cooldown":"20s",
 "maxCooldown":"9m","successesToClose":3},
"budgets":{"retryShare":0.1,"hedgeShare":0.04,"hedgeUsdPerDay":0.4},
"history":{"rawDays":20,"traceDays":10},
"gateway":{"enabled":true,"listen":"127.0.0.2","port":4000,"requireToken":true,
 "tokens":[{"id":"default","from":"keychain"},{"id":"ci","from":"env:T_KEY"}],"allowedHosts":["belay.example"],
 "allowedOrigins":["https://app.example"],"unknownModel":"second","passthrough":"b"},
"network":{"anchors":["https://one.example/","https://two.example/"],"local":"internet"},
"notifications":{"desktop":false,"events":["incident.opened","model.retiring"],"muted":["b","a/m"],
 "remindEvery":"30m","quietHours":"22:00-07:00",
 "webhooks":[{"id":"w","form":"slack","url":"keychain","events":["test"]},
  {"id":"v","form":"generic","url":"https://hook.example/in","secret":"env:V_SECRET","enabled":false}]}})";

void collect(
    const ConfigJson &json, const ConfigJson::json_pointer &at, std::vector<ConfigJson::json_pointer> &places)
{
    if (!at.empty())
        places.push_back(at);
    if (json.is_object()) {
        for (const auto &[name, value] : json.items())
            collect(value, at / name, places);
    } else if (json.is_array()) {
        for (size_t i = 0; i < json.size(); ++i)
            collect(json[i], at / i, places);
    }
}

/// One kind of type each, as the reader tells them apart.
int typeOf(const ConfigJson &json)
{
    return json.is_number() ? static_cast<int>(ConfigJson::value_t::number_float)
                            : static_cast<int>(json.type());
}

QByteArray textOf(const ConfigJson &json)
{
    return configJsonText(json, ConfigJsonForm::Compact);
}

/// The text of a document in which the member at `twice` stands a second time.
QByteArray withTwice(
    const ConfigJson &json, const ConfigJson::json_pointer &at, const ConfigJson::json_pointer &twice)
{
    if (!json.is_structured())
        return textOf(json);
    QByteArrayList parts;
    if (json.is_array()) {
        for (size_t i = 0; i < json.size(); ++i)
            parts << withTwice(json[i], at / i, twice);
        return '[' + parts.join(',') + ']';
    }
    for (const auto &[name, value] : json.items()) {
        const QByteArray member
            = textOf(ConfigJson(name)).trimmed() + ':' + withTwice(value, at / name, twice);
        parts << member;
        if (at / name == twice)
            parts << member;
    }
    return '{' + parts.join(',') + '}';
}

} // namespace

void tst_ConfigMutations::initTestCase()
{
    const auto document = parseConfigJson(Whole);
    QVERIFY(document.has_value());
    m_good = document->root;
    const auto config = readConfig(Whole);
    QVERIFY2(config.has_value(), config ? "" : qPrintable(configIssueLine(config.error().front())));
    collect(m_good, Pointer(), m_places);
}

void tst_ConfigMutations::everyFieldIsThere()
{
    // What the contract lists; a new field has to be added above.
    const QByteArray names
        = "id kind name enabled baseUrl headers caFile proxy from weight monitor every completionEvery "
          "models "
          "paused monthlyBudgetUsd acceptUnknownPrice slowOver statusPage inputPerM outputPerM aliases "
          "deadline answerDeadline steps targets provider model keys race after pool retry numRetries "
          "baseInterval maxInterval timeouts connect firstContent idle total retryOn consecutiveFailures "
          "failureRatio minimumRequests window cooldown maxCooldown successesToClose retryShare hedgeShare "
          "hedgeUsdPerDay rawDays traceDays listen port requireToken tokens allowedHosts allowedOrigins "
          "unknownModel passthrough anchors local desktop webhooks form url events quietHours";
    for (const QByteArray &name : names.split(' ')) {
        QVERIFY2(std::ranges::any_of(
                     m_places, [&](const Pointer &place) { return place.back() == name.toStdString(); }),
            name.constData());
    }
}

ConfigJson tst_ConfigMutations::with(const Pointer &place, const ConfigJson &value) const
{
    ConfigJson json = m_good;
    json[place] = value;
    return json;
}

/// Among the errors is one at this very place, and no other error is without a place or a known code.
void tst_ConfigMutations::expectError(
    const ConfigJson &json, const Pointer &place, const QStringList &codes) const
{
    const QByteArray text = textOf(json);
    const auto config = readConfig(text);
    QVERIFY2(!config.has_value(), QByteArray(text + pathOf(place).toUtf8()).constData());
    static const QStringList Closed {QStringLiteral("bad-json"), QStringLiteral("bad-type"),
        QStringLiteral("bad-value"), QStringLiteral("missing"), QStringLiteral("duplicate"),
        QStringLiteral("unknown-reference"), QStringLiteral("bad-secret"), QStringLiteral("newer-version")};
    bool found = false;
    QStringList seen;
    for (const ConfigIssue &issue : config.error()) {
        QVERIFY2(Closed.contains(issue.code) && !issue.expected.isEmpty() && !issue.got.isEmpty(),
            qPrintable(configIssueLine(issue)));
        QVERIFY2(Pointer(issue.pointer.toStdString()).empty()
                || json.contains(Pointer(issue.pointer.toStdString()).parent_pointer()),
            qPrintable(configIssueLine(issue)));
        found = found || (issue.pointer == pathOf(place) && codes.contains(issue.code));
        seen << QString(issue.code + u' ' + issue.pointer);
    }
    QVERIFY2(found, qPrintable(QString(pathOf(place) + u" -> " + seen.join(u", "))));
}

void tst_ConfigMutations::everyPlaceRefusesEveryOtherType()
{
    const std::vector<ConfigJson> others {nullptr, true, false, 7, -0.5, "", "a text", ConfigJson::array(),
        ConfigJson::object(), ConfigJson::array({nullptr}), ConfigJson({{"id", 5}}),
        ConfigJson::array({ConfigJson::object()})};
    for (const Pointer &place : m_places) {
        for (const ConfigJson &other : others) {
            if (typeOf(other) == typeOf(m_good[place])) {
                (void)readConfig(textOf(with(place, other))); // right or wrong: it only has to end
                continue;
            }
            const ConfigJson wrong = with(place, other);
            expectError(wrong, place, {QStringLiteral("bad-type")});
            if (QTest::currentTestFailed())
                return;
            if (m_bad.size() < 4'000)
                m_bad << textOf(wrong);
        }
    }
    QVERIFY(m_bad.size() > 800);
}

void tst_ConfigMutations::numbersOutOfEveryRange()
{
    const std::vector<ConfigJson> wrong {1e300, -1e300, -1, std::numeric_limits<quint64>::max(),
        std::numeric_limits<qint64>::min(), 4294967297};
    int places = 0;
    for (const Pointer &place : m_places) {
        if (!m_good[place].is_number())
            continue;
        ++places;
        for (const ConfigJson &number : wrong)
            expectError(
                with(place, number), place, {QStringLiteral("bad-value"), QStringLiteral("newer-version")});
        if (QTest::currentTestFailed())
            return;
        // Numbers that JSON does not have are none of its text either.
        for (const char *word : {"NaN", "Infinity", "-Infinity", "1e400", "0x10", "+1", ".5", "1.", "01"}) {
            QByteArray text = textOf(with(place, "SLOT"));
            text.replace("\"SLOT\"", word);
            const auto config = readConfig(text);
            QVERIFY2(!config && config.error().front().code == u"bad-json", text.constData());
        }
    }
    QVERIFY(places > 15);
}

void tst_ConfigMutations::durationsThatAreNone()
{
    int places = 0;
    for (const Pointer &place : m_places) {
        const ConfigJson &value = m_good[place];
        if (!value.is_string() || !durationFromString(QString::fromStdString(value.get<std::string>())))
            continue;
        ++places;
        for (const char *text : {"-1s", "0s", "0ms", "1.5s", "1e3s", " 60s", "60s ", "60 s", "60", "s", "NaN",
                 "infinity", "99999999999999999999s", "999999999999d", "999999999999h", "٦٠s", "1m30s"}) {
            if (place.back() == "after" && text[0] == '0')
                continue; // a race from the start
            expectError(with(place, text), place, {QStringLiteral("bad-value")});
            if (QTest::currentTestFailed())
                return;
        }
    }
    QVERIFY(places >= 15);
}

void tst_ConfigMutations::emptyTexts()
{
    for (const Pointer &place : m_places) {
        const bool isHeader = pathOf(place).contains(QStringLiteral("/headers/")); // may be empty
        if (!m_good[place].is_string() || isHeader)
            continue;
        expectError(
            with(place, ""), place, {QStringLiteral("bad-value"), QStringLiteral("unknown-reference")});
        if (QTest::currentTestFailed())
            return;
    }
}

void tst_ConfigMutations::tooDeepAnywhere()
{
    ConfigJson deep = ConfigJson::array();
    for (int i = 0; i < 70; ++i)
        deep = ConfigJson::array({deep});
    for (const Pointer &place : m_places) {
        const auto config = readConfig(textOf(with(place, deep)));
        QVERIFY(!config && config.error().size() == 1);
        QCOMPARE(config.error().front().code, QStringLiteral("bad-json"));
    }
}

void tst_ConfigMutations::aMemberTwiceInAnyObject()
{
    for (const Pointer &place : m_places) {
        if (!m_good[place.parent_pointer()].is_object())
            continue;
        const auto config = readConfig(withTwice(m_good, Pointer(), place));
        QVERIFY2(!config.has_value(), qPrintable(pathOf(place)));
        QVERIFY2(std::ranges::any_of(config.error(),
                     [&](const ConfigIssue &issue) {
                         return issue.code == u"duplicate" && issue.pointer == pathOf(place);
                     }),
            qPrintable(pathOf(place)));
    }
}

void tst_ConfigMutations::anIdTwiceInAnyList()
{
    int lists = 0;
    for (const Pointer &place : m_places) {
        const ConfigJson &list = m_good[place];
        if (!list.is_array() || list.empty())
            continue;
        const bool named = list.front().is_object() && list.front().contains("id");
        if (!named && !list.front().is_string())
            continue; // steps and targets may be alike
        if (place.back() == "anchors")
            continue;
        ++lists;
        ConfigJson longer = list;
        longer.push_back(list.front());
        const Pointer second = place / list.size();
        expectError(with(place, longer), named ? second / "id" : second, {QStringLiteral("duplicate")});
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY(lists >= 12);
}

void tst_ConfigMutations::unknownMembersAreKept()
{
    Config expected = *readConfig(textOf(m_good));
    const std::vector<ConfigJson> values {
        nullptr, true, -1e300, "", "a text", ConfigJson::array({1, "x"}), ConfigJson({{"id", nullptr}})};
    for (const Pointer &place : m_places) {
        const QString path = pathOf(place);
        const bool isMap
            = path == u"/prices" || path.endsWith(u"/headers"); // every name in it means something
        if (!m_good[place].is_object() || isMap)
            continue;
        for (const ConfigJson &value : values) {
            const QByteArray text = textOf(with(place / "laterField", value));
            const auto config = readConfig(text);
            QVERIFY2(config.has_value(), qPrintable(path));
            expected.text = text;
            QVERIFY2(*config == expected, qPrintable(path));
        }
    }
}

void tst_ConfigMutations::aBadFileIsNeitherUsedNorTouched()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("config.json"));
    const auto put = [&](const QByteArray &text) {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    };
    QVERIFY(put(Whole));
    ConfigService service(path);
    QVERIFY(service.load().has_value());
    const Config before = *service.config();
    for (qsizetype i = 0; i < m_bad.size(); i += 29) {
        QVERIFY(put(m_bad[i]));
        QVERIFY(!service.load());
        QVERIFY(*service.config() == before);
        QVERIFY(!service.apply(Config()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), m_bad[i]);
    }
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
}

QTEST_GUILESS_MAIN(tst_ConfigMutations)
#include "tst_configmutations.moc"
