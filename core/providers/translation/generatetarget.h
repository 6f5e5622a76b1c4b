// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/dialectface.h"

namespace Belay {

/// Gemini as the provider that is asked. No client speaks its form.
class GenerateTarget final : public TargetFace
{
public:
    WrittenRequest writeRequest(const Conversation &request, const TargetTraits &target) const override;
    std::unique_ptr<AnswerDecoder> decoder(bool stream) const override;
};

} // namespace Belay
