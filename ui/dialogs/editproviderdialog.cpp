// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/editproviderdialog.h"

#include "ui/widgets/keyedit.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

enum ProxyChoice { System, None, Manual };

constexpr Milliseconds Second {1000};
constexpr Milliseconds Minute {60'000};

/// Less than a minute, which the file allows, is shown as one: none at all would mean off.
int minutesShown(const std::optional<Milliseconds> &every)
{
    return every ? std::max(1, static_cast<int>(*every / Minute)) : 0;
}

bool isUsableUrl(const QString &text, const QStringList &schemes)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && !url.host().isEmpty() && url.password().isEmpty()
        && schemes.contains(url.scheme());
}

QSpinBox *makeSpin(int least, int most, const QString &suffix, const QString &name, QWidget *parent)
{
    auto *spin = new QSpinBox(parent);
    spin->setRange(least, most);
    spin->setSuffix(suffix);
    spin->setObjectName(name);
    return spin;
}

} // namespace

EditProviderDialog::EditProviderDialog(
    const ProviderConfig &provider, const Catalogue &catalogue, QWidget *parent)
    : QDialog(parent)
    , m_provider(provider)
    , m_catalogue(catalogue)
    , m_name(new QLineEdit(this))
    , m_baseUrl(new QLineEdit(this))
    , m_proxy(new QComboBox(this))
    , m_proxyUrl(new QLineEdit(this))
    , m_caFile(new QLineEdit(this))
    , m_key(new KeyEdit(catalogue, this))
    , m_models(new QPlainTextEdit(this))
    , m_every(makeSpin(10, 3600, tr(" s", "seconds"), u"everySpinBox"_s, this))
    , m_completions(makeSpin(0, 1440, tr(" min", "minutes"), u"completionsSpinBox"_s, this))
    , m_budget(new QDoubleSpinBox(this))
    , m_acceptPrice(new QCheckBox(tr("Ask the model regularly though its &price is unknown"), this))
    , m_slowOver(makeSpin(1, 600, tr(" s", "seconds"), u"slowOverSpinBox"_s, this))
    , m_message(new QLabel(this))
{
    setObjectName(u"editProviderDialog"_s);
    setWindowTitle(tr("Edit %1", "provider").arg(provider.name));
    auto *connection = new QGroupBox(tr("Connection"), this);
    connection->setLayout(makeConnection());
    auto *checks = new QGroupBox(tr("Checks"), this);
    checks->setLayout(makeChecks());
    m_message->setObjectName(u"editMessageLabel"_s);
    m_message->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    m_save = buttons->button(QDialogButtonBox::Save);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addWidget(connection);
    layout->addWidget(checks);
    layout->addWidget(m_message);
    layout->addWidget(buttons);
    resize(580, sizeHint().height());
    show(provider);
    for (QLineEdit *field : {m_name, m_baseUrl, m_proxyUrl, m_caFile})
        connect(field, &QLineEdit::textChanged, this, &EditProviderDialog::update);
    connect(m_proxy, &QComboBox::currentIndexChanged, this, &EditProviderDialog::update);
    connect(m_key, &KeyEdit::keyChanged, this, &EditProviderDialog::update);
    update();
}

QFormLayout *EditProviderDialog::makeConnection()
{
    m_name->setObjectName(u"nameLineEdit"_s);
    m_baseUrl->setObjectName(u"baseUrlLineEdit"_s);
    m_proxy->setObjectName(u"proxyComboBox"_s);
    m_proxyUrl->setObjectName(u"proxyUrlLineEdit"_s);
    m_proxyUrl->setPlaceholderText(u"http://proxy.example:3128"_s);
    m_proxyUrl->setAccessibleName(tr("Address of the proxy"));
    m_caFile->setObjectName(u"caFileLineEdit"_s);
    m_caFile->setPlaceholderText(tr("The certificates of the system"));
    m_proxy->addItem(tr("As the system says"));
    m_proxy->addItem(tr("None"));
    m_proxy->addItem(tr("This one"));
    auto *browse = new QPushButton(tr("Bro&wse…"), this);
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, &EditProviderDialog::chooseCaFile);
    auto *ca = new QHBoxLayout;
    ca->addWidget(m_caFile, 1);
    ca->addWidget(browse);
    auto *proxyRow = new QHBoxLayout;
    proxyRow->addWidget(m_proxy);
    proxyRow->addWidget(m_proxyUrl, 1);

    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Name:"), m_name);
    form->addRow(tr("&Base URL:"), m_baseUrl);
    const KeyConfig *key = m_provider.keys.empty() ? nullptr : &m_provider.keys.front();
    const bool replaceable = key
        && (key->source.from == KeySource::From::Keychain || key->source.from == KeySource::From::Session);
    if (replaceable) {
        m_key->field()->setPlaceholderText(tr("Unchanged; paste a new one to replace it"));
        form->addRow(tr("&Key:"), m_key);
    } else {
        m_key->hide();
        form->addRow(tr("Key:"), new QLabel(key ? key->source.toString() : tr("none"), this));
    }
    auto *proxyLabel = new QLabel(tr("Pro&xy:"), this);
    proxyLabel->setBuddy(m_proxy);
    form->addRow(proxyLabel, proxyRow);
    auto *caLabel = new QLabel(tr("&CA file:"), this);
    caLabel->setBuddy(m_caFile);
    form->addRow(caLabel, ca);
    return form;
}

QFormLayout *EditProviderDialog::makeChecks()
{
    m_models->setObjectName(u"modelsTextEdit"_s);
    m_models->setTabChangesFocus(true);
    m_models->setFixedHeight(m_models->fontMetrics().lineSpacing() * 4 + 12);
    m_models->setPlaceholderText(tr("One model a line; empty: the cheapest one"));
    m_completions->setSpecialValueText(tr("Off"));
    m_budget->setObjectName(u"budgetSpinBox"_s);
    m_budget->setRange(0.0, 1000.0);
    m_budget->setPrefix(tr("$", "US dollars, before a number"));
    m_budget->setDecimals(2);
    m_budget->setSingleStep(0.5);
    m_budget->setToolTip(tr("The model is asked less often where that keeps a month under it"));
    m_acceptPrice->setObjectName(u"acceptPriceCheckBox"_s);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Models:"), m_models);
    form->addRow(tr("Check &reach and key every:"), m_every);
    form->addRow(tr("&Ask the model every:"), m_completions);
    form->addRow(tr("Budget a mon&th:"), m_budget);
    form->addRow(QString(), m_acceptPrice);
    form->addRow(tr("S&low when the first content takes:"), m_slowOver);
    return form;
}

void EditProviderDialog::show(const ProviderConfig &provider)
{
    m_name->setText(provider.name);
    m_baseUrl->setText(provider.baseUrl.toString());
    m_baseUrl->setPlaceholderText(m_catalogue.kind(provider.kind).baseUrl.toString());
    m_key->setKind(provider.kind);
    m_key->field()->setPlaceholderText(tr("Unchanged; paste a new one to replace it"));
    const bool manual = provider.proxy != u"system"_s && provider.proxy != u"none"_s;
    m_proxy->setCurrentIndex(manual ? Manual : provider.proxy == u"none"_s ? None : System);
    m_proxyUrl->setText(manual ? provider.proxy : QString());
    m_caFile->setText(provider.caFile);
    const MonitorConfig &monitor = provider.monitor;
    m_models->setPlainText(QStringList(monitor.models.begin(), monitor.models.end()).join(u'\n'));
    m_every->setValue(static_cast<int>(monitor.every / Second));
    m_completions->setValue(minutesShown(monitor.completionEvery));
    m_budget->setValue(monitor.monthlyBudgetUsd);
    m_acceptPrice->setChecked(monitor.acceptUnknownPrice);
    m_slowOver->setValue(static_cast<int>(monitor.slowOver / Second));
}

QString EditProviderDialog::proxy() const
{
    if (m_proxy->currentIndex() == Manual)
        return m_proxyUrl->text().trimmed();
    return m_proxy->currentIndex() == None ? u"none"_s : u"system"_s;
}

ProviderConfig EditProviderDialog::provider() const
{
    ProviderConfig provider = m_provider;
    provider.name = m_name->text().trimmed();
    provider.baseUrl = QUrl(m_baseUrl->text().trimmed(), QUrl::StrictMode);
    provider.proxy = proxy();
    provider.caFile = m_caFile->text().trimmed();
    MonitorConfig &monitor = provider.monitor;
    monitor.models.clear();
    for (const QString &line : m_models->toPlainText().split(u'\n')) {
        const QString model = line.trimmed();
        if (!model.isEmpty()
            && std::find(monitor.models.begin(), monitor.models.end(), model) == monitor.models.end())
            monitor.models.push_back(model);
    }
    // What the person did not touch keeps its milliseconds.
    if (m_every->value() != m_provider.monitor.every / Second)
        monitor.every = m_every->value() * Second;
    if (m_completions->value() == 0)
        monitor.completionEvery.reset();
    else if (m_completions->value() != minutesShown(monitor.completionEvery))
        monitor.completionEvery = m_completions->value() * Minute;
    if (m_slowOver->value() != m_provider.monitor.slowOver / Second)
        monitor.slowOver = m_slowOver->value() * Second;
    monitor.monthlyBudgetUsd = m_budget->value();
    monitor.acceptUnknownPrice = m_acceptPrice->isChecked();
    return provider;
}

Secret EditProviderDialog::newKey() const
{
    return m_key->isEmpty() ? Secret() : m_key->pasted().key;
}

std::optional<QString> EditProviderDialog::problem() const
{
    if (m_name->text().trimmed().isEmpty())
        return tr("Give it a name.");
    const QString url = m_baseUrl->text().trimmed();
    if (url.isEmpty() && m_catalogue.kind(m_provider.kind).baseUrl.isEmpty())
        return tr("Enter the base URL.");
    if (!url.isEmpty() && !isUsableUrl(url, {u"https"_s, u"http"_s}))
        return tr("The base URL has to begin with https:// or http:// and must not hold a password.");
    if (m_proxy->currentIndex() == Manual
        && !isUsableUrl(proxy(), {u"http"_s, u"https"_s, u"socks5"_s, u"socks5h"_s}))
        return tr("The proxy has to be an address such as http://proxy.example:3128, without a password.");
    const QString ca = m_caFile->text().trimmed();
    if (!ca.isEmpty() && !QFileInfo(ca).isFile())
        return tr("The CA file is not there.");
    if (m_key->isEmpty())
        return {};
    const PastedKey key = m_key->pasted();
    if (const QString text = keyProblemText(key.problem); !text.isEmpty())
        return text;
    if (key.otherKind)
        return tr("This looks like a key of %1, so it is not sent to %2.")
            .arg(m_catalogue.kind(*key.otherKind).name, m_catalogue.kind(m_provider.kind).name);
    return {};
}

void EditProviderDialog::update()
{
    const std::optional<QString> trouble = problem();
    m_proxyUrl->setEnabled(m_proxy->currentIndex() == Manual);
    m_message->setText(trouble.value_or(QString()));
    m_message->setVisible(trouble.has_value());
    m_save->setEnabled(!trouble);
}

void EditProviderDialog::chooseCaFile()
{
    auto *dialog = new QFileDialog(
        this, tr("CA file"), m_caFile->text(), tr("Certificates (*.pem *.crt *.cer);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, m_caFile, &QLineEdit::setText);
    dialog->open();
}

} // namespace Belay
