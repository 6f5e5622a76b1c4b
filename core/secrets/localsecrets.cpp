// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/localsecrets.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace Belay {

namespace {

constexpr qint64 LargestFile = 64 * 1024;

Error failed(ErrorKind kind, const QString &path, const QString &what)
{
    return {kind, path + u": " + what, {}};
}

#ifdef Q_OS_UNIX
std::optional<Error> problemOf(const struct stat &state, const QString &path)
{
    if (!S_ISREG(state.st_mode))
        return failed(ErrorKind::Storage, path, QStringLiteral("not a regular file"));
    if (state.st_uid != ::geteuid())
        return failed(ErrorKind::Permission, path, QStringLiteral("belongs to another user"));
    constexpr mode_t Others = 0177;
    if ((state.st_mode & Others) != 0)
        return failed(
            ErrorKind::Permission, path, QStringLiteral("mode must be 0600 or stricter (chmod 600)"));
    return {};
}

/// Opens first and looks at what was opened, so that nothing can be put in its place in between; and without
/// blocking, which a pipe would.
Result<int> openChecked(const QString &path)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        const ErrorKind kind = errno == EACCES ? ErrorKind::Permission : ErrorKind::Storage;
        return Unexpected {failed(kind, path, qt_error_string(errno))};
    }
    struct stat state {
    };
    std::optional<Error> problem;
    if (::fstat(descriptor, &state) != 0)
        problem = failed(ErrorKind::Storage, path, qt_error_string(errno));
    else
        problem = problemOf(state, path);
    if (!problem)
        return descriptor;
    ::close(descriptor);
    return Unexpected {*problem};
}
#endif

Result<QByteArray> readChecked(const QString &path)
{
    QFile file(path);
#ifdef Q_OS_UNIX
    const Result<int> descriptor = openChecked(path);
    if (!descriptor)
        return Unexpected {descriptor.error()};
    const bool open = file.open(*descriptor, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle);
#else
    const bool open = QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly);
#endif
    if (!open)
        return Unexpected {failed(ErrorKind::Storage, path, file.errorString())};
    QByteArray bytes = file.read(LargestFile + 1);
    if (file.error() != QFileDevice::NoError)
        return Unexpected {failed(ErrorKind::Storage, path, file.errorString())};
    return bytes;
}

} // namespace

SecretReading readEnvironmentSecret(const QString &name)
{
    QByteArray value = qgetenv(name.toLatin1().constData());
    if (value.isEmpty())
        return {
            KeyStorage::Environment, {}, Error {ErrorKind::Unavailable, QString(name + u" is not set"), {}}};
    return {KeyStorage::Environment, Secret {std::move(value)}, {}};
}

SecretReading readFileSecret(const QString &path)
{
    Result<QByteArray> read = readChecked(path);
    if (!read)
        return {KeyStorage::File, {}, read.error()};
    QByteArray bytes = *std::move(read);
    if (bytes.size() > LargestFile)
        return {KeyStorage::File, {}, failed(ErrorKind::Config, path, QStringLiteral("over 64 KiB"))};
    while (bytes.endsWith('\n') || bytes.endsWith('\r'))
        bytes.chop(1);
    const bool isOneLine = std::all_of(
        bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= ' ' && c != 0x7f; });
    Secret value {std::move(bytes)};
    if (value.isEmpty() || !isOneLine)
        return {KeyStorage::File, {},
            failed(ErrorKind::Config, path, QStringLiteral("must hold one line, the key"))};
    return {KeyStorage::File, value, {}};
}

} // namespace Belay
