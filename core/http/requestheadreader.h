// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/requesthead.h"

namespace Belay {

/// Reads the lines of a request's head, given without their ends, as strictly as RFC 9112 allows. Each
/// function is false where the head is refused: then fault() and detail() say why, and nothing more is taken.
class RequestHeadReader final
{
public:
    explicit RequestHeadReader(int mostFields);

    bool takeRequestLine(QByteArrayView line);
    bool takeField(QByteArrayView line);
    /// Behind the last field: what the head says as a whole.
    bool finish();
    /// For the next request.
    void clear();

    const RequestHead &head() const { return m_head; }
    RequestFault fault() const { return m_fault; }
    const char *detail() const { return m_detail; }

private:
    bool readTarget(QByteArrayView target);
    bool readHost();
    bool readFraming();
    void readConnection();
    bool refuse(const char *detail, RequestFault fault = RequestFault::BadFraming);

    int m_mostFields;
    RequestHead m_head;
    QByteArray m_authority; // of a target that is a whole URL
    RequestFault m_fault = RequestFault::BadFraming;
    const char *m_detail = "";
};

} // namespace Belay
