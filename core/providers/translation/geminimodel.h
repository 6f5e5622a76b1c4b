// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/json.h"
#include "core/providers/translation/conversation.h"

namespace Belay {

/// What a model's name tells of its generation (Gemini API, Models). An alias such as `gemini-flash-latest`
/// is taken for the newest.
class GeminiModel final
{
public:
    explicit GeminiModel(std::string_view name);

    /// Of Gemini, not of another family that the same service offers.
    bool isGemini() const { return m_isGemini; }
    /// Calls of tools in the history carry the signature that they came with.
    bool wantsSignatures() const { return m_isGemini && m_version >= 300; }
    /// Tools and an answer in JSON at once.
    bool takesToolsWithJson() const { return m_version >= 300; }
    bool canThink() const { return m_isGemini && m_version >= 205; }
    /// The members of `thinkingConfig` for an effort.
    Json thinking(Effort effort) const;

private:
    Json level(Effort effort) const;
    Json budget(Effort effort) const;

    bool m_isGemini = false;
    bool m_isPro = false;
    int m_version = 0; // 205 is 2.5
};

} // namespace Belay
