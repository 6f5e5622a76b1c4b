// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/catalogue.h"
#include "tests/ui/windowfixture.h"
#include "ui/charts/chartlegend.h"
#include "ui/models/incidentsmodel.h"
#include "ui/pages/incidentspage.h"
#include "ui/widgets/appearance.h"

#include <QAccessible>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTreeView>
#include <QtTest>

using namespace Belay;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_IncidentsPage final : public WindowFixture
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
    void init();
    void theNewestIsChosen();
    void withoutIncidentsItSaysWhatWouldStandHere();
    void aNewOneAppears();
    void filterAndClear();
    void noteAndMute();
    void whatIsBeingWrittenStays();
    void thePacketIsCopied();
    void theProvidersTextIsNoMarkup();
    void theStripHasATableAndWords();
    void whatThePageDidNotTell();
    void exportsWhatIsShown();
    void everythingByKeyboard();
    void pictures_data();
    void pictures();

private:
    void fill();
    Incident made(std::uint64_t id, const QString &target, Milliseconds ago) const;
    QTreeView *tree() { return child<QTreeView>(u"incidentsTree"_s); }
    /// Targets have a table of that name, too.
    QTableView *failures()
    {
        return child<QWidget>(u"incidentsPage"_s)->findChild<QTableView *>(u"failuresTable"_s);
    }
    QString title() { return child<QLabel>(u"incidentTitleLabel"_s)->text(); }
    bool settle();
};

Incident tst_IncidentsPage::made(std::uint64_t id, const QString &target, Milliseconds ago) const
{
    Incident incident;
    incident.id = {id, 0};
    incident.targets = {TargetId::fromString(target)};
    incident.provider = incident.targets.front().provider;
    incident.owner = Owner::Provider;
    incident.cause = Cause::Outage;
    incident.outcome = Outcome::Overloaded;
    incident.openedAt = MadeAt - ago;
    incident.closedAt = MadeAt - ago + 40min;
    incident.peakErrorShare = 1;
    incident.samples = 23;
    incident.sentence = u"OpenAI answers 503: it is overloaded. Theirs."_s;
    return incident;
}

void tst_IncidentsPage::init()
{
    begin();
    addProvider({u"gpt-4.1-nano"_s});
    fill();
    open();
    window->showPage(u"incidents"_s);
    QVERIFY(settle());
}

void tst_IncidentsPage::fill()
{
    Incident newest = made(4, u"openai/gpt-4.1-nano"_s, 50min);
    newest.closedAt.reset();
    newest.firstError = u"{\"error\":{\"message\":\"The server is overloaded\"}}"_s;
    newest.notice = IncidentNotice {u"https://status.openai.com"_s, u"p1"_s, u"Elevated <b>errors</b>"_s,
        newest.openedAt + 9min, newest.openedAt + 11min, {}};
    newest.lead = 9min;
    Incident key = made(3, u"openai/gpt-4.1-nano"_s, 5h);
    key.owner = Owner::You;
    key.cause = Cause::Key;
    key.state = TargetState::KeyRejected;
    key.sentence = u"OpenAI does not accept the key."_s;
    Incident limited = made(2, u"groq/llama"_s, 30h);
    limited.owner = Owner::You;
    limited.cause = Cause::RateLimit;
    limited.state = TargetState::Limited;
    const QUrl page = Catalogue::builtIn().kind(provider().kind).statusPage;
    past->pages.newestReads = {{page.toString(), MadeAt - 6h, MadeAt}};
    past->incidents = {newest, key, limited, made(1, u"openai/gpt-4.1-nano"_s, 80h)};
    for (int i = 0; i < 3; ++i) {
        Sample sample;
        sample.at = newest.openedAt + i * 60s;
        sample.target = newest.targets.front();
        sample.kind = ProbeKind::Completion;
        sample.outcome = Outcome::Overloaded;
        sample.status = 503;
        sample.requestId = u"req_%1"_s.arg(i);
        sample.evidence = Evidence {
            u"overloaded"_s, u"203.0.113.9:443"_s, u"Authorization: Bearer sk-proj-abcdefghijklmnop"_s, {}};
        past->failures.push_back(sample);
    }
    const auto columns = [&](SeriesKind series, int from, int count, std::uint32_t failed) {
        for (int i = from; i < from + count; ++i) {
            HistoryBucket bucket;
            bucket.start = MadeAt - 70min + i * 5min;
            bucket.counts[static_cast<size_t>(Outcome::Ok)] = i < 4 ? 4 : 0;
            bucket.counts[static_cast<size_t>(Outcome::Overloaded)] = i < 4 ? 0 : failed;
            past->buckets[{newest.targets.front(), series}].push_back(bucket);
        }
    };
    columns(SeriesKind::Completion, 0, 14, 3);
    columns(SeriesKind::Traffic, 2, 8, 9);
}

bool tst_IncidentsPage::settle()
{
    return QTest::qWaitFor([this] { return tree()->model()->rowCount() > 0 && !title().isEmpty(); });
}

void tst_IncidentsPage::theNewestIsChosen()
{
    QCOMPARE(title(), u"OpenAI gpt-4.1-nano is down"_s);
    const QString facts = child<QLabel>(u"incidentFactsLabel"_s)->text();
    QVERIFY(facts.contains(u"OpenAI answers 503"));
    QVERIFY(facts.contains(u"for 50 min so far"));
    QVERIFY(
        child<QLabel>(u"incidentNoticeLabel"_s)->text().contains(u"Belay saw it 9 min before their page."));
    QTRY_COMPARE(failures()->model()->rowCount(), 3);
    QCOMPARE(child<QPlainTextEdit>(u"firstErrorPlainTextEdit"_s)->toPlainText(),
        past->incidents.front().firstError);
}

void tst_IncidentsPage::withoutIncidentsItSaysWhatWouldStandHere()
{
    past->incidents.clear();
    open();
    window->showPage(u"incidents"_s);
    auto *empty = child<QLabel>(u"noIncidentsLabel"_s);
    QTRY_VERIFY(empty->isVisible());
    QVERIFY(empty->text().startsWith(u"No incident so far."));
    QVERIFY(!child<QPushButton>(u"clearFilterButton"_s)->isVisible());
    QVERIFY(!child<QPushButton>(u"exportIncidentsButton"_s)->isEnabled());
}

void tst_IncidentsPage::aNewOneAppears()
{
    Incident incident = made(9, u"openai/other"_s, 1min);
    incident.closedAt.reset();
    Q_EMIT incidents->opened(incident);
    QCOMPARE(title(), u"OpenAI gpt-4.1-nano is down"_s); // what a person reads stays
    child<IncidentsPage>(u"incidentsPage"_s)->showIncident(incident.id);
    QCOMPARE(title(), u"OpenAI other is down"_s);
    incident.closedAt = MadeAt;
    Q_EMIT incidents->closed(incident, IncidentEnd::Recovered);
    auto *facts = child<QLabel>(u"incidentFactsLabel"_s);
    QVERIFY(facts->text().contains(u"for 1 min."));
    QVERIFY(!facts->text().contains(u"watched no longer"));
    incident.lastBadAt = MadeAt; // paused
    Q_EMIT incidents->closed(incident, IncidentEnd::Unseen);
    QVERIFY(facts->text().contains(u"for 1 min. Nothing more is known of it: it was watched no longer"));
}

void tst_IncidentsPage::filterAndClear()
{
    auto *search = child<QLineEdit>(u"incidentSearchEdit"_s);
    search->setText(u"llama"_s);
    QCOMPARE(tree()->model()->rowCount(), 1);
    QCOMPARE(title(), u"groq llama limits you"_s);
    search->setText(u"nothing is called so"_s);
    QVERIFY(child<QLabel>(u"noIncidentsLabel"_s)->isVisible());
    child<QPushButton>(u"clearFilterButton"_s)->click();
    QVERIFY(search->text().isEmpty());
    QVERIFY(tree()->isVisible());
    child<QComboBox>(u"incidentOwnerComboBox"_s)->setCurrentIndex(3);
    QCOMPARE(title(), u"OpenAI rejects your key"_s);
    child<QCheckBox>(u"openOnlyCheckBox"_s)->click();
    QVERIFY(child<QLabel>(u"noIncidentsLabel"_s)->isVisible());
}

void tst_IncidentsPage::noteAndMute()
{
    auto *note = child<QPlainTextEdit>(u"notePlainTextEdit"_s);
    auto *save = child<QPushButton>(u"saveNoteButton"_s);
    QVERIFY(!save->isEnabled());
    note->setPlainText(u"told support"_s);
    QVERIFY(save->isEnabled());
    child<QCheckBox>(u"muteCheckBox"_s)->click();
    QCOMPARE(incidents->remarks, (std::vector {IncidentRemark {Ulid {4, 0}, {}, true}}));
    QCOMPARE(note->toPlainText(), u"told support"_s);
    save->click();
    QCOMPARE(incidents->remarks.back(), (IncidentRemark {Ulid {4, 0}, u"told support"_s, true}));
    QVERIFY(!save->isEnabled());
}

void tst_IncidentsPage::whatIsBeingWrittenStays()
{
    auto *note = child<QPlainTextEdit>(u"notePlainTextEdit"_s);
    note->setPlainText(u"half a senten"_s);
    Incident grown = past->incidents.front();
    grown.samples = 99;
    Q_EMIT incidents->updated(grown);
    QCOMPARE(note->toPlainText(), u"half a senten"_s);
    QVERIFY(child<QLabel>(u"incidentFactsLabel"_s)->text().contains(u"99"));
}

void tst_IncidentsPage::thePacketIsCopied()
{
    QTRY_COMPARE(failures()->model()->rowCount(), 3);
    child<QPushButton>(u"copyPacketButton"_s)->click();
    const QString packet = QGuiApplication::clipboard()->text();
    QVERIFY(packet.startsWith(u"# OpenAI gpt-4.1-nano is down"));
    for (const QString &part :
        {u"req_0"_s, u"req_2"_s, u"203.0.113.9:443"_s, u"| 503 |"_s, u"api.openai.com"_s})
        QVERIFY2(packet.contains(part), qPrintable(part));
    QVERIFY(!packet.contains(u"sk-proj") && !packet.contains(u"abcdefghijklmnop"));
    QVERIFY(packet.indexOf(u"req_0"_s) < packet.indexOf(u"req_2"_s));
}

void tst_IncidentsPage::theProvidersTextIsNoMarkup()
{
    const QString notice = child<QLabel>(u"incidentNoticeLabel"_s)->text();
    QVERIFY(notice.contains(u"Elevated &lt;b&gt;errors&lt;/b&gt;"));
    QVERIFY(notice.contains(u"href=\"https://status.openai.com\""));
    QCOMPARE(child<QLabel>(u"incidentTitleLabel"_s)->textFormat(), Qt::PlainText);
    QCOMPARE(child<QLabel>(u"incidentFactsLabel"_s)->textFormat(), Qt::PlainText);
}

void tst_IncidentsPage::theStripHasATableAndWords()
{
    auto *strip = child<AlignedStrip>(u"incidentStrip"_s);
    QTRY_VERIFY(!strip->content().checks.empty());
    QAccessibleInterface *told = QAccessible::queryAccessibleInterface(strip);
    QVERIFY(told);
    const QString description = told->text(QAccessible::Description);
    // The first of the 14 columns lies before the margin of 15 min that the strip shows.
    QVERIFY2(description.contains(u"30 of 42 failed"), qPrintable(description));
    QVERIFY(strip->summary().contains(u"Official notice: from "));
    auto *legend = child<ChartLegend>(u"stripLegend"_s);
    QCOMPARE(legend->names().join(u'|'), u"failed|answered, slowly too|the incident|their post"_s);
    auto *table = child<QTableView>(u"stripTable"_s);
    QVERIFY(!table->isVisible() && legend->isVisible());
    child<QCheckBox>(u"stripTableCheckBox"_s)->click();
    QVERIFY(table->isVisible() && !strip->isVisible() && !legend->isVisible());
    QVERIFY(table->model()->rowCount() >= 12);
}

void tst_IncidentsPage::whatThePageDidNotTell()
{
    auto *page = child<IncidentsPage>(u"incidentsPage"_s);
    auto *strip = child<AlignedStrip>(u"incidentStrip"_s);
    page->showIncident({3, 0});
    QTRY_COMPARE(strip->content().noticeText, u"Their page told of nothing."_s);
    page->showIncident({1, 0}); // from before it was read
    QTRY_COMPARE(strip->content().noticeText, u"Their page was not read at that time."_s);
    page->showIncident({2, 0}); // of a provider that is not in the config
    QTRY_COMPARE(strip->content().noticeText, u"No status page is read for it."_s);
    QVERIFY(strip->summary().endsWith(u" No status page is read for it."));
}

void tst_IncidentsPage::exportsWhatIsShown()
{
    child<QLineEdit>(u"incidentSearchEdit"_s)->setText(u"nano"_s);
    for (const QString &ending : {u"csv"_s, u"md"_s, u"json"_s}) {
        child<QPushButton>(u"exportIncidentsButton"_s)->click();
        auto *dialog = window->findChild<QFileDialog *>();
        QVERIFY(dialog);
        const QString path = folder->filePath(u"incidents."_s + ending);
        Q_EMIT dialog->fileSelected(path);
        delete dialog;
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(bytes.contains(Ulid {4, 0}.toString().toLatin1()));
        QVERIFY(!bytes.contains("groq"));
    }
}

void tst_IncidentsPage::everythingByKeyboard()
{
    tree()->setFocus();
    QTest::keyClick(tree(), Qt::Key_Down);
    QCOMPARE(title(), u"OpenAI rejects your key"_s);
    QTest::keyClick(tree(), Qt::Key_Up);
    QCOMPARE(title(), u"OpenAI gpt-4.1-nano is down"_s);
    QTRY_VERIFY(failures()->isVisible());
    QTest::keyClick(tree(), Qt::Key_F, Qt::ControlModifier);
    QCOMPARE(window->focusWidget(), child<QLineEdit>(u"incidentSearchEdit"_s));
    QStringList reached;
    for (int i = 0; i < 40; ++i) {
        QTest::keyClick(window->focusWidget(), Qt::Key_Tab);
        reached << window->focusWidget()->objectName();
    }
    for (const QString &name : {u"incidentProviderComboBox"_s, u"incidentOwnerComboBox"_s,
             u"openOnlyCheckBox"_s, u"exportIncidentsButton"_s, u"incidentsTree"_s, u"copyPacketButton"_s,
             u"stripTableCheckBox"_s, u"failuresTable"_s, u"notePlainTextEdit"_s, u"muteCheckBox"_s})
        QVERIFY2(reached.contains(name), qPrintable(name + u" in "_s + reached.join(u' ')));
}

void tst_IncidentsPage::pictures_data()
{
    QTest::addColumn<Appearance>("appearance");
    QTest::addColumn<int>("scale");
    QTest::addColumn<bool>("empty");
    for (const Appearance appearance : {Appearance::Light, Appearance::Dark}) {
        for (const int scale : {1, 2}) {
            for (const bool empty : {false, true})
                QTest::addRow("incidents%s-%s-%dx", empty ? "-empty" : "",
                    appearance == Appearance::Light ? "light" : "dark", scale)
                    << appearance << scale << empty;
        }
    }
}

/// With BELAY_PICTURES=DIR the pictures are kept there, for a person to look at.
void tst_IncidentsPage::pictures()
{
    QFETCH(Appearance, appearance);
    QFETCH(int, scale);
    QFETCH(bool, empty);
    applyAppearance(*qApp, appearance);
    if (empty)
        past->incidents.clear();
    open();
    window->resize(1240, 900);
    window->showPage(u"incidents"_s);
    if (empty)
        QTRY_VERIFY(child<QLabel>(u"noIncidentsLabel"_s)->isVisible());
    else
        QTRY_VERIFY(!child<AlignedStrip>(u"incidentStrip"_s)->content().checks.empty());
    QCoreApplication::processEvents();
    QImage image(window->size() * scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    window->render(&image);
    QCOMPARE(image.size(), window->size() * scale);
    const QString kept = qEnvironmentVariable("BELAY_PICTURES");
    if (!kept.isEmpty())
        QVERIFY(image.save(QDir(kept).filePath(QString::fromLatin1(QTest::currentDataTag()) + u".png"_s)));
}

QTEST_MAIN(tst_IncidentsPage)
#include "tst_incidentspage.moc"
