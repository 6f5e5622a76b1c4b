// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/requesthead.h"

namespace Belay {

QByteArrayView RequestHead::path() const
{
    const QByteArrayView view {target};
    const qsizetype mark = view.indexOf('?');
    return mark < 0 ? view : view.first(mark);
}

QByteArray RequestHead::query() const
{
    const qsizetype mark = target.indexOf('?');
    return mark < 0 ? QByteArray() : target.sliced(mark + 1);
}

QByteArray RequestHead::header(QByteArrayView name) const
{
    return headerValue(headers, name);
}

} // namespace Belay
