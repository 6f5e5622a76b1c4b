// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/logging.h"

#include "core/base/time.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <cstdio>
#include <mutex>

namespace Belay {

Q_LOGGING_CATEGORY(lcHttp, "belay.http", QtInfoMsg)
Q_LOGGING_CATEGORY(lcSecrets, "belay.secrets", QtInfoMsg)
Q_LOGGING_CATEGORY(lcHistory, "belay.history", QtInfoMsg)
Q_LOGGING_CATEGORY(lcMonitor, "belay.monitor", QtInfoMsg)
Q_LOGGING_CATEGORY(lcGateway, "belay.gateway", QtInfoMsg)
Q_LOGGING_CATEGORY(lcSimulator, "belay.simulator", QtInfoMsg)
Q_LOGGING_CATEGORY(lcEngine, "belay.engine", QtInfoMsg)
Q_LOGGING_CATEGORY(lcUi, "belay.ui", QtInfoMsg)

QString redacted(const QString &text)
{
    // Messages still come while the program ends: none of these may be gone by then, so none is destroyed.
    // Prefixes of real keys, then whatever follows an auth header or a key parameter.
    static const auto &keys = *new QRegularExpression(QStringLiteral(
        R"(\b(?:sk|gsk|csk|xai|pplx|fw|tgp|hf|blt|r8)[-_][A-Za-z0-9_\-]{6,}|\bAIza[A-Za-z0-9_\-]{10,}|\bAQ\.[A-Za-z0-9_\-]{10,})"));
    static const auto &headers = *new QRegularExpression(
        QStringLiteral(
            R"(((?:authorization|x-api-key|api-key|x-goog-api-key|cookie)["']?\s*[:=]\s*["']?(?:Bearer\s+|Basic\s+)?)[^\s"',;]+)"),
        QRegularExpression::CaseInsensitiveOption);
    static const auto &bearer
        = *new QRegularExpression(QStringLiteral(R"((\bBearer\s+)[A-Za-z0-9._~+/\-]{6,}=*)"),
            QRegularExpression::CaseInsensitiveOption);
    static const auto &parameters = *new QRegularExpression(
        QStringLiteral(R"(([?&](?:key|api_key|apikey|token|access_token)=)[^&\s"']+)"),
        QRegularExpression::CaseInsensitiveOption);
    static const auto &userInfo = *new QRegularExpression(QStringLiteral(R"((://)[^/@\s:]+:[^/@\s]+@)"));
    QString clean = text;
    clean.replace(headers, QStringLiteral("\\1•••"));
    clean.replace(bearer, QStringLiteral("\\1•••"));
    clean.replace(parameters, QStringLiteral("\\1•••"));
    clean.replace(userInfo, QStringLiteral("\\1•••@"));
    clean.replace(keys, QStringLiteral("•••"));
    return clean;
}

namespace {

/// The message handler of Qt is a plain function, so the file it writes to has to be reachable without
/// arguments.
class LogFile final
{
public:
    Result<void> open(const QString &path)
    {
        const std::scoped_lock lock(m_mutex);
        m_file.close(); // of an earlier call
        m_file.setFileName(path);
        if (!m_file.open(QIODevice::Append))
            return Unexpected {Error {ErrorKind::Storage, m_file.errorString() + u": " + path, {}}};
        m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        return {};
    }
    void write(const QByteArray &line)
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_file.isOpen())
            return;
        constexpr qint64 LargestFile = 2 * 1024 * 1024;
        if (m_file.size() + line.size() > LargestFile)
            rotate();
        m_file.write(line);
        m_file.flush();
    }

private:
    void rotate()
    {
        constexpr int KeptFiles = 4;
        const QString name = m_file.fileName();
        const auto numbered = [&](int number) { return QString(name + u'.' + QString::number(number)); };
        m_file.close();
        QFile::remove(numbered(KeptFiles));
        for (int number = KeptFiles - 1; number >= 1; --number)
            QFile::rename(numbered(number), numbered(number + 1));
        QFile::rename(name, numbered(1));
        if (m_file.open(QIODevice::Append))
            m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    }

    std::mutex m_mutex;
    QFile m_file;
};

LogFile &logFile = *new LogFile; // never destroyed, as the expressions above

void handleMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    static const char *const levels[] = {"debug", "warning", "critical", "fatal", "info"};
    const QString stamp = toIsoString(WallTime {Milliseconds {QDateTime::currentMSecsSinceEpoch()}});
    const QString category = QString::fromLatin1(context.category ? context.category : "default");
    const QByteArray line = QString(
        stamp + u' ' + QLatin1StringView(levels[type]) + u' ' + category + u": " + redacted(message) + u'\n')
                                .toUtf8();
    logFile.write(line);
    if (type == QtWarningMsg || type == QtCriticalMsg || type == QtFatalMsg)
        std::fputs(line.constData(), stderr);
}

} // namespace

Result<void> installLog(const QString &path)
{
    const QString rules = qEnvironmentVariable("BELAY_LOG");
    if (!rules.isEmpty())
        QLoggingCategory::setFilterRules(QString(rules).replace(u';', u'\n'));
    Result<void> opened;
    if (!path.isEmpty())
        opened = logFile.open(path);
    qInstallMessageHandler(handleMessage);
    return opened;
}

} // namespace Belay
