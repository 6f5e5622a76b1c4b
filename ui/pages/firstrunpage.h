// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/keyservice.h"
#include "core/engine/providertrial.h"
#include "core/providers/catalogue.h"

#include <QSet>
#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace Belay {

/// What a person sees who has no provider yet: two ways on, what was found here, and help where the
/// keychain does not work.
class FirstRunPage final : public QWidget
{
    Q_OBJECT
public:
    FirstRunPage(
        KeyService &keys, TrialService &trials, const Catalogue &catalogue, QWidget *parent = nullptr);

    /// Looks for local servers; asks their loopback ports and nothing else.
    void look();

Q_SIGNALS:
    void addKeyRequested();
    void addKeyFromRequested(Belay::KeySource::From from);
    void demoRequested();
    void environmentKeyChosen(const QString &variable, Belay::ProviderKindId kind);
    void localServerChosen(const Belay::TrialService::LocalServer &server);

private:
    QWidget *makeChoices();
    QWidget *makeChoice(const QString &title, const QString &text, const QString &button, const QString &name,
        const std::function<void()> &perform);
    QWidget *makeKeychainHelp();
    void addFound(const QString &text, const QString &button, const std::function<void()> &perform);
    void listEnvironment();
    void showServers(const std::vector<TrialService::LocalServer> &servers);
    void updateKeychain();

    KeyService &m_keys;
    TrialService &m_trials;
    const Catalogue &m_catalogue;
    QSet<QUrl> m_listed; ///< servers that have their line already
    QWidget *m_foundBox;
    QVBoxLayout *m_found;
    QWidget *m_help = nullptr;
    QLabel *m_helpTitle;
    QLabel *m_helpText;
    QLabel *m_keysGo = nullptr;
};

} // namespace Belay
