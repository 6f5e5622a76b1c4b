// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace Belay {

/// What a model's name tells of what Anthropic refuses with it (Anthropic's guides to its models). A name
/// that is not understood is taken for a new one, which refuses most.
class ClaudeModel final
{
public:
    explicit ClaudeModel(std::string_view name);

    /// Whether temperature, top_p and top_k may differ from what the model was made with.
    bool takesSampling() const { return isUpTo(4, 6); }
    /// Either of temperature and top_p, not both.
    bool takesBothSamplings() const { return isUpTo(4, 0); }
    /// A conversation that ends with the words of the assistant.
    bool takesPrefill() const { return isUpTo(4, 5); }
    bool takesForcedTools() const;
    /// `thinking` of the type `disabled`.
    bool takesNoThinking() const;
    bool takesEffort() const;
    /// Output that keeps to a JSON schema, and strict tools.
    bool takesSchema() const { return !isUpTo(4, 0); }
    bool canThink() const { return !isUpTo(3, 6); }
    bool takesEffortMax() const { return !isUpTo(4, 5); }
    bool takesEffortExtraHigh() const { return !isUpTo(4, 6); }

private:
    bool isUpTo(int major, int minor) const;
    bool isFrom(int major, int minor) const;

    std::string m_family;
    std::optional<int> m_version; // 405 is 4.5
};

} // namespace Belay
