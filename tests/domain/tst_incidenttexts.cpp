// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/incidentexport.h"
#include "core/domain/incidentfeed.h"
#include "core/domain/incidentjson.h"
#include "core/domain/incidenttext.h"
#include "core/domain/supportpacket.h"

#include <QXmlStreamReader>
#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const WallTime Opened {std::chrono::hours {500'000}};

Incident outage()
{
    Incident incident;
    incident.id = {1, 2};
    incident.provider = ProviderId(u"acme"_s);
    incident.targets = {TargetId::fromString(u"acme/large"_s), TargetId::fromString(u"acme/small"_s)};
    incident.owner = Owner::Provider;
    incident.cause = Cause::Outage;
    incident.outcome = Outcome::Overloaded;
    incident.openedAt = Opened;
    incident.closedAt = Opened + 40min;
    incident.peakErrorShare = 0.75;
    incident.samples = 12;
    incident.sentence = u"Acme answers 503 to everything."_s;
    incident.firstError = u"{\"error\":\"busy\"}"_s;
    return incident;
}

Incident of(TargetState state, Owner owner, Cause cause, size_t targets)
{
    Incident incident = outage();
    incident.state = state;
    incident.owner = owner;
    incident.cause = cause;
    incident.targets.resize(targets);
    return incident;
}

Sample failure(const QString &text, const QString &requestId)
{
    Sample sample;
    sample.at = Opened + 1min;
    sample.target = TargetId::fromString(u"acme/large"_s);
    sample.key = KeyId(u"work-laptop"_s);
    sample.kind = ProbeKind::Completion;
    sample.outcome = Outcome::Overloaded;
    sample.status = 503;
    sample.requestId = requestId;
    sample.timings.total = 1'234ms;
    sample.evidence = Evidence {u"overloaded"_s, u"203.0.113.9:443"_s, text, {}};
    return sample;
}

SupportPacket packet()
{
    SupportPacket packet;
    packet.incident = outage();
    packet.provider = u"Acme"_s;
    packet.baseUrl = u"https://api.acme.example/v1"_s;
    packet.failures = {failure(u"busy"_s, u"req_1"_s), failure(u"busy"_s, u"req_2"_s)};
    packet.version = u"0.1"_s;
    packet.system = u"Debian 12"_s;
    return packet;
}

} // namespace

Q_DECLARE_METATYPE(Belay::Incident)

class tst_IncidentTexts final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void titles_data();
    void titles();
    void answer();
    void leads_data();
    void leads();
    void json();
    void feedIsAtom();
    void feedOfHostileText();
    void feedOfManyAndOfNone();
    void packetTellsWhatSupportAsksFor();
    void whichFailuresAreItsOwn_data();
    void whichFailuresAreItsOwn();
    void noKeyIsInAPacket_data();
    void noKeyIsInAPacket();
    void packetKeepsItsForm();
    void exports();
};

void tst_IncidentTexts::titles_data()
{
    QTest::addColumn<Incident>("incident");
    QTest::addColumn<QString>("expected");
    using enum TargetState;
    const auto row = [](const char *expected, const Incident &incident) {
        QTest::newRow(expected) << incident << QString::fromLatin1(expected);
    };
    row("Acme is down", of(Down, Owner::Provider, Cause::Outage, 2));
    row("Acme large is down", of(Down, Owner::Provider, Cause::Outage, 1));
    row("Acme large: the model is gone", of(Down, Owner::Provider, Cause::Model, 1));
    row("Acme fails: the one behind it is down", of(Down, Owner::Upstream, Cause::Outage, 2));
    row("Acme fails, and it is not clear whose side it is", of(Down, Owner::Unknown, Cause::None, 2));
    row("Acme rejects your key", of(KeyRejected, Owner::You, Cause::Key, 1));
    row("Your credit at Acme is used up", of(Limited, Owner::You, Cause::Quota, 2));
    row("Acme large limits you", of(Limited, Owner::You, Cause::RateLimit, 1));
    row("Acme is slow", of(Slow, Owner::Provider, Cause::Slow, 2));
}

void tst_IncidentTexts::titles()
{
    QFETCH(Incident, incident);
    QFETCH(QString, expected);
    QCOMPARE(incidentTitle(incident, u"Acme"_s), expected);
}

void tst_IncidentTexts::answer()
{
    const WallTime now = Opened + 50min;
    QCOMPARE(incidentsSentence({}, now), u"No incident is open. 0 began in the last 30 days."_s);
    Incident old = outage();
    old.openedAt -= std::chrono::hours {31 * 24};
    QCOMPARE(incidentsSentence({outage(), old}, now), u"No incident is open. 1 began in the last 30 days."_s);
    Incident theirs = outage();
    theirs.closedAt.reset();
    QCOMPARE(incidentsSentence({theirs, old}, now),
        u"One incident is open: theirs. 1 began in the last 30 days."_s);
    Incident yours = theirs;
    yours.owner = Owner::You;
    Incident unclear = theirs;
    unclear.owner = Owner::Unknown;
    QCOMPARE(incidentsSentence({theirs, theirs, yours, unclear, outage()}, now),
        u"4 incidents are open: 2 theirs, 1 yours, 1 not clear. 5 began in the last 30 days."_s);
}

void tst_IncidentTexts::leads_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QString>("expected");
    QTest::newRow("first") << 540 << u"Belay saw it 9 min before their page."_s;
    QTest::newRow("second") << -7'200 << u"Their page told of it 2 h before Belay saw it."_s;
    QTest::newRow("together") << -59 << u"Belay and their page saw it in the same minute."_s;
}

void tst_IncidentTexts::leads()
{
    QFETCH(int, seconds);
    QFETCH(QString, expected);
    QCOMPARE(leadSentence(Milliseconds {std::chrono::seconds {seconds}}), expected);
    QCOMPARE(leadSentence({}), QString());
}

void tst_IncidentTexts::json()
{
    Incident incident = outage();
    incident.notice
        = IncidentNotice {u"https://status"_s, u"p"_s, u"Errors"_s, Opened + 9min, Opened + 10min, {}};
    incident.lead = 9min;
    const auto whole = toJson(incident);
    QCOMPARE(whole["id"].get<std::string>(), incident.id.toString().toStdString());
    QCOMPARE(whole["targets"].size(), size_t {2});
    QCOMPARE(whole["cause"].get<std::string>(), std::string("outage"));
    QCOMPARE(whole["openedAt"].get<std::string>(), toIsoString(Opened).toStdString());
    QCOMPARE(whole["notice"]["createdAt"].get<std::string>(), toIsoString(Opened + 9min).toStdString());
    QVERIFY(whole["notice"]["resolvedAt"].is_null() && whole["notice"]["url"].is_null());
    incident.notice->link = QUrl(u"https://status/incidents/p"_s);
    QCOMPARE(toJson(incident)["notice"]["url"].get<std::string>(), std::string("https://status/incidents/p"));
    QCOMPARE(whole["leadS"].get<double>(), 540.0);
    incident.closedAt.reset();
    incident.notice.reset();
    incident.lead.reset();
    incident.cause = Cause::None;
    incident.peakErrorShare = 0; // never two results within five minutes
    const auto open = toJson(incident);
    for (const char *field : {"closedAt", "notice", "leadS", "cause", "note", "peakErrorShare"})
        QVERIFY2(open[field].is_null(), field);
}

namespace {

struct Entry {
    QString id;
    QString title;
    QString updated;
    QString summary;
};

/// Empty where it is no well-formed feed with all that RFC 4287 asks for.
std::optional<std::vector<Entry>> entriesOf(const QByteArray &bytes, QString *updated = nullptr)
{
    QXmlStreamReader xml(bytes);
    std::vector<Entry> entries;
    QStringList head;
    bool inEntry = false;
    if (!xml.readNextStartElement() || xml.name() != u"feed"
        || xml.namespaceUri() != u"http://www.w3.org/2005/Atom")
        return {};
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isEndElement() && xml.name() == u"entry")
            inEntry = false;
        if (!xml.isStartElement())
            continue;
        const QString name = xml.name().toString();
        if (name == u"entry") {
            entries.emplace_back();
            inEntry = true;
        } else if (name == u"id" || name == u"title" || name == u"updated" || name == u"summary") {
            const QString text = xml.readElementText();
            if (!inEntry) {
                head << name;
                if (updated && name == u"updated")
                    *updated = text;
                continue;
            }
            Entry &entry = entries.back();
            (name == u"id"               ? entry.id
                    : name == u"title"   ? entry.title
                    : name == u"updated" ? entry.updated
                                         : entry.summary)
                = text;
        }
    }
    return xml.hasError() || head != QStringList {u"id"_s, u"title"_s, u"updated"_s} ? std::nullopt
                                                                                     : std::optional(entries);
}

} // namespace

void tst_IncidentTexts::feedIsAtom()
{
    Incident open = outage();
    open.closedAt.reset();
    open.id = {3, 4};
    open.openedAt = Opened + 1h;
    const QByteArray bytes = atomFeed({open, outage()}, {{ProviderId(u"acme"_s), u"Acme"_s}}, Opened);
    QString updated;
    const auto entries = entriesOf(bytes, &updated);
    QVERIFY(entries);
    QCOMPARE(entries->size(), size_t {2});
    QCOMPARE(updated, toIsoString(Opened + 1h));
    QCOMPARE(entries->front().id, QString(u"urn:belay:incident:"_s + open.id.toString()));
    QCOMPARE(entries->front().title, u"Acme is down"_s);
    QCOMPARE(entries->back().title, u"Over: Acme is down"_s);
    QCOMPARE(entries->back().updated, toIsoString(Opened + 40min));
    QVERIFY(entries->back().summary.startsWith(u"Acme answers 503 to everything. 2 targets."));
    QCOMPARE(atomFeed({open, outage()}, {{ProviderId(u"acme"_s), u"Acme"_s}}, Opened + 5h), bytes);
    QVERIFY(entries->back().summary.contains(u"Over at "_s + toIsoString(Opened + 40min)));
    Incident paused = outage();
    paused.lastBadAt = *paused.closedAt;
    const auto unseen = entriesOf(atomFeed({paused}, {}, Opened), &updated);
    QVERIFY(unseen && unseen->size() == 1);
    QVERIFY(unseen->front().summary.contains(
        u"Last seen at %1: after that nobody watched it."_s.arg(toIsoString(Opened + 40min))));
}

void tst_IncidentTexts::feedOfHostileText()
{
    Incident incident = outage();
    incident.sentence = u"<script>&\"'"_s + QChar(0x01) + QChar(0xd800) + QChar(0xfffe) + u"]]>"_s;
    incident.notice = IncidentNotice {u"javascript:alert(1)"_s, {}, {}, {}, Opened, {}};
    const QByteArray bytes = atomFeed({incident}, {{incident.provider, u"A<b>"_s}}, Opened);
    const auto entries = entriesOf(bytes);
    QVERIFY(entries);
    QVERIFY(entries->front().summary.startsWith(u"<script>&\"'"));
    QVERIFY(!bytes.contains("javascript") && !bytes.contains("<script"));
    QVERIFY(addressOf(*incident.notice).isEmpty());
    incident.notice->link = QUrl(u"http://status.example/p"_s);
    incident.notice->page = u"https://status.example"_s;
    QCOMPARE(addressOf(*incident.notice), QUrl(u"https://status.example"_s));
    incident.notice->link = QUrl(u"https://status.example/p"_s);
    QCOMPARE(addressOf(*incident.notice), QUrl(u"https://status.example/p"_s));
    QVERIFY(atomFeed({incident}, {}, Opened).contains("href=\"https://status.example/p\""));
}

void tst_IncidentTexts::feedOfManyAndOfNone()
{
    QCOMPARE(entriesOf(atomFeed(std::vector<Incident>(300, outage()), {}, Opened))->size(), MostInFeed);
    QString updated;
    const auto none = entriesOf(atomFeed({}, {}, Opened), &updated);
    QVERIFY(none && none->empty());
    QCOMPARE(updated, toIsoString(Opened));
}

void tst_IncidentTexts::packetTellsWhatSupportAsksFor()
{
    SupportPacket whole = packet();
    whole.incident.notice = IncidentNotice {
        u"https://status.acme.example"_s, u"p"_s, u"Errors"_s, Opened + 9min, Opened + 10min, {}};
    whole.incident.lead = 9min;
    const QString text = supportPacketText(whole, Opened + 2h);
    for (const QString &part : {whole.incident.id.toString(), toIsoString(Opened),
             toIsoString(Opened + 40min), u"40 min"_s, u"75.0 %"_s, u"Acme answers 503"_s, u"acme/large"_s,
             u"req_1"_s, u"req_2"_s, u"| 503 |"_s, u"203.0.113.9:443"_s, u"| 1234 |"_s,
             u"https://api.acme.example/v1"_s, u"https://status.acme.example"_s, toIsoString(Opened + 9min),
             u"540 s"_s, u"busy"_s, u"Belay 0.1 on Debian 12"_s})
        QVERIFY2(text.contains(part), qPrintable(part));
    whole.incident.closedAt.reset();
    whole.failures.assign(SupportPacket::MostFailures + 1, whole.failures.front());
    const QString open = supportPacketText(whole, Opened + 2h);
    QVERIFY(open.contains(u"not yet, as of "_s + toIsoString(Opened + 2h)));
    QVERIFY(open.contains(u"The first 50 of 51."));
    whole.incident.peakErrorShare = 0; // never two results within five minutes
    QVERIFY(!supportPacketText(whole, Opened).contains(u"worst 5 minutes"));
    whole.failures.clear();
    QVERIFY(supportPacketText(whole, Opened).contains(u"None is kept any more."));
}

void tst_IncidentTexts::whichFailuresAreItsOwn_data()
{
    QTest::addColumn<Incident>("incident"); // lasts from 0 to 40
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<int>("minute");
    QTest::addColumn<bool>("isOne");
    using enum TargetState;
    const Incident down = outage();
    Incident going = down;
    going.closedAt.reset();
    Incident unseen = down;
    unseen.lastBadAt = Opened + 41min;
    const auto first = [](Incident incident, Outcome outcome) {
        incident.outcome = outcome;
        return incident;
    };
    const Incident key = first(of(KeyRejected, Owner::You, Cause::Key, 1), Outcome::Auth);
    const Incident rate = first(of(Limited, Owner::You, Cause::RateLimit, 1), Outcome::RateLimited);
    const Incident model = first(of(Down, Owner::Provider, Cause::Model, 1), Outcome::ModelNotFound);
    const auto row = [](const char *name, const Incident &incident, Outcome outcome, int minute, bool isOne) {
        QTest::newRow(name) << incident << outcome << minute << isOne;
    };
    row("as the first one", down, Outcome::Overloaded, 0, true);
    row("a failure that led to it", down, Outcome::Overloaded, -1, true);
    row("one of long before", down, Outcome::Overloaded, -6, false);
    row("the last one", down, Outcome::TimeoutTotal, 40, true);
    row("one after its end", down, Outcome::Overloaded, 41, false);
    row("when it was last seen", unseen, Outcome::Overloaded, 41, true);
    row("one that is going on", going, Outcome::Connect, 300, true);
    row("a rejected key beside an outage", down, Outcome::Auth, 4, false);
    row("a limit beside an outage", down, Outcome::RateLimited, 4, false);
    row("a model that is gone beside an outage", down, Outcome::ModelNotFound, 4, false);
    row("what the outage began with", first(down, Outcome::RateLimited), Outcome::RateLimited, 4, true);
    row("a key that is forbidden a model", key, Outcome::Forbidden, 4, true);
    row("an outage beside a rejected key", key, Outcome::ServerError, 4, false);
    row("credit that is out beside a limit", rate, Outcome::Quota, 4, false);
    row("a limit", rate, Outcome::RateLimited, 4, true);
    row("an outage beside a model that is gone", model, Outcome::ServerError, 4, false);
    row("a model that is gone", model, Outcome::ModelNotFound, 4, true);
}

void tst_IncidentTexts::whichFailuresAreItsOwn()
{
    QFETCH(const Incident, incident);
    QFETCH(const Outcome, outcome);
    QFETCH(const int, minute);
    Sample sample = failure(u"busy"_s, u"req_1"_s);
    sample.outcome = outcome;
    sample.at = Opened + std::chrono::minutes {minute};
    QTEST(isFailureOf(incident, sample), "isOne");
}

void tst_IncidentTexts::noKeyIsInAPacket_data()
{
    QTest::addColumn<QString>("secret");
    QTest::newRow("OpenAI's") << u"sk-proj-Ab12Cd34Ef56Gh78"_s;
    QTest::newRow("Anthropic's") << u"sk-ant-api03-Zz9Yy8Xx7Ww6"_s;
    QTest::newRow("Google's") << u"AIzaSyA1234567890abcdefghij"_s;
    QTest::newRow("Groq's") << u"gsk_1234567890abcdefghij"_s;
    QTest::newRow("the gateway's token") << u"blt_1234567890abcdefghijKLMN"_s;
    QTest::newRow("a bearer token") << u"Bearer abcdef0123456789abcdef"_s;
    QTest::newRow("in a header") << u"x-api-key: 0123456789abcdef0123456789abcdef"_s;
    QTest::newRow("in an address") << u"https://api.acme.example/v1?key=0123456789abcdef"_s;
    QTest::newRow("a password in an address") << u"https://user:hunter2hunter2@proxy.example/"_s;
}

void tst_IncidentTexts::noKeyIsInAPacket()
{
    QFETCH(QString, secret);
    SupportPacket leaky = packet();
    // Wherever text from outside stands.
    leaky.baseUrl += u' ' + secret;
    leaky.provider += u' ' + secret;
    leaky.incident.sentence += u' ' + secret;
    leaky.incident.firstError += u' ' + secret;
    leaky.incident.note = secret;
    leaky.incident.notice = IncidentNotice {secret, secret, secret, {}, Opened, {}};
    leaky.failures = {failure(secret, secret)};
    leaky.failures.front().evidence->providerCode = secret;
    leaky.failures.front().evidence->address = secret;
    leaky.failures.front().servedBy = secret;
    const QString text = supportPacketText(leaky, Opened);
    const QRegularExpression word(u"[A-Za-z0-9_\\-]{8,}"_s);
    QStringList parts;
    for (auto match = word.globalMatch(secret); match.hasNext();)
        parts << match.next().captured();
    QVERIFY(!parts.isEmpty());
    QVERIFY2(!text.contains(parts.last()), qPrintable(text));
    QVERIFY(!text.contains(u"work-laptop")); // nor the name of a key
}

void tst_IncidentTexts::packetKeepsItsForm()
{
    SupportPacket hostile = packet();
    hostile.incident.firstError = u"```\n# not a heading\n````"_s;
    hostile.failures = {failure({}, u"a|b\nc`d<e"_s)};
    const QStringList lines = supportPacketText(hostile, Opened).split(u'\n');
    QCOMPARE(lines.filter(QRegularExpression(u"^\\| \\d{4}-"_s)).size(), 1);
    QVERIFY(lines.filter(u"a\\|b c\\`d&lt;e"_s).size() == 1);
    QCOMPARE(lines.filter(QRegularExpression(u"^`{5}$"_s)).size(), 2); // longer than any inside
}

void tst_IncidentTexts::exports()
{
    Incident incident = outage();
    incident.sentence = u"=cmd|' \"quoted\", and\na line"_s;
    const QByteArray csv = exportIncidents({incident}, IncidentForm::Csv);
    QVERIFY(csv.startsWith("id,openedAt,closedAt,provider,targets,owner,cause,"));
    QVERIFY(csv.contains("\"'=cmd|' \"\"quoted\"\", and\na line\""));
    QVERIFY(csv.contains("\"acme/large acme/small\""));
    const QByteArray markdown = exportIncidents({incident}, IncidentForm::Markdown);
    QCOMPARE(markdown.count('\n'), 3);
    QVERIFY(markdown.contains("=cmd\\|' \"quoted\", and a line"));
    const auto json = nlohmann::json::parse(exportIncidents({incident}, IncidentForm::Json).toStdString());
    QCOMPARE(json["incidents"].size(), size_t {1});
    QCOMPARE(json["incidents"][0]["samples"].get<int>(), 12);
    QVERIFY(
        nlohmann::json::parse(exportIncidents({}, IncidentForm::Json).toStdString())["incidents"].empty());
}

QTEST_GUILESS_MAIN(tst_IncidentTexts)
#include "tst_incidenttexts.moc"
