// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/json.h"
#include "core/providers/translation/dialectface.h"

#include <set>

namespace Belay {

/// Reads the members of one object of a client's request and takes its texts out of it, each once. A member
/// that is null is none. The first fault stays, with the path of its field as OpenAI writes it:
/// `messages[0].content`.
class RequestFields final
{
public:
    /// Null is a fault, as is everything that is no object.
    RequestFields(Json *object, std::string path, std::optional<RequestProblem> &problem);

    Json *find(const char *name);
    std::string text(const char *name);
    std::string requiredText(const char *name);
    bool flag(const char *name);
    std::optional<bool> flagOrNothing(const char *name);
    std::optional<int> whole(const char *name, int least, int most);
    std::optional<std::int64_t> bigWhole(const char *name);
    std::optional<double> number(const char *name, double least, double most);
    /// Null where there is none or it is of another type.
    Json *array(const char *name);
    Json *object(const char *name);
    /// Whether there is a value that is not empty, whatever it is.
    bool isSet(const char *name);
    /// Known, and without meaning here.
    void ignore(std::initializer_list<const char *> names);
    /// Members with a value that nobody asked for. To be called last.
    bool hasOthers() const;

    std::string pathTo(const std::string &name) const;
    std::string pathTo(const char *name, size_t index) const;
    /// Notes a fault of a member; of the object itself where the name is empty.
    void refuse(const std::string &name, std::string message);
    std::optional<RequestProblem> &problem() { return m_problem; }

private:
    Json *m_object;
    std::string m_path;
    std::optional<RequestProblem> &m_problem;
    std::set<std::string, std::less<>> m_known;
};

} // namespace Belay
