// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "schemacheck.h"

#include <QFile>
#include <QTest>

class tst_CatalogueSchema : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theCatalogueKeepsToTheSchema();
    void theSchemaRefuses_data();
    void theSchemaRefuses();

private:
    nlohmann::json m_schema;
    nlohmann::json m_catalogue;
};

static nlohmann::json readJson(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return nlohmann::json::parse(file.readAll().toStdString(), nullptr, false);
}

void tst_CatalogueSchema::initTestCase()
{
    m_schema = readJson(QStringLiteral(BELAY_RESOURCES "/providers.schema.json"));
    m_catalogue = readJson(QStringLiteral(BELAY_RESOURCES "/providers.json"));
    QVERIFY(m_schema.is_object());
    QVERIFY(m_catalogue.is_object());
}

void tst_CatalogueSchema::theCatalogueKeepsToTheSchema()
{
    QCOMPARE(SchemaCheck(m_schema).errorsOf(m_catalogue), QStringList());
}

void tst_CatalogueSchema::theSchemaRefuses_data()
{
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *pointer, const char *value, const char *expected) {
        QTest::newRow(name) << QByteArray(pointer) << QByteArray(value) << QString::fromLatin1(expected);
    };
    row("another version", "/version", "2", "/version: const");
    row("too few kinds", "/kinds", "[]", "/kinds: minItems");
    row("a field nobody knows", "/kinds/0/x", "1", "/kinds/0/x: additionalProperties");
    row("a kind without fields", "/kinds/3", "{}", "/kinds/3: required");
    row("a kind outside the set", "/kinds/3/id", "\"grok\"", "/kinds/3/id: enum");
    row("a number for a string", "/kinds/3/name", "7", "/kinds/3/name: type");
    row("an empty name", "/kinds/3/name", "\"\"", "/kinds/3/name: minLength");
    row("an address with a user", "/kinds/3/statusPage", "\"https://a@b/\"", "/kinds/3/statusPage: pattern");
    row("a path that leaves", "/kinds/3/chatPath", "\"../x\"", "/kinds/3/chatPath: pattern");
    row("an empty header", "/kinds/1/headers/anthropic-version", "\"\"",
        "/kinds/1/headers/anthropic-version: minLength");
    row("a prefix twice", "/kinds/0/keyPrefixes", "[\"a\",\"a\"]", "/kinds/0/keyPrefixes: uniqueItems");
    row("a negative price", "/kinds/0/models/0/price/input", "-1", "/kinds/0/models/0/price/input: minimum");
    row("a port that cannot be", "/kinds/14/localPorts/0", "70000", "/kinds/14/localPorts/0: maximum");
    row("a rule that the check does not know", "", "", "/version: multipleOf");
}

void tst_CatalogueSchema::theSchemaRefuses()
{
    QFETCH(QByteArray, pointer);
    QFETCH(QByteArray, value);
    QFETCH(QString, expected);
    nlohmann::json catalogue = m_catalogue;
    nlohmann::json schema = m_schema;
    if (pointer.isEmpty())
        schema["properties"]["version"]["multipleOf"] = 1;
    else
        catalogue[nlohmann::json::json_pointer(pointer.toStdString())]
            = nlohmann::json::parse(value.toStdString(), nullptr, false);
    const QStringList errors = SchemaCheck(schema).errorsOf(catalogue);
    QVERIFY2(errors.contains(expected), qPrintable(errors.join(u'\n')));
}

QTEST_GUILESS_MAIN(tst_CatalogueSchema)
#include "tst_catalogueschema.moc"
