// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/providerofficial.h"

#include "core/domain/providertext.h"
#include "ui/models/providerfigures.h"
#include "ui/models/rowsmodel.h"
#include "ui/widgets/figuretable.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/textlabel.h"

#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

/// One open post of theirs as a paragraph of a link label.
QString paragraphOf(const SeenIncident &seen)
{
    const PageIncident &post = seen.incident;
    const QString address
        = post.link.scheme() == u"https" ? post.link.toString(QUrl::FullyEncoded) : QString();
    const QString title = post.title.isEmpty() ? ProviderOfficial::tr("A post without a title") : post.title;
    QStringList facts;
    if (post.maintenance)
        facts << noticeWord(NoticeState::Maintenance);
    else if (post.impact != NoticeState::Unknown)
        facts << noticeWord(post.impact);
    if (const QString phase = phaseWord(post.phase); !phase.isEmpty())
        facts << phase;
    if (post.createdAt)
        facts << ProviderOfficial::tr("posted %1").arg(momentText(*post.createdAt));
    facts << ProviderOfficial::tr("first read %1").arg(momentText(seen.firstSeenAt));
    QString text = linkTo(address, title) + u"<br>"_s
        + facts.join(ProviderOfficial::tr(" · ", "between parts of a line")).toHtmlEscaped();
    if (!post.latest.isEmpty())
        text += u"<br>"_s + breakable(post.latest).toHtmlEscaped();
    return text;
}

QString nameOf(const PageComponent &component)
{
    return component.group.isEmpty()
        ? component.name
        : ProviderOfficial::tr("%1 · %2", "group, component").arg(component.group, component.name);
}

} // namespace

ProviderOfficial::ProviderOfficial(QWidget *parent)
    : Panel(parent)
    , m_state(makeTextLabel(u"officialLabel"_s, this))
    , m_read(makeTextLabel(u"pageReadLabel"_s, this))
    , m_posts(makeLinkLabel(u"postsLabel"_s, this))
    , m_note(makeTextLabel(u"uptimeNoteLabel"_s, this))
    , m_uptimes(new RowsModel(
          {{tr("Who says so")}, {tr("Now")}, {tr("Uptime"), true}, {tr("Over which time")}}, this))
    , m_table(makeFigureTable(m_uptimes, tr("Uptime, theirs and yours"), this))
{
    m_table->setObjectName(u"uptimeTable"_s);
    m_posts->setOpenExternalLinks(true);
    m_note->setText(tr("Theirs is an average over all their customers; yours is what this computer was "
                       "served."));
    auto *column = new QVBoxLayout(this);
    column->addWidget(makeHeading(tr("What their page says"), this));
    for (QWidget *part : std::initializer_list<QWidget *> {m_state, m_read, m_posts, m_table, m_note})
        column->addWidget(part);
}

void ProviderOfficial::setPage(const std::optional<PageReading> &page, WallTime now)
{
    m_components = page ? page->components : std::vector<PageComponent>();
    setTextOrHide(m_state, page ? officialLine(page->state, noticeTitle(*page)) : QString());
    setTextOrHide(m_read,
        page ? pageReadingText(*page, now)
             : tr("No status page of theirs is read: there is none, or you switched it off."));
    QStringList paragraphs;
    for (const SeenIncident &seen : page ? page->open : std::vector<SeenIncident>())
        paragraphs << u"<p>"_s + paragraphOf(seen) + u"</p>"_s;
    setTextOrHide(m_posts, paragraphs.join(QString()));
    showUptimes();
}

void ProviderOfficial::setOwn(const UptimeFigure &uptime)
{
    m_own = uptime;
    showUptimes();
}

void ProviderOfficial::showUptimes()
{
    std::vector<QStringList> rows;
    for (const PageComponent &component : m_components)
        rows.push_back({tr("Their page: %1", "a component").arg(nameOf(component)),
            noticeWord(component.state), shareText(component.uptime),
            component.uptime ? tr("as their page counts it") : tr("not published where Belay reads it")});
    const QString known = coverageText(m_own.coverage());
    const QString days = tr("last %n days", nullptr, static_cast<int>(ProviderFigures::UptimeOver.count()));
    rows.push_back({tr("Served to you, all targets together"), u"–"_s, shareText(m_own.uptime()),
        known.isEmpty() ? days : tr("%1, %2", "period, how much of it is known").arg(days, known)});
    m_note->setVisible(std::ranges::any_of(
        m_components, [](const PageComponent &component) { return component.uptime.has_value(); }));
    m_uptimes->setRows(std::move(rows));
    fitToRows(m_table);
}

} // namespace Belay
