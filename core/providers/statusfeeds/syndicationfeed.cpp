// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/statusfeeds/feedforms.h"
#include "core/providers/statusfeeds/feeditem.h"
#include "core/providers/statusfeeds/feedlimits.h"
#include "core/providers/statusfeeds/feedwords.h"

#include <QXmlStreamReader>

namespace Belay {

// RSS 2.0 (also 1.0) and Atom. A feed with a DTD or an entity of its own is refused: no status page needs
// one.

namespace {

class SyndicationReader final
{
public:
    explicit SyndicationReader(QByteArrayView xml)
        : m_xml(QByteArray::fromRawData(xml.data(), xml.size()))
    {
        m_xml.setEntityExpansionLimit(0);
    }

    /// The first items, the newest; nothing for what is no feed, or not whole as far as it is read.
    std::optional<std::vector<FeedItem>> read()
    {
        while (!m_xml.atEnd() && m_items.size() < FeedLimits::MostIncidents) {
            switch (m_xml.readNext()) {
            case QXmlStreamReader::StartElement:
                if (!begin())
                    return {};
                break;
            case QXmlStreamReader::EndElement:
                end();
                break;
            case QXmlStreamReader::Characters:
                take();
                break;
            case QXmlStreamReader::DTD:
            case QXmlStreamReader::EntityReference:
            case QXmlStreamReader::Invalid:
                return {};
            default:
                break;
            }
        }
        return m_isFeed && !m_xml.hasError() ? std::optional(std::move(m_items)) : std::nullopt;
    }

private:
    bool begin()
    {
        const QStringView name = m_xml.name();
        if (++m_depth > FeedLimits::DeepestXml)
            return false;
        if (m_depth == 1) {
            m_isFeed = name == u"rss" || name == u"feed" || name == u"RDF";
            return m_isFeed;
        }
        if (m_itemDepth == 0 && (name == u"item" || name == u"entry")) {
            m_itemDepth = m_depth;
            m_item = {};
            return true;
        }
        if (m_itemDepth == 0)
            return true;
        if (m_depth == m_itemDepth + 1) {
            m_field = fieldOf(name);
            if (m_field)
                m_field->clear();
            const QString to = m_xml.attributes().value(QLatin1StringView("href")).toString();
            const auto rel = m_xml.attributes().value(QLatin1StringView("rel"));
            if (m_field == &m_item.link && !to.isEmpty() && (rel.isEmpty() || rel == u"alternate"))
                m_item.link = to;
        } else if (m_field && m_field->size() < FeedLimits::LongestMarkup) {
            *m_field += u' '; // XHTML inside of an Atom text
        }
        return true;
    }

    void end()
    {
        if (m_itemDepth > 0 && m_depth == m_itemDepth + 1)
            m_field = nullptr;
        if (m_itemDepth > 0 && m_depth == m_itemDepth) {
            m_itemDepth = 0;
            m_items.push_back(std::move(m_item));
        }
        --m_depth;
    }

    void take()
    {
        if (!m_field)
            return;
        const qsizetype room = FeedLimits::LongestMarkup - m_field->size();
        if (room > 0)
            *m_field += m_xml.text().left(room);
    }

    QString *fieldOf(QStringView name)
    {
        if (name == u"title")
            return &m_item.title;
        if (name == u"link")
            return &m_item.link;
        if (name == u"guid" || name == u"id")
            return &m_item.id;
        if (name == u"category")
            return m_item.category.isEmpty() ? &m_item.category : nullptr;
        if (name == u"pubDate" || name == u"published" || name == u"date")
            return &m_item.published;
        if (name == u"updated")
            return &m_item.updated;
        const bool isText
            = name == u"description" || name == u"content" || name == u"encoded" || name == u"summary";
        return isText && m_item.markup.isEmpty() ? &m_item.markup : nullptr;
    }

    QXmlStreamReader m_xml;
    std::vector<FeedItem> m_items;
    FeedItem m_item;
    QString *m_field = nullptr;
    int m_depth = 0;
    int m_itemDepth = 0;
    bool m_isFeed = false;
};

} // namespace

std::optional<StatusPage> readSyndication(QByteArrayView xml)
{
    const auto items = SyndicationReader(xml).read();
    if (!items)
        return {};
    StatusPage page;
    page.incidents = incidentsOf(*items);
    page.listsTroubleAlone = true;
    return page;
}

} // namespace Belay
