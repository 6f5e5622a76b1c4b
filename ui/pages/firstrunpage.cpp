// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/firstrunpage.h"

#include "ui/widgets/panel.h"
#include "ui/widgets/statusshape.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

constexpr int ColumnWidth = 760;

QLabel *makeLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

QLabel *makeTitle(const QString &text, qreal share, QWidget *parent)
{
    QLabel *label = makeLabel(text, parent);
    label->setFont(titleFont(label->font(), share));
    return label;
}

} // namespace

FirstRunPage::FirstRunPage(
    KeyService &keys, TrialService &trials, const Catalogue &catalogue, QWidget *parent)
    : QWidget(parent)
    , m_keys(keys)
    , m_trials(trials)
    , m_catalogue(catalogue)
    , m_foundBox(new Panel(this))
    , m_found(new QVBoxLayout(m_foundBox))
{
    setObjectName(u"firstRunPage"_s);
    m_found->addWidget(makeTitle(tr("Found on this computer"), 1.1, m_foundBox));
    m_foundBox->hide();

    auto *column = new QWidget(this);
    column->setMaximumWidth(ColumnWidth);
    auto *rows = new QVBoxLayout(column);
    rows->setSpacing(16);
    rows->addStretch(1);
    rows->addWidget(makeTitle(tr("Is it down, or is it me?"), 1.9, column));
    rows->addWidget(makeLabel(
        tr("Belay watches the LLM providers that you use with your own keys: whether they serve you, how "
           "fast, since when, and whose side it is on when they do not."),
        column));
    // In the order that is seen: the keyboard walks as the widgets were made.
    rows->addWidget(makeChoices());
    m_help = makeKeychainHelp();
    rows->addWidget(m_help);
    rows->addWidget(m_foundBox);
    rows->addStretch(2);

    auto *ground = new QWidget(this);
    auto *across = new QHBoxLayout(ground);
    across->setContentsMargins(24, 24, 24, 24);
    across->addStretch(1);
    across->addWidget(column, 100);
    across->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(ground);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    connect(&m_keys, &KeyService::keychainChanged, this, &FirstRunPage::updateKeychain);
    updateKeychain();
    listEnvironment();
    setFocusProxy(findChild<QPushButton *>(u"addKeyButton"_s));
}

QWidget *FirstRunPage::makeChoices()
{
    auto *choices = new QWidget(this);
    auto *layout = new QHBoxLayout(choices);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    QWidget *add = makeChoice(tr("Add a key"),
        tr("Choose a provider and paste its key. Belay tests it live before anything is saved, and names the "
           "price before it sends a request that costs."),
        tr("&Add a key…"), u"addKeyButton"_s, [this] { Q_EMIT addKeyRequested(); });
    m_keysGo = makeLabel({}, add);
    m_keysGo->setObjectName(u"keysGoLabel"_s);
    static_cast<QVBoxLayout *>(add->layout())->insertWidget(2, m_keysGo);
    layout->addWidget(add, 1);
    layout->addWidget(
        makeChoice(tr("Explore the demo"),
            tr("Simulated providers on this computer, with 90 days of made-up history: an outage, a slow "
               "provider, a rejected key. No key is needed and nothing leaves this computer."),
            tr("&Explore the demo"), u"demoButton"_s, [this] { Q_EMIT demoRequested(); }),
        1);
    return choices;
}

QWidget *FirstRunPage::makeChoice(const QString &title, const QString &text, const QString &button,
    const QString &name, const std::function<void()> &perform)
{
    auto *panel = new Panel(this);
    auto *layout = new QVBoxLayout(panel);
    auto *action = new QPushButton(button, panel);
    action->setObjectName(name);
    connect(action, &QPushButton::clicked, this, perform);
    layout->addWidget(makeTitle(title, 1.25, panel));
    layout->addWidget(makeLabel(text, panel));
    layout->addStretch(1);
    layout->addWidget(action);
    return panel;
}

QWidget *FirstRunPage::makeKeychainHelp()
{
    auto *panel = new Panel(this);
    panel->setObjectName(u"keychainHelp"_s);
    m_helpTitle = makeTitle({}, 1.1, panel);
    m_helpText = makeLabel({}, panel);
    m_helpText->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *again = new QPushButton(tr("&Check again"), panel);
    again->setObjectName(u"recheckButton"_s);
    auto *session = new QPushButton(tr("Keep a key for this &session…"), panel);
    session->setObjectName(u"sessionButton"_s);
    auto *variable = new QPushButton(tr("Use an environment &variable…"), panel);
    variable->setObjectName(u"variableButton"_s);
    connect(again, &QPushButton::clicked, this, [this] { m_keys.recheckKeychain(); });
    connect(session, &QPushButton::clicked, this,
        [this] { Q_EMIT addKeyFromRequested(KeySource::From::Session); });
    connect(variable, &QPushButton::clicked, this,
        [this] { Q_EMIT addKeyFromRequested(KeySource::From::Environment); });
    auto *buttons = new QHBoxLayout;
    for (QPushButton *button : {again, session, variable})
        buttons->addWidget(button);
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout(panel);
    layout->addWidget(m_helpTitle);
    layout->addWidget(m_helpText);
    layout->addLayout(buttons);
    return panel;
}

void FirstRunPage::updateKeychain()
{
    const KeyService::Keychain keychain = m_keys.keychain();
    const bool usable = keychain == KeyService::Keychain::Usable;
    m_keysGo->setText(usable || keychain == KeyService::Keychain::Checking
            ? tr("The key goes into the keychain of your desktop, and from there to its own provider alone.")
            : tr("The key is sent to its own provider alone, and never written to a file."));
    m_help->setVisible(keychain == KeyService::Keychain::Locked || keychain == KeyService::Keychain::Absent);
    const QString ways = tr("You can also keep a key in memory until Belay quits, or name an environment "
                            "variable that holds it.");
    QString text;
    if (keychain == KeyService::Keychain::Locked) {
        m_helpTitle->setText(tr("The keychain is locked"));
        text = tr("Unlock it in your desktop’s password program, then check again. %1").arg(ways);
    } else {
        m_helpTitle->setText(tr("There is no keychain to keep keys in"));
        text = tr("Install and start one (gnome-keyring or KWallet), then check again. %1").arg(ways);
    }
    if (const QString detail = m_keys.keychainDetail(); !detail.isEmpty())
        text = tr("%1\nThe keychain says: %2").arg(text, detail);
    m_helpText->setText(text);
}

void FirstRunPage::addFound(const QString &text, const QString &button, const std::function<void()> &perform)
{
    auto *action = new QPushButton(button, m_foundBox);
    action->setAccessibleName(tr("%1 %2", "button, what it is for").arg(button, text));
    connect(action, &QPushButton::clicked, this, perform);
    auto *row = new QHBoxLayout;
    row->addWidget(makeLabel(text, m_foundBox), 1);
    row->addWidget(action);
    m_found->addLayout(row);
    m_foundBox->show();
}

void FirstRunPage::listEnvironment()
{
    for (const auto &[name, kind] : m_trials.environmentKeys()) {
        addFound(tr("%1, which usually holds a key of %2; it is read when you choose it", "variable")
                     .arg(name, m_catalogue.kind(kind).name),
            tr("Use…"), [this, name = name, kind = kind] { Q_EMIT environmentKeyChosen(name, kind); });
    }
}

void FirstRunPage::look()
{
    m_trials.findLocalServers(
        this, [this](const std::vector<TrialService::LocalServer> &servers) { showServers(servers); });
}

void FirstRunPage::showServers(const std::vector<TrialService::LocalServer> &servers)
{
    for (const TrialService::LocalServer &server : servers) {
        if (m_listed.contains(server.baseUrl))
            continue;
        m_listed.insert(server.baseUrl);
        addFound(tr("%1 answers at %2 with %n models", nullptr, static_cast<int>(server.models.size()))
                     .arg(m_catalogue.kind(server.kind).name, server.baseUrl.toString()),
            tr("Watch…"), [this, server] { Q_EMIT localServerChosen(server); });
    }
}

} // namespace Belay
