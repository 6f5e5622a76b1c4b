// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/tracecodec.h"

#include "core/base/varint.h"

#include <QHash>

#include <limits>

namespace Belay {

namespace {

// Blocks hold these as numbers. What is new goes to the end, or comes with another form of the block.
static_assert(static_cast<int>(Outcome::Skipped) == 26 && enumCount<Outcome>() == 27);
static_assert(enumCount<TraceEnd>() == 4 && enumCount<Dialect>() == 3 && enumCount<AttemptNote>() == 8);

constexpr std::uint64_t Form = 1;
constexpr qsizetype LongestName = 128;
constexpr qsizetype MostDropped = 32;
constexpr size_t MostAttempts = 256;
constexpr qsizetype ChanceBytes = 10; // of an id, what follows its 48 bits of time

// Which of the values that may be missing are there, and above them how the request ended and its dialect.
constexpr std::uint64_t HasTarget = 1;
constexpr std::uint64_t HasFirstContent = 2;
constexpr std::uint64_t HasTokensIn = 4;
constexpr std::uint64_t HasTokensOut = 8;
constexpr std::uint64_t HasUsd = 16;
constexpr std::uint64_t HasLosersUsd = 32;
constexpr std::uint64_t IsStream = 64;
constexpr unsigned EndAt = 7;
constexpr unsigned DialectAt = 9;

std::uint64_t fieldsOf(const Trace &trace)
{
    const auto bit = [](bool is, std::uint64_t value) { return is ? value : std::uint64_t {0}; };
    return bit(trace.target.has_value(), HasTarget) | bit(trace.firstContent.has_value(), HasFirstContent)
        | bit(trace.tokensIn.has_value(), HasTokensIn) | bit(trace.tokensOut.has_value(), HasTokensOut)
        | bit(trace.usd.has_value(), HasUsd) | bit(trace.losersUsd.has_value(), HasLosersUsd)
        | bit(trace.stream, IsStream) | static_cast<std::uint64_t>(trace.ended) << EndAt
        | static_cast<std::uint64_t>(trace.dialect) << DialectAt;
}

class Packer
{
public:
    QByteArray pack(std::span<const Trace> traces)
    {
        for (const Trace &trace : traces)
            put(trace);
        QByteArray whole;
        whole.reserve(m_names.size() + m_rows.size() + 16);
        putVarint(whole, Form);
        putVarint(whole, static_cast<std::uint64_t>(m_numbers.size()));
        whole += m_names;
        putVarint(whole, traces.size());
        return whole + m_rows;
    }

private:
    void put(std::uint64_t value) { putVarint(m_rows, value); }
    void putTime(Microseconds time) { putSignedVarint(m_rows, time.count()); }
    void putName(const QString &name)
    {
        const QString text = name.size() > LongestName ? name.left(LongestName) : name;
        auto number = m_numbers.constFind(text);
        if (number == m_numbers.constEnd()) {
            const QByteArray utf8 = text.toUtf8();
            putVarint(m_names, static_cast<std::uint64_t>(utf8.size()));
            m_names += utf8;
            number = m_numbers.insert(text, static_cast<std::uint64_t>(m_numbers.size()));
        }
        put(*number);
    }
    void putTarget(const TargetId &target)
    {
        putName(target.provider.value);
        putName(target.model);
    }
    void put(const Trace &trace);
    void put(const TraceAttempt &attempt);

    QHash<QString, std::uint64_t> m_numbers;
    QByteArray m_names;
    QByteArray m_rows;
    std::int64_t m_time = 0;
};

void Packer::put(const Trace &trace)
{
    const std::int64_t time = trace.id.time().time_since_epoch().count();
    putSignedVarint(m_rows, time - m_time);
    m_time = time;
    m_rows += trace.id.toBytes().right(ChanceBytes);
    putSignedVarint(m_rows, trace.at.time_since_epoch().count() - time);
    put(fieldsOf(trace));
    putName(trace.token);
    putName(trace.chain.value);
    putSignedVarint(m_rows, trace.status);
    if (trace.target)
        putTarget(*trace.target);
    if (trace.firstContent)
        putTime(*trace.firstContent);
    putTime(trace.total);
    for (const auto &tokens : {trace.tokensIn, trace.tokensOut}) {
        if (tokens)
            putSignedVarint(m_rows, *tokens);
    }
    for (const auto &amount : {trace.usd, trace.losersUsd}) {
        if (amount)
            putSignedVarint(m_rows, *amount);
    }
    const size_t dropped = std::min<size_t>(trace.dropped.size(), MostDropped);
    put(dropped);
    for (size_t i = 0; i < dropped; ++i)
        putName(trace.dropped[i]);
    const size_t attempts = std::min(trace.attempts.size(), MostAttempts);
    put(attempts);
    for (size_t i = 0; i < attempts; ++i)
        put(trace.attempts[i]);
}

void Packer::put(const TraceAttempt &attempt)
{
    putTarget(attempt.target);
    putName(attempt.key.value);
    putSignedVarint(m_rows, attempt.step);
    putTime(attempt.start);
    put(static_cast<std::uint64_t>(attempt.outcome));
    putSignedVarint(m_rows, attempt.status);
    putTime(attempt.length);
    putTime(attempt.wait);
    put(attempt.note ? static_cast<std::uint64_t>(*attempt.note) + 1 : 0);
}

class Unpacker
{
public:
    explicit Unpacker(QByteArrayView bytes)
        : m_bytes(bytes)
    { }

    std::optional<std::vector<Trace>> unpack()
    {
        if (m_bytes.next() != Form)
            return {};
        const std::uint64_t names = m_bytes.next();
        for (std::uint64_t i = 0; i < names && m_bytes.ok(); ++i)
            m_names.push_back(QString::fromUtf8(m_bytes.take(m_bytes.next())));
        const std::uint64_t count = m_bytes.next();
        std::vector<Trace> traces;
        for (std::uint64_t i = 0; i < count && ok(); ++i)
            traces.push_back(trace());
        if (!ok() || !m_bytes.atEnd())
            return {};
        return traces;
    }

private:
    bool ok() const { return m_ok && m_bytes.ok(); }
    int count() { return static_cast<int>(m_bytes.nextSigned()); }
    Microseconds time() { return Microseconds {m_bytes.nextSigned()}; }
    QString name()
    {
        const std::uint64_t number = m_bytes.next();
        m_ok = m_ok && number < m_names.size();
        return m_ok ? m_names[static_cast<size_t>(number)] : QString();
    }
    TargetId target()
    {
        ProviderId provider {name()};
        return {std::move(provider), name()};
    }
    template <typename E>
    E member(std::uint64_t number)
    {
        m_ok = m_ok && number < enumCount<E>();
        return m_ok ? static_cast<E>(number) : E {};
    }
    Ulid id();
    Trace trace();
    TraceAttempt attempt();

    VarintReader m_bytes;
    std::vector<QString> m_names;
    std::uint64_t m_time = 0;
    bool m_ok = true;
};

Ulid Unpacker::id()
{
    m_time += static_cast<std::uint64_t>(m_bytes.nextSigned());
    const QByteArrayView chance = m_bytes.take(ChanceBytes);
    Ulid id;
    std::uint64_t top = 0;
    for (qsizetype i = 0; i < chance.size(); ++i) {
        std::uint64_t &part = i < 2 ? top : id.low;
        part = part << 8U | static_cast<unsigned char>(chance[i]);
    }
    id.high = m_time << 16U | top;
    return id;
}

Trace Unpacker::trace()
{
    Trace trace;
    trace.id = id();
    // Unsigned, because damaged bytes may overflow.
    trace.at = WallTime {
        Milliseconds {static_cast<std::int64_t>(m_time + static_cast<std::uint64_t>(m_bytes.nextSigned()))}};
    const std::uint64_t fields = m_bytes.next();
    trace.stream = (fields & IsStream) != 0;
    trace.ended = member<TraceEnd>(fields >> EndAt & 3U);
    trace.dialect = member<Dialect>(fields >> DialectAt);
    trace.token = name();
    trace.chain = ChainId {name()};
    trace.status = count();
    if ((fields & HasTarget) != 0)
        trace.target = target();
    if ((fields & HasFirstContent) != 0)
        trace.firstContent = time();
    trace.total = time();
    if ((fields & HasTokensIn) != 0)
        trace.tokensIn = count();
    if ((fields & HasTokensOut) != 0)
        trace.tokensOut = count();
    if ((fields & HasUsd) != 0)
        trace.usd = m_bytes.nextSigned();
    if ((fields & HasLosersUsd) != 0)
        trace.losersUsd = m_bytes.nextSigned();
    const std::uint64_t dropped = m_bytes.next();
    for (std::uint64_t i = 0; i < dropped && ok(); ++i)
        trace.dropped.push_back(name());
    const std::uint64_t attempts = m_bytes.next();
    for (std::uint64_t i = 0; i < attempts && ok(); ++i)
        trace.attempts.push_back(attempt());
    return trace;
}

TraceAttempt Unpacker::attempt()
{
    TraceAttempt attempt;
    attempt.target = target();
    attempt.key = KeyId {name()};
    attempt.step = count();
    attempt.start = time();
    attempt.outcome = member<Outcome>(m_bytes.next());
    attempt.status = count();
    attempt.length = time();
    attempt.wait = time();
    if (const std::uint64_t note = m_bytes.next(); note > 0)
        attempt.note = member<AttemptNote>(note - 1);
    return attempt;
}

} // namespace

QByteArray packTraces(std::span<const Trace> traces)
{
    return Packer().pack(traces);
}

std::optional<std::vector<Trace>> unpackTraces(QByteArrayView bytes)
{
    return Unpacker(bytes).unpack();
}

} // namespace Belay
