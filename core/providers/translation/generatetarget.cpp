// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/generatetarget.h"

#include "core/providers/translation/generatedecoder.h"
#include "core/providers/translation/generatewriter.h"

namespace Belay {

WrittenRequest GenerateTarget::writeRequest(const Conversation &request, const TargetTraits &target) const
{
    return writeGenerateRequest(request, target);
}

std::unique_ptr<AnswerDecoder> GenerateTarget::decoder(bool stream) const
{
    return std::make_unique<GenerateDecoder>(stream);
}

} // namespace Belay
