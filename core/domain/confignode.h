// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/enumnames.h"
#include "core/base/time.h"
#include "core/domain/configjson.h"

#include <functional>
#include <set>

namespace Belay {

/// A place in config.json while it is read. Every read leaves its value alone where the file has nothing, and
/// reports what does not fit instead of stopping, so that one reading finds all errors.
class ConfigNode final
{
public:
    using Accepts = std::function<bool(const QString &)>;

    ConfigNode(const ConfigJson &root, ConfigErrors &errors)
        : ConfigNode(&root, {}, errors)
    { }

    bool isPresent() const { return m_json != nullptr; }
    const QString &pointer() const { return m_pointer; }
    const ConfigJson *json() const { return m_json; }

    /// Reports a value that is there and no object.
    bool isObject() const;
    /// Absent where this is no object or has no such member.
    ConfigNode member(const char *name) const;
    std::vector<std::pair<QString, ConfigNode>> members() const;
    /// Empty where there is no array; its length is checked against the limits.
    std::vector<ConfigNode> items(size_t least = 0, size_t most = 100'000) const;

    void read(bool &value) const;
    void read(int &value, int least, int most) const;
    void read(double &value, double least, double most) const;
    void read(Milliseconds &value, Milliseconds least, Milliseconds most) const;
    /// Takes what `accepts` takes; false where there is nothing or it does not fit.
    bool read(QString &value, const QString &expected, const Accepts &accepts) const;
    template <typename E>
    bool readName(E &value, const QString &expected) const
    {
        QString text;
        if (!read(text, expected, [](const QString &name) { return enumFromString<E>(name).has_value(); }))
            return false;
        value = *enumFromString<E>(text);
        return true;
    }
    /// A list of texts, each once.
    void read(std::vector<QString> &values, const QString &expected, const Accepts &accepts) const;
    /// An id that `taken` does not hold yet; it is added. A missing one is reported.
    QString readId(std::set<QString> &taken) const;

    /// With the value's own text as `got`, hidden where it has to be.
    void report(const char *code, const QString &expected) const;
    void report(const char *code, const QString &expected, const QString &got) const;
    void reportMissing(const QString &expected) const;

private:
    ConfigNode(const ConfigJson *json, QString pointer, ConfigErrors &errors)
        : m_json(json)
        , m_pointer(std::move(pointer))
        , m_errors(errors)
    { }
    QString shown() const;

    const ConfigJson *m_json;
    QString m_pointer;
    ConfigErrors &m_errors;
};

/// `a duration from 10s to 1h`.
QString durationExpected(Milliseconds least, Milliseconds most);

} // namespace Belay
