// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/homelock.h"

#include <QDir>
#include <QFile>
#include <QLockFile>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#endif

namespace Belay {

namespace {

QString lockPath(const QString &home)
{
    return QDir(home).filePath(QStringLiteral("lock"));
}

Error conflict(const QString &home, const std::optional<HomeLock::Owner> &owner)
{
    const QString who = owner ? QStringLiteral("pid %1, version %2").arg(owner->pid).arg(owner->version)
                              : QStringLiteral("pid unknown");
    return {ErrorKind::Conflict, QStringLiteral("Another Belay owns %1 (%2).").arg(home, who), {}};
}

#ifdef Q_OS_UNIX
/// A link would have another file emptied, and a pipe would be waited for.
int openLock(const QString &home, int flags)
{
    return ::open(
        QFile::encodeName(lockPath(home)).constData(), flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
}

std::optional<HomeLock::Owner> readOwner(int file)
{
    QByteArray text(128, '\0');
    const ssize_t got = ::pread(file, text.data(), static_cast<size_t>(text.size()), 0);
    if (got <= 0)
        return {};
    const QList<QByteArray> words = text.first(got).trimmed().split(' ');
    bool isNumber = false;
    const qint64 pid = words.first().toLongLong(&isNumber);
    if (!isNumber || words.size() < 2)
        return {};
    return HomeLock::Owner {pid, QString::fromUtf8(words.at(1))};
}
#endif

} // namespace

#ifdef Q_OS_UNIX

class HomeLock::Held
{
public:
    explicit Held(int file)
        : m_file(file)
    { }
    // The file stays: removing it would let two processes lock two files of the same name.
    ~Held() { ::close(m_file); }
    Q_DISABLE_COPY_MOVE(Held)

private:
    int m_file;
};

Result<std::unique_ptr<HomeLock>> HomeLock::take(const QString &home)
{
    const auto refused = [&home](int code) {
        return Unexpected {Error {ErrorKind::Storage,
            QStringLiteral("Cannot lock the folder %1: %2.").arg(home, qt_error_string(code)), {}}};
    };
    const bool isNew = !QDir(home).exists();
    if (!QDir().mkpath(home))
        return Unexpected {
            Error {ErrorKind::Storage, QStringLiteral("Cannot make the folder %1.").arg(home), {}}};
    if (isNew)
        QFile::setPermissions(home, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    const int file = openLock(home, O_RDWR | O_CREAT);
    if (file < 0)
        return refused(errno);
    auto held = std::make_unique<Held>(file);
    while (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK)
            return refused(errno);
        // A shared lock can be had beside those who merely look (ownerOf), never beside an owner.
        if (::flock(file, LOCK_SH | LOCK_NB) != 0)
            return Unexpected {conflict(home, readOwner(file))};
    }
    const QByteArray text = QByteArray::number(qint64 {::getpid()}) + QByteArray(" " BELAY_VERSION "\n");
    if (::ftruncate(file, 0) != 0
        || ::pwrite(file, text.constData(), static_cast<size_t>(text.size()), 0) < 0)
        return refused(errno);
    return std::unique_ptr<HomeLock>(new HomeLock(std::move(held)));
}

std::optional<HomeLock::Owner> HomeLock::ownerOf(const QString &home)
{
    const int file = openLock(home, O_RDONLY);
    if (file < 0)
        return {};
    const Held closesIt(file);
    if (::flock(file, LOCK_SH | LOCK_NB) == 0)
        return {};
    return readOwner(file);
}

#else

class HomeLock::Held
{
public:
    explicit Held(const QString &path)
        : file(path)
    { }
    QLockFile file;
};

Result<std::unique_ptr<HomeLock>> HomeLock::take(const QString &home)
{
    QDir().mkpath(home);
    auto held = std::make_unique<Held>(lockPath(home));
    held->file.setStaleLockTime(0);
    if (!held->file.tryLock())
        return Unexpected {conflict(home, ownerOf(home))};
    return std::unique_ptr<HomeLock>(new HomeLock(std::move(held)));
}

std::optional<HomeLock::Owner> HomeLock::ownerOf(const QString &home)
{
    const QLockFile file(lockPath(home));
    qint64 pid = 0;
    QString host;
    QString name;
    if (!file.getLockInfo(&pid, &host, &name))
        return {};
    return Owner {pid, QStringLiteral("unknown")};
}

#endif

HomeLock::HomeLock(std::unique_ptr<Held> held)
    : m_held(std::move(held))
{ }

HomeLock::~HomeLock() = default;

} // namespace Belay
