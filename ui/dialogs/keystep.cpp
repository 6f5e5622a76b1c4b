// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/keystep.h"

#include "ui/widgets/keyedit.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

bool isUsableUrl(const QUrl &url)
{
    return url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty()
        && (url.scheme() == u"https"_s || url.scheme() == u"http"_s);
}

} // namespace

KeyStep::KeyStep(
    const Catalogue &catalogue, const KeyService &keys, EnvironmentKeys environment, QWidget *parent)
    : QWidget(parent)
    , m_catalogue(catalogue)
    , m_keys(keys)
    , m_form(new QFormLayout)
    , m_name(new QLineEdit(this))
    , m_baseUrl(new QLineEdit(this))
    , m_key(new KeyEdit(catalogue, this))
    , m_variable(new QComboBox(this))
    , m_sources(new QButtonGroup(this))
    , m_sourceNote(new QLabel(this))
    , m_keysPage(new QLabel(this))
    , m_message(new QLabel(this))
    , m_offer(new QPushButton(this))
{
    m_variable->setEditable(true);
    for (const auto &[name, kind] : environment)
        m_variable->addItem(name);
    m_variable->setCurrentIndex(-1);
    addForm();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(m_form);
    layout->addStretch(1);
    connect(m_name, &QLineEdit::textChanged, this, &KeyStep::update);
    connect(m_baseUrl, &QLineEdit::textChanged, this, &KeyStep::update);
    connect(m_key, &KeyEdit::keyChanged, this, &KeyStep::update);
    connect(m_variable, &QComboBox::currentTextChanged, this, &KeyStep::update);
    connect(m_sources, &QButtonGroup::idToggled, this, &KeyStep::update);
    connect(m_sources, &QButtonGroup::idClicked, this, [this] { m_sourceChosen = true; });
    connect(&m_keys, &KeyService::keychainChanged, this, [this] {
        followKeychain();
        update();
    });
    connect(m_offer, &QPushButton::clicked, this, [this] {
        if (const auto other = pastedKey().otherKind)
            Q_EMIT kindOffered(*other);
    });
    followKeychain();
    setKind(m_kind);
}

void KeyStep::followKeychain()
{
    if (!m_sourceChosen && m_keys.keychain() == KeyService::Keychain::Absent)
        m_sources->button(static_cast<int>(KeySource::From::Session))->setChecked(true);
}

QWidget *KeyStep::firstField() const
{
    if (m_catalogue.kind(m_kind).baseUrl.isEmpty() && m_baseUrl->text().isEmpty())
        return m_baseUrl;
    if (source().from == KeySource::From::Environment)
        return m_variable;
    return m_key;
}

void KeyStep::addForm()
{
    m_name->setObjectName(u"nameLineEdit"_s);
    m_baseUrl->setObjectName(u"baseUrlLineEdit"_s);
    m_variable->setObjectName(u"variableComboBox"_s);
    m_message->setObjectName(u"keyMessageLabel"_s);
    m_offer->setObjectName(u"offerKindButton"_s);
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    m_sourceNote->setWordWrap(true);
    m_keysPage->setOpenExternalLinks(true);
    m_keysPage->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setVerticalSpacing(10);
    m_form->addRow(tr("&Name:"), m_name);
    m_form->addRow(tr("Base U&RL:"), m_baseUrl);
    m_form->addRow(tr("Keep the key &in:"), makeSources());
    m_form->addRow(tr("&Key:"), m_key);
    m_form->addRow(tr("&Variable:"), m_variable);
    m_form->addRow(QString(), m_keysPage);
    auto *trouble = new QVBoxLayout;
    trouble->addWidget(m_message);
    trouble->addWidget(m_offer, 0, Qt::AlignLeading);
    m_form->addRow(QString(), trouble);
    if (auto *label = qobject_cast<QLabel *>(m_form->labelForField(m_key)))
        label->setBuddy(m_key->field());
}

QWidget *KeyStep::makeSources()
{
    auto *box = new QWidget(this);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    const auto add = [&](KeySource::From from, const QString &text, const QString &name) {
        auto *button = new QRadioButton(text, box);
        button->setObjectName(name);
        m_sources->addButton(button, static_cast<int>(from));
        layout->addWidget(button);
    };
    add(KeySource::From::Keychain, tr("The keychain of this desktop"), u"keychainRadioButton"_s);
    add(KeySource::From::Session, tr("Memory only, until Belay quits"), u"sessionRadioButton"_s);
    add(KeySource::From::Environment, tr("An environment variable that I set myself"),
        u"environmentRadioButton"_s);
    layout->addWidget(m_sourceNote);
    m_sources->button(static_cast<int>(KeySource::From::Keychain))->setChecked(true);
    return box;
}

void KeyStep::setKind(ProviderKindId kind)
{
    const ProviderKind &facts = m_catalogue.kind(kind);
    const bool named = m_name->text().isEmpty() || m_name->text() == m_catalogue.kind(m_kind).name;
    m_kind = kind;
    if (named)
        m_name->setText(facts.name);
    m_baseUrl->clear();
    m_baseUrl->setPlaceholderText(facts.baseUrl.isEmpty() ? u"https://…/v1"_s : facts.baseUrl.toString());
    m_keysPage->setText(facts.keysPage.isEmpty()
            ? QString()
            : u"<a href=\"%1\">%2</a>"_s.arg(facts.keysPage.toString().toHtmlEscaped(),
                tr("Make a key on the page of %1").arg(facts.name).toHtmlEscaped()));
    m_keysPage->setVisible(!facts.keysPage.isEmpty());
    m_key->setKind(kind);
    m_key->field()->setPlaceholderText(
        facts.keyOptional ? tr("Only if the server asks for one") : tr("Paste the key here"));
    update();
}

void KeyStep::setBaseUrl(const QUrl &url)
{
    m_baseUrl->setText(url == m_catalogue.kind(m_kind).baseUrl ? QString() : url.toString());
}

void KeyStep::setSource(const KeySource &source)
{
    m_sourceChosen = true;
    if (QAbstractButton *button = m_sources->button(static_cast<int>(source.from)))
        button->setChecked(true);
    if (source.from == KeySource::From::Environment)
        m_variable->setCurrentText(source.name);
}

KeySource KeyStep::source() const
{
    const auto from = static_cast<KeySource::From>(m_sources->checkedId());
    return {from, from == KeySource::From::Environment ? m_variable->currentText().trimmed() : QString()};
}

PastedKey KeyStep::pastedKey() const
{
    const KeySource from = source();
    if (from.from != KeySource::From::Environment)
        return m_key->pasted();
    // Read only now, after the person named it.
    return cleanKey(qgetenv(from.name.toUtf8().constData()), m_kind, m_catalogue);
}

Secret KeyStep::key() const
{
    return pastedKey().key;
}

std::optional<QString> KeyStep::problem() const
{
    const ProviderKind &facts = m_catalogue.kind(m_kind);
    if (m_name->text().trimmed().isEmpty())
        return tr("Give it a name.");
    const QString url = m_baseUrl->text().trimmed();
    if (url.isEmpty() && facts.baseUrl.isEmpty())
        return tr("Enter the address of your server, as in http://127.0.0.1:8000/v1.");
    if (!url.isEmpty() && !isUsableUrl(QUrl(url, QUrl::StrictMode)))
        return tr("The base URL has to begin with https:// or http:// and must not hold a password.");
    const KeySource from = source();
    const PastedKey key = pastedKey();
    if (from.from == KeySource::From::Keychain && !key.key.isEmpty()
        && (m_keys.keychain() == KeyService::Keychain::Absent
            || m_keys.keychain() == KeyService::Keychain::Locked))
        return m_keys.keychain() == KeyService::Keychain::Locked
            ? tr("The keychain is locked. Unlock it, or keep the key in memory or in a variable.")
            : tr("This desktop has no keychain. Keep the key in memory, or in a variable.");
    if (key.problem == PastedKey::Problem::Empty || key.key.isEmpty()) {
        if (facts.keyOptional && from.from != KeySource::From::Environment)
            return {};
        return from.from == KeySource::From::Environment
            ? tr("Choose a variable that is set; Belay sees those it was started with.")
            : tr("Paste the key of %1.").arg(facts.name);
    }
    if (const QString text = keyProblemText(key.problem); !text.isEmpty())
        return text;
    if (key.otherKind)
        return tr("This looks like a key of %1, so it is not sent to %2.")
            .arg(m_catalogue.kind(*key.otherKind).name, facts.name);
    return {};
}

ProviderConfig KeyStep::draft() const
{
    ProviderConfig draft;
    draft.kind = m_kind;
    draft.name = m_name->text().trimmed();
    draft.baseUrl = QUrl(m_baseUrl->text().trimmed(), QUrl::StrictMode);
    if (!key().isEmpty())
        draft.keys = {{KeyId(u"main"_s), source(), 1}};
    return draft;
}

void KeyStep::update()
{
    const bool variable = source().from == KeySource::From::Environment;
    for (QWidget *field : {static_cast<QWidget *>(m_key), static_cast<QWidget *>(m_variable)}) {
        const bool shown = (field == m_variable) == variable;
        field->setVisible(shown);
        m_form->labelForField(field)->setVisible(shown);
    }
    updateKeychainText();
    setFocusProxy(firstField());
    m_sources->checkedButton()->parentWidget()->setFocusProxy(m_sources->checkedButton());
    m_message->setText(problem().value_or(QString()));
    const std::optional<ProviderKindId> other = pastedKey().otherKind;
    m_offer->setVisible(other.has_value());
    if (other)
        m_offer->setText(tr("&Use it for %1").arg(m_catalogue.kind(*other).name));
    Q_EMIT changed();
}

void KeyStep::updateKeychainText()
{
    switch (source().from) {
    case KeySource::From::Session:
        m_sourceNote->setText(tr("You will be asked again after the next start."));
        return;
    case KeySource::From::Environment:
        m_sourceNote->setText(tr("Only the name of the variable is saved."));
        return;
    case KeySource::From::Keychain:
    case KeySource::From::File:
        break;
    }
    switch (m_keys.keychain()) {
    case KeyService::Keychain::Checking:
        m_sourceNote->setText(tr("The keychain is being asked…"));
        return;
    case KeyService::Keychain::Usable:
        m_sourceNote->setText(tr("Stored there alone, and sent to this provider alone."));
        return;
    case KeyService::Keychain::Locked:
        m_sourceNote->setText(tr("The keychain is locked just now."));
        return;
    case KeyService::Keychain::Absent:
        break;
    }
    m_sourceNote->setText(tr("There is no keychain on this desktop: take one of the other two."));
}

} // namespace Belay
