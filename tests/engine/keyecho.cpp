// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/keyecho.h"

namespace Belay {

namespace {

QByteArray answerOf(
    const QByteArray &status, const QByteArray &key, const QByteArray &type, const QByteArray &body)
{
    return "HTTP/1.1 " + status + "\r\nContent-Type: " + type
        + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\nx-request-id: " + key
        + "\r\nrequest-id: " + key + "\r\nretry-after: " + key + "\r\nwww-authenticate: Bearer realm=\"" + key
        + "\"\r\nLocation: http://127.0.0.1/?key=" + key + "\r\nConnection: close\r\n\r\n" + body;
}

QByteArray errorOf(const QByteArray &key, const QByteArray &code)
{
    return "{\"error\":{\"message\":\"no: " + key + " and " + key.left(24) + "...\",\"type\":\"" + code
        + "\",\"code\":\"" + code + "\",\"status\":\"" + key + "\"}}";
}

} // namespace

void echoKey(ScriptedRequest &request)
{
    const QByteArray key = request.header("authorization").replace("Bearer ", "");
    const QByteArray path = request.head.split(' ').value(1);
    const QByteArray way = path.split('/').value(1);
    const bool list = path.endsWith("/models");
    const QByteArray models = "{\"object\":\"list\",\"data\":[{\"id\":\"" + key
        + "\"},{\"id\":\"m\"},{\"id\":\"x-" + key + "\"}]}";
    if (way == "garbage")
        request.send("HTTP/1.1 200 OK\r\n" + key + "\r\nx\r\n\r\n" + key);
    else if (way == "noise")
        request.send(key + key + "\r\n\r\n");
    else if (way == "auth")
        request.send(answerOf("401 " + key, key, "application/json", errorOf(key, key)));
    else if (way == "page")
        request.send(answerOf("502 Bad", key, "text/html", "<html>" + key.left(20) + " " + key + "</html>"));
    else if (way == "redirect")
        request.send(answerOf("302 Found", key, "text/html", key));
    else if (list)
        request.send(answerOf("200 OK", key, "application/json", models));
    else if (way == "gone")
        request.send(answerOf("404 Not Found", key, "application/json", errorOf(key, "model_not_found")));
    else if (way == "fake")
        request.send(answerOf("200 OK", key, "application/json", errorOf(key, "server_error")));
    else
        request.send(answerOf("200 OK", key, "text/event-stream",
            "data: {\"id\":\"" + key + "\",\"model\":\"" + key + "\",\"provider\":\"" + key
                + "\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + key
                + "\"}}]}\n\ndata: {\"id\":\"" + key
                + "\",\"choices\":[{\"index\":0,\"delta\":{},"
                  "\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"));
    request.close();
}

} // namespace Belay
