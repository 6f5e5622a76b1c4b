// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/modelretirement.h"

#include <QtTest>

using namespace Belay;

class tst_ModelRetirement final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void cutAnywhere();
};

void tst_ModelRetirement::reads_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *body, const char *expected) {
        QTest::addRow("%s", name) << QByteArray(body) << QString::fromLatin1(expected);
    };
    row("OpenAI: a day, or null",
        R"({"object":"list","data":[{"id":"gpt-4","shutdown_date":"2026-12-14"},{"id":"o3","shutdown_date":null}]})",
        "gpt-4=2026-12-14");
    row("Mistral: an instant, and the model's other names",
        R"({"data":[{"id":"m-2407","aliases":["m-latest"],"deprecation":"2026-12-01T12:00:00Z"},{"id":"n","deprecation":null}]})",
        "m-2407=2026-12-01 m-latest=2026-12-01");
    row("OpenRouter", R"({"data":[{"id":"a/b:free","name":"A: B","expiration_date":"2027-01-02"}]})",
        "A: B=2027-01-02 a/b:free=2027-01-02");
    row("Gemini's names have a prefix",
        R"({"models":[{"name":"models/gemini-2","shutdown_date":"2026-12-31"}]})", "gemini-2=2026-12-31");
    row("Unix time", R"([{"id":"x","shutdown_date":1797206400}])", "x=2026-12-14");
    row("an instant late in its own day is the next one in UTC",
        R"([{"id":"x","shutdown_date":"2026-12-14T23:30:00-05:00"}])", "x=2026-12-15");
    row("an instant without a zone", R"([{"id":"x","shutdown_date":"2026-12-14T08:00:00"}])", "x=2026-12-14");
    row("the first field that names a day",
        R"([{"id":"x","shutdown_date":"soon","deprecation":"2026-12-14"}])", "x=2026-12-14");
    row("no day at all", R"([{"id":"x","deprecation":true},{"id":"y","deprecation":{"note":"2026"}}])", "");
    row("days of no calendar",
        R"([{"id":"x","shutdown_date":"2026-13-40"},{"id":"y","shutdown_date":"0001-01-01"},)"
        R"({"id":"z","shutdown_date":-5},{"id":"w","shutdown_date":1e300}])",
        "");
    row("without a name", R"([{"shutdown_date":"2026-12-14"},7,null,"deprecation"])", "");
    row("aliases that are none", R"([{"id":"x","aliases":"y","shutdown_date":"2026-12-14"}])",
        "x=2026-12-14");
    row("an error", R"({"error":{"message":"deprecation"}})", "");
    row("HTML", "<html>deprecation", "");
    row("nothing", "", "");
}

void tst_ModelRetirement::reads()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, expected);
    QStringList found;
    for (const auto &[model, day] : readRetirements(body))
        found << QString(model + u'=' + day.toString(Qt::ISODate));
    QCOMPARE(found.join(u' '), expected);
}

void tst_ModelRetirement::cutAnywhere()
{
    const QByteArray body(R"({"data":[{"id":"m","aliases":["n"],"deprecation":"2026-12-01T12:00:00Z"}]})");
    for (qsizetype size = 0; size < body.size(); ++size)
        QVERIFY(readRetirements(body.left(size)).empty());
    QCOMPARE(readRetirements(body).size(), size_t {2});
}

QTEST_GUILESS_MAIN(tst_ModelRetirement)
#include "tst_modelretirement.moc"
