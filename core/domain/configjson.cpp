// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/configjson.h"

#include <set>
#include <string>

namespace Belay {

namespace {

constexpr qsizetype LargestFile = 4 * 1024 * 1024;
constexpr int DeepestLevel = 64; // the tree is walked and destroyed by recursion

ConfigErrors badJson(const QByteArray &text, qsizetype offset, const QString &expected)
{
    const QByteArrayView before = QByteArrayView(text).first(std::clamp<qsizetype>(offset, 0, text.size()));
    const qsizetype line = before.count('\n') + 1;
    const qsizetype column = before.size() - (before.lastIndexOf('\n') + 1) + 1;
    return {{{}, QStringLiteral("bad-json"), expected,
        QString(QString::number(line) + u':' + QString::number(column))}};
}

/// The first bracket that opens one level too many.
std::optional<qsizetype> tooDeepAt(const QByteArray &text)
{
    int depth = 0;
    bool inString = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString && c == '\\')
            ++i;
        else if (c == '"')
            inString = !inString;
        else if (!inString && (c == '{' || c == '['))
            ++depth;
        else if (!inString && (c == '}' || c == ']'))
            --depth;
        if (depth > DeepestLevel)
            return i;
    }
    return {};
}

/// Builds the tree and notices members that come twice, which a parser into a tree forgets.
class TreeBuilder final : public nlohmann::json_sax<ConfigJson>
{
public:
    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(number_integer_t value) override { return add(value); }
    bool number_unsigned(number_unsigned_t value) override { return add(value); }
    bool number_float(number_float_t value, const string_t &) override { return add(value); }
    bool string(string_t &value) override { return add(std::move(value)); }
    bool binary(binary_t &) override { return false; }
    bool start_object(std::size_t) override { return open(ConfigJson::object()); }
    bool start_array(std::size_t) override { return open(ConfigJson::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(string_t &name) override
    {
        m_name = std::move(name);
        Level &level = m_levels.back();
        if (!level.names.insert(m_name).second) {
            const QString text = QString::fromStdString(m_name);
            const QString pointer = childPointer(level.pointer, text);
            m_duplicates.push_back({pointer, QStringLiteral("duplicate"),
                QStringLiteral("each member once in its object"), QStringLiteral("a second one")});
        }
        return true;
    }
    bool parse_error(
        std::size_t position, const std::string &, const nlohmann::detail::exception &error) override
    {
        m_errorAt = static_cast<qsizetype>(position);
        m_tooLarge = error.id == OutOfRange;
        return false;
    }

    qsizetype errorAt() const { return m_errorAt; }
    bool isTooLarge() const { return m_tooLarge; }
    ConfigDocument take() { return {std::move(m_root), std::move(m_duplicates)}; }

private:
    static constexpr int OutOfRange = 406;
    struct Level {
        ConfigJson *json;
        QString pointer;
        std::set<std::string> names;
    };

    bool add(ConfigJson value)
    {
        place(std::move(value));
        return true;
    }
    bool open(ConfigJson container)
    {
        const QString pointer = nextPointer();
        m_levels.push_back({place(std::move(container)), pointer, {}});
        return true;
    }
    bool close()
    {
        m_levels.pop_back();
        return true;
    }
    QString nextPointer() const
    {
        if (m_levels.empty())
            return {};
        const Level &level = m_levels.back();
        return level.json->is_array() ? childPointer(level.pointer, level.json->size())
                                      : childPointer(level.pointer, QString::fromStdString(m_name));
    }
    /// A container is complete before its parent grows again, so pointers to open levels stay good.
    ConfigJson *place(ConfigJson value)
    {
        if (m_levels.empty()) {
            m_root = std::move(value);
            return &m_root;
        }
        ConfigJson &parent = *m_levels.back().json;
        if (parent.is_array()) {
            parent.push_back(std::move(value));
            return &parent.back();
        }
        // Without the look-up that operator[] makes: that would be quadratic in a hostile file.
        auto &members = parent.get_ref<ConfigJson::object_t &>();
        members.push_back({m_name, std::move(value)});
        return &members.back().second;
    }

    ConfigJson m_root;
    std::vector<Level> m_levels;
    std::string m_name;
    ConfigErrors m_duplicates;
    qsizetype m_errorAt = 0;
    bool m_tooLarge = false;
};

} // namespace

Result<ConfigDocument, ConfigErrors> parseConfigJson(const QByteArray &text)
{
    if (text.size() > LargestFile)
        return Unexpected {badJson(text, LargestFile, QStringLiteral("at most 4 MiB"))};
    if (text.trimmed().isEmpty())
        return Unexpected {badJson(text, 0, QStringLiteral("one JSON object"))};
    if (const auto at = tooDeepAt(text))
        return Unexpected {
            badJson(text, *at, QStringLiteral("at most %1 levels of brackets").arg(DeepestLevel))};
    TreeBuilder builder;
    if (!ConfigJson::sax_parse(text.constBegin(), text.constEnd(), &builder)) {
        const QString expected = builder.isTooLarge() ? QStringLiteral("a number that a double can hold")
                                                      : QStringLiteral("JSON in UTF-8");
        return Unexpected {badJson(text, builder.errorAt() - 1, expected)};
    }
    // The parser takes it for the end: what follows has not been read.
    if (const qsizetype nul = text.indexOf('\0'); nul >= 0)
        return Unexpected {badJson(text, nul, QStringLiteral("JSON in UTF-8"))};
    return builder.take();
}

QByteArray configJsonText(const ConfigJson &json, ConfigJsonForm form)
{
    const int indent = form == ConfigJsonForm::Indented ? 2 : -1;
    return QByteArray::fromStdString(json.dump(indent, ' ', false, ConfigJson::error_handler_t::replace));
}

} // namespace Belay
