// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTest>

#include <nlohmann/json.hpp>

using Json = nlohmann::json;

namespace Belay {

struct Ended {
    int code = -1;
    QByteArray out;
    QByteArray err;
    Json json() const { return Json::parse(out.toStdString(), nullptr, false); }
};

/// Runs belayctl with a home of its own and without any key of this machine's environment.
class Runner
{
public:
    Runner() = default;
    /// With a home that outlasts this process: a keyring knows its entries by it.
    explicit Runner(const QString &home)
        : m_home(QDir().mkpath(home) ? home : QString())
    { }
    QString home() const { return m_home; }
    void writeConfig(const QByteArray &text) const { write(QStringLiteral("config.json"), text); }
    QString write(const QString &name, const QByteArray &text) const
    {
        QFile file(m_home + u'/' + name);
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
        return file.fileName();
    }
    Ended run(const QStringList &arguments, const QByteArray &input = {}) const
    {
        return run(arguments, input, Bus::None);
    }
    /// With the keyring of withkeyring.sh.
    Ended runOnThisBus(const QStringList &arguments, const QByteArray &input = {}) const
    {
        return run(arguments, input, Bus::Ours);
    }
    void start(QProcess &process, const QStringList &arguments) const
    {
        start(process, arguments, Bus::None);
    }
    void startOnThisBus(QProcess &process, const QStringList &arguments) const
    {
        start(process, arguments, Bus::Ours);
    }

private:
    enum class Bus { None, Ours };

    Ended run(const QStringList &arguments, const QByteArray &input, Bus bus) const
    {
        QProcess process;
        start(process, arguments, bus);
        process.write(input);
        process.closeWriteChannel();
        constexpr int Limit = 80'000;
        // With the event loop running, so that a server of the test can answer.
        if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, Limit))
            process.kill();
        process.waitForFinished();
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput(), process.readAllStandardError()};
    }
    void start(QProcess &process, const QStringList &arguments, Bus bus) const
    {
        process.setProgram(QStringLiteral(BELAYCTL));
        process.setArguments(QStringList {QStringLiteral("--home"), m_home} + arguments);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("NO_COLOR"), QStringLiteral("1"));
        if (bus == Bus::None)
            environment.insert(
                QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("unix:path=/nonexistent"));
        process.setProcessEnvironment(environment);
        process.start();
    }

    QTemporaryDir m_folder;
    QString m_home = m_folder.path();
};

inline std::map<std::string, std::string> statesOf(const Json &status)
{
    std::map<std::string, std::string> states;
    for (const Json &target : status["targets"])
        states[target["id"]] = target["state"];
    return states;
}

} // namespace Belay
