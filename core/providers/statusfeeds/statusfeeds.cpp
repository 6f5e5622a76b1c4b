// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/statusfeeds/statusfeeds.h"

#include "core/providers/statusfeeds/feedforms.h"
#include "core/providers/statusfeeds/feedlimits.h"

#include <algorithm>
#include <array>

namespace Belay {

namespace {

using JsonForm = std::optional<StatusPage> (*)(const FeedNode &root);
using XmlForm = std::optional<StatusPage> (*)(QByteArrayView xml);

/// All that is known of a form. A new one is a file with its function, and a line here.
struct FeedForm {
    FeedKind kind;
    JsonForm json;
    XmlForm xml;
    /// Ways from the end of a summary's path to its companion's: what is replaced, and by what.
    std::string_view summaryEnd;
    std::string_view companionEnd;
};

constexpr auto Forms = std::to_array<FeedForm>({
    {FeedKind::Statuspage, readStatuspage, nullptr, "/summary.json", "/incidents.json"},
    {FeedKind::IncidentIo, readIncidentIo, nullptr, "", "/incidents"},
    {FeedKind::Instatus, readInstatus, nullptr, "/summary.json", "/components.json"},
    {FeedKind::BetterStack, readBetterStack, nullptr, "", ""},
    {FeedKind::Flashduty, readFlashduty, nullptr, "", ""},
    {FeedKind::IncidentIoWidget, readIncidentIoWidget, nullptr, "", ""},
    {FeedKind::OnlineOrNot, readOnlineOrNot, nullptr, "", ""},
    {FeedKind::GoogleCloud, readGoogleCloud, nullptr, "", ""},
    {FeedKind::Syndication, nullptr, readSyndication, "", ""},
});
static_assert(Forms.size() == enumCount<FeedKind>());

/// The commonest first; {host} is the page's own.
constexpr auto Addresses = std::to_array<std::string_view>({"/api/v2/summary.json", "/summary.json",
    "/index.json", "/proxy/{host}", "/api/v1/summary", "/api/widget/v1/summary.json", "/incidents.json",
    "/feed.rss", "/feed.xml", "/history.rss", "/incidents.rss", "/feed"});

const FeedForm &formOf(FeedKind kind)
{
    return *std::ranges::find(Forms, kind, &FeedForm::kind);
}

QByteArrayView withoutBom(QByteArrayView body)
{
    return body.startsWith("\xef\xbb\xbf") ? body.sliced(3) : body;
}

/// Calls `read(FeedNode)` with the document, if it is one.
template <typename Read>
bool withJson(QByteArrayView body, Read read)
{
    const QByteArrayView text = withoutBom(body).trimmed();
    if (!text.startsWith('{') && !text.startsWith('['))
        return false;
    simdjson::dom::parser parser(FeedLimits::LargestBody);
    if (parser.allocate(static_cast<size_t>(text.size()), FeedLimits::DeepestJson))
        return false;
    simdjson::dom::element root;
    if (parser.parse(text.data(), static_cast<size_t>(text.size())).get(root))
        return false;
    read(FeedNode(root));
    return true;
}

Error unread(const char *why)
{
    return {ErrorKind::Protocol, QString::fromLatin1(why), {}};
}

} // namespace

Result<StatusPage> readFeed(FeedKind kind, QByteArrayView body)
{
    if (body.size() > FeedLimits::LargestBody)
        return Unexpected {unread("larger than a status feed may be")};
    const FeedForm &form = formOf(kind);
    std::optional<StatusPage> page;
    bool isDocument = true;
    if (form.xml)
        page = form.xml(body);
    else
        isDocument = withJson(body, [&](const FeedNode &root) { page = form.json(root); });
    if (!isDocument)
        return Unexpected {unread("no JSON document")};
    if (!page)
        return Unexpected {unread("a document of another form")};
    return std::move(*page);
}

std::optional<FeedKind> feedKindOf(QByteArrayView body)
{
    if (body.size() > FeedLimits::LargestBody)
        return {};
    std::optional<FeedKind> found;
    const bool isJson = withJson(body, [&](const FeedNode &root) {
        for (const FeedForm &form : Forms) {
            if (!found && form.json && form.json(root))
                found = form.kind;
        }
    });
    // An empty list could be anybody's.
    const bool isEmpty = isJson && found == FeedKind::GoogleCloud && body.trimmed().size() < 8;
    if (isJson)
        return isEmpty ? std::nullopt : found;
    return readSyndication(body) ? std::optional(FeedKind::Syndication) : std::nullopt;
}

std::vector<QUrl> feedAddressesOf(const QUrl &page)
{
    std::vector<QUrl> addresses;
    const auto add = [&](const QUrl &address) {
        if (std::ranges::find(addresses, address) == addresses.end())
            addresses.push_back(address);
    };
    const QString last = page.fileName();
    if (last.contains(u'.') || last == u"feed" || last == u"summary")
        add(page); // the person gave a feed itself
    QString folder = page.path();
    while (folder.endsWith(u'/'))
        folder.chop(1);
    const QStringList bases
        = folder.isEmpty() || last.contains(u'.') ? QStringList {QString()} : QStringList {folder, QString()};
    for (const QString &base : bases) {
        for (const std::string_view way : Addresses) {
            QUrl address(page.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment));
            QString path = base + QString::fromLatin1(way.data(), static_cast<qsizetype>(way.size()));
            address.setPath(path.replace(QLatin1StringView("{host}"), page.host()));
            add(address);
        }
    }
    return addresses;
}

QUrl companionOf(FeedKind kind, const QUrl &feed)
{
    const FeedForm &form = formOf(kind);
    const QString path = feed.path();
    const QString end
        = QString::fromLatin1(form.summaryEnd.data(), static_cast<qsizetype>(form.summaryEnd.size()));
    if (form.companionEnd.empty() || !path.endsWith(end))
        return {};
    QUrl companion = feed;
    companion.setPath(path.chopped(end.size())
        + QString::fromLatin1(form.companionEnd.data(), static_cast<qsizetype>(form.companionEnd.size())));
    return companion;
}

StatusPage merged(StatusPage summary, const StatusPage &companion)
{
    if (summary.components.empty())
        summary.components = companion.components;
    for (const PageIncident &incident : companion.incidents) {
        const auto same = std::ranges::find(summary.incidents, incident.id, &PageIncident::id);
        // What the summary does not list is over, or else it came after the companion was read.
        if (same == summary.incidents.end()) {
            if (!incident.isOpen())
                summary.incidents.push_back(incident);
            continue;
        }
        if (same->components.empty())
            same->components = incident.components;
        if (same->latest.isEmpty())
            same->latest = incident.latest;
    }
    return summary;
}

} // namespace Belay
