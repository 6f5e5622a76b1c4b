// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/hostregion.h"

#include <QtTest>

using namespace Belay;

class tst_HostRegion final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void region_data();
    void region();
};

void tst_HostRegion::region_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *url, const char *expected) {
        QTest::addRow("%s", url) << QString::fromLatin1(url) << QString::fromLatin1(expected);
    };
    row("https://westeurope.api.cognitive.microsoft.com/openai/v1", "westeurope");
    row("https://my-model.eastus2.models.ai.azure.com", "eastus2");
    row("https://my-model.eastus2.inference.ml.azure.com", "eastus2");
    row("https://us-central1-aiplatform.googleapis.com/v1/projects/p/locations/us-central1", "us-central1");
    row("https://bedrock-runtime.us-east-1.amazonaws.com/openai/v1", "us-east-1");
    row("https://bedrock-mantle.eu-west-1.api.aws/v1", "eu-west-1");
    row("https://EU.api.openai.com/v1", "eu");
    row("https://us-east-1.api.x.ai/v1", "us-east-1");
    // A resource may be named after a place; that is no region.
    for (const char *url : {"https://westeurope.openai.azure.com/openai/v1", "https://api.openai.com/v1",
             "https://aiplatform.googleapis.com", "https://api.anthropic.com", "http://localhost:11434",
             "https://eu.example.com/v1", "https://us-east-1.example.com",
             "https://westeurope.api.cognitive.microsoft.com.example.org", ""})
        row(url, "");
}

void tst_HostRegion::region()
{
    QFETCH(QString, url);
    QTEST(regionOf(QUrl(url)), "expected");
}

QTEST_GUILESS_MAIN(tst_HostRegion)
#include "tst_hostregion.moc"
