// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/config.h"
#include "core/domain/configissue.h"

#include <QDateTime>
#include <QObject>

#include <memory>

namespace Belay {

/// The whole of a config file; a missing one is an empty config. What is no file or cannot be read is one
/// issue with an empty pointer.
Result<Config, ConfigErrors> readConfigFile(const QString &path);

/// The config in force and its file. Lives on the main thread.
class ConfigService final : public QObject
{
    Q_OBJECT
public:
    explicit ConfigService(QString path, QObject *parent = nullptr);

    /// Reads the file; a missing one is an empty config, but one that went after it was read is an error:
    /// editors and version control take files away for a moment. On any error, Config with one cause for
    /// each, the config in force stays as it was.
    Result<void> load();
    std::shared_ptr<const Config> config() const { return m_config; }
    QString path() const { return m_path; }
    /// Whether the file says what is in force, letter by letter.
    bool isAsInFile() const;
    /// Writes and then takes `config` over, which began as a copy of config(). Conflict when the file, or the
    /// config in force, has changed since: nothing is written. Config when it would not read back, or when
    /// the file has changed to something that cannot be read.
    Result<void> apply(Config config);
    /// Tells the programs that watch the file that what it names has changed though it has not, a key in its
    /// store: sets the time of its last change to now. Storage when the system refuses.
    Result<void> touch();
    /// Whether another program has done so since this was asked, or the file was read or written here.
    bool takeTouch();

Q_SIGNALS:
    void configChanged(std::shared_ptr<const Belay::Config> config);
    /// Somebody else has changed the file; found while it was to be written, and told before apply() returns.
    void outdated();

private:
    void take(Config config);

    QString m_path;
    QDateTime m_changedAt; ///< of the file, as it was read or written here
    std::shared_ptr<const Config> m_config;
};

} // namespace Belay
