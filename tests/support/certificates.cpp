// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/certificates.h"

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>

namespace Belay {

namespace {

bool openssl(const QStringList &arguments)
{
    return outputOf(QStringLiteral("openssl"), arguments).has_value();
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

std::optional<QByteArray> outputOf(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(20'000) || process.exitStatus() != QProcess::NormalExit
        || process.exitCode() != 0)
        return {};
    return process.readAllStandardOutput();
}

Certificates::Certificates()
{
    m_ready = m_folder.isValid()
        && openssl({QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"),
            QStringLiteral("ec"), QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:P-256"),
            QStringLiteral("-nodes"), QStringLiteral("-days"), QStringLiteral("30"), QStringLiteral("-subj"),
            QStringLiteral("/O=Belay tests/CN=Test authority"), QStringLiteral("-keyout"),
            path(QStringLiteral("ca.key")), QStringLiteral("-out"), authorityFile()});
}

bool Certificates::issue(const Wish &wish) const
{
    const QString request = path(wish.name + QStringLiteral(".csr"));
    const QString extensions = path(wish.name + QStringLiteral(".ext"));
    QFile file(extensions);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.write("subjectAltName=" + wish.altName.toLatin1() + '\n');
    file.close();
    if (!openssl({QStringLiteral("req"), QStringLiteral("-new"), QStringLiteral("-newkey"),
            QStringLiteral("ec"), QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:P-256"),
            QStringLiteral("-nodes"), QStringLiteral("-subj"), QStringLiteral("/CN=Test server"),
            QStringLiteral("-keyout"), keyFile(wish.name), QStringLiteral("-out"), request}))
        return false;
    if (wish.expired)
        return issueInThePast(wish, request, extensions);
    QStringList arguments {QStringLiteral("x509"), QStringLiteral("-req"), QStringLiteral("-in"), request,
        QStringLiteral("-days"), QStringLiteral("30"), QStringLiteral("-extfile"), extensions,
        QStringLiteral("-out"), certificateFile(wish.name)};
    if (wish.selfSigned)
        arguments << QStringLiteral("-signkey") << keyFile(wish.name);
    else
        arguments << QStringLiteral("-CA") << authorityFile() << QStringLiteral("-CAkey")
                  << path(QStringLiteral("ca.key")) << QStringLiteral("-CAcreateserial");
    return openssl(arguments);
}

// Only `openssl ca` takes a date of the past.
bool Certificates::issueInThePast(const Wish &wish, const QString &request, const QString &extensions) const
{
    QFile configuration(path(QStringLiteral("ca.cnf")));
    QFile index(path(QStringLiteral("index.txt")));
    if (!configuration.open(QIODevice::WriteOnly) || !index.open(QIODevice::WriteOnly))
        return false;
    const QByteArray folder = m_folder.path().toLocal8Bit();
    configuration.write("[ca]\ndefault_ca=own\n[own]\ndefault_md=sha256\npolicy=names\nserial=" + folder
        + "/serial\ndatabase=" + folder + "/index.txt\nnew_certs_dir=" + folder + "\ncertificate=" + folder
        + "/ca.pem\nprivate_key=" + folder + "/ca.key\n[names]\ncommonName=supplied\n");
    configuration.close();
    return openssl({QStringLiteral("ca"), QStringLiteral("-batch"), QStringLiteral("-notext"),
        QStringLiteral("-rand_serial"), QStringLiteral("-config"), configuration.fileName(),
        QStringLiteral("-in"), request, QStringLiteral("-out"), certificateFile(wish.name),
        QStringLiteral("-extfile"), extensions, QStringLiteral("-startdate"),
        QStringLiteral("20200101000000Z"), QStringLiteral("-enddate"), QStringLiteral("20200201000000Z")});
}

QSslConfiguration Certificates::serverConfiguration(const QString &name) const
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(contentOf(certificateFile(name))));
    configuration.setPrivateKey(QSslKey(contentOf(keyFile(name)), QSsl::Ec));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

} // namespace Belay
