// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "errortextrows.h"

namespace {

void row(const char *name, const char *expected, const char *kind, const char *text)
{
    addErrorTextRow(name, text, expected, kind, 0);
}

void addPython()
{
    row("requests: name", "dns", "openai",
        "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='api.openai.com', port=443): Max "
        "retries exceeded with url: "
        "/v1/chat/completions (Caused by NameResolutionError(\"<urllib3.connection.HTTPSConnection object at "
        "0x7f>: Failed to resolve "
        "'api.openai.com' ([Errno -2] Name or service not known)\"))");
    row("requests: refused", "connect", "ollama",
        "requests.exceptions.ConnectionError: HTTPConnectionPool(host='localhost', port=11434): Max retries "
        "exceeded with url: "
        "/api/generate (Caused by NewConnectionError('<urllib3.connection.HTTPConnection object at 0x7f>: "
        "Failed to establish a new "
        "connection: [Errno 111] Connection refused')) http://localhost:11434/api");
    row("requests: certificate", "tls", "mistral",
        "requests.exceptions.SSLError: HTTPSConnectionPool(host='api.mistral.ai', port=443): Max retries "
        "exceeded with url: "
        "/v1/models (Caused by SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] "
        "certificate verify failed: "
        "certificate has expired (_ssl.c:1006)')))");
    row("requests: proxy", "proxy", "groq",
        "requests.exceptions.ProxyError: HTTPSConnectionPool(host='api.groq.com', port=443): Max retries "
        "exceeded with url: "
        "/openai/v1/models (Caused by ProxyError('Unable to connect to proxy', OSError('Tunnel connection "
        "failed: 407 Proxy "
        "Authentication Required')))");
    row("requests: slow to connect", "timeout-connect", "deepseek",
        "requests.exceptions.ConnectTimeout: HTTPSConnectionPool(host='api.deepseek.com', port=443): Max "
        "retries exceeded with url: "
        "/models (Caused by ConnectTimeoutError(<urllib3.connection.HTTPSConnection object at 0x7f>, "
        "'Connection to "
        "api.deepseek.com timed out. (connect timeout=5)'))");
    row("requests: no content", "timeout-content", "xai",
        "requests.exceptions.ReadTimeout: HTTPSConnectionPool(host='api.x.ai', port=443): Read timed out. "
        "(read timeout=30)");
    row("requests: closed", "reset", "together",
        "requests.exceptions.ConnectionError: ('Connection aborted.', RemoteDisconnected('Remote end closed "
        "connection without "
        "response')) https://api.together.ai/v1/chat/completions");
    row("requests: half a stream", "cut", "fireworks",
        "requests.exceptions.ChunkedEncodingError: ('Connection broken: IncompleteRead(512 bytes read)', "
        "IncompleteRead(512 bytes "
        "read)) https://api.fireworks.ai/inference/v1/completions");
    row("httpx: half a stream", "cut", "openrouter",
        "httpx.RemoteProtocolError: peer closed connection without sending complete message body (incomplete "
        "chunked read)\n"
        "https://openrouter.ai/api/v1/chat/completions");
    row("httpx: closed", "reset", "cerebras",
        "httpx.RemoteProtocolError: Server disconnected without sending a "
        "response.\nhttps://api.cerebras.ai/v1/chat/completions");
    row("httpx: slow to connect", "timeout-connect", "anthropic",
        "httpx.ConnectTimeout: timed out\n\nanthropic.APITimeoutError: Request timed out or interrupted.");
    row("httpx: reading", "timeout-content", "openai",
        "httpx.ReadTimeout: The read operation timed out\n  File openai/_base_client.py");
    row("httpx: unknown name", "dns", "cohere",
        "httpx.ConnectError: [Errno -2] Name or service not known\n  https://api.cohere.com/v2/chat");
    row("aiohttp: name", "dns", "openai",
        "aiohttp.client_exceptions.ClientConnectorError: Cannot connect to host api.openai.com:443 "
        "ssl:default [Name or service not "
        "known]");
    row("aiohttp: refused", "connect", "",
        "aiohttp.client_exceptions.ClientConnectorError: Cannot connect to host 10.0.0.9:8443 ssl:default "
        "[Connect call failed "
        "('10.0.0.9', 8443)]");
    row("aiohttp: certificate", "tls", "anthropic",
        "aiohttp.client_exceptions.ClientConnectorCertificateError: Cannot connect to host "
        "api.anthropic.com:443 ssl:True "
        "[SSLCertVerificationError: (1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: "
        "self-signed certificate in "
        "certificate chain')]");
    row("aiohttp: half a body", "cut", "",
        "aiohttp.client_exceptions.ClientPayloadError: Response payload is not completed");
}

void addNode()
{
    row("node: name", "dns", "openai",
        "TypeError: fetch failed\n    at node:internal/deps/undici/undici:13392:13 {\n  [cause]: Error: "
        "getaddrinfo ENOTFOUND "
        "api.openai.com\n      at GetAddrInfoReqWrap.onlookupall {\n    errno: -3008,\n    code: "
        "'ENOTFOUND',\n    syscall: "
        "'getaddrinfo',\n    hostname: 'api.openai.com'\n  }\n}");
    row("node: name, for now", "dns", "anthropic", "Error: getaddrinfo EAI_AGAIN api.anthropic.com");
    row("node: refused", "connect", "ollama",
        "TypeError: fetch failed\n  [cause]: Error: connect ECONNREFUSED 127.0.0.1:11434");
    row("node: reset", "reset", "gemini",
        "FetchError: request to https://generativelanguage.googleapis.com/v1beta/models failed, reason: read "
        "ECONNRESET");
    row("node: hang up", "reset", "perplexity",
        "Error: socket hang up\n    at TLSSocket (node:_http_client:1:1) "
        "https://api.perplexity.ai/chat/completions");
    row("undici: connect", "timeout-connect", "deepseek",
        "ConnectTimeoutError: Connect Timeout Error (attempted address: api.deepseek.com:443, timeout: "
        "10000ms)\n  code: "
        "'UND_ERR_CONNECT_TIMEOUT'");
    row("undici: head", "timeout-content", "openai",
        "TypeError: fetch failed\n  [cause]: HeadersTimeoutError: Headers Timeout Error\n    code: "
        "'UND_ERR_HEADERS_TIMEOUT'\n "
        "https://api.openai.com/v1/responses");
    row("undici: body", "timeout-idle", "",
        "TypeError: terminated\n  [cause]: BodyTimeoutError: Body Timeout Error\n    code: "
        "'UND_ERR_BODY_TIMEOUT'");
    row("undici: other side", "reset", "",
        "TypeError: fetch failed\n  [cause]: SocketError: other side closed\n    code: 'UND_ERR_SOCKET'");
    row("node: expired certificate", "tls", "", "Error: certificate has expired\n  code: 'CERT_HAS_EXPIRED'");
    row("node: company proxy's certificate", "tls", "openai",
        "APIConnectionError: Connection error.\n  cause: FetchError: request to "
        "https://api.openai.com/v1/chat/completions failed, "
        "reason: self-signed certificate in certificate chain\n    code: 'SELF_SIGNED_CERT_IN_CHAIN'");
    row("axios: time", "timeout-total", "groq",
        "AxiosError: timeout of 30000ms exceeded\n  code: 'ECONNABORTED'\n  url: "
        "'https://api.groq.com/openai/v1/chat/completions'");
    row("node: invalid address", "skipped", "openai",
        "TypeError: Invalid URL\n  code: 'ERR_INVALID_URL',\n  input: 'api.openai.co'");
    row("browser: anything", "connect", "", "TypeError: Failed to fetch");
}

void addOthers()
{
    row("Go: name", "dns", "openai",
        "Post \"https://api.openai.com/v1/chat/completions\": dial tcp: lookup api.openai.com on "
        "127.0.0.53:53: no such host");
    row("Go: refused", "connect", "llamacpp",
        "Post \"http://127.0.0.1:8080/v1/chat/completions\": dial tcp 127.0.0.1:8080: connect: connection "
        "refused");
    row("Go: connect time", "timeout-connect", "anthropic",
        "Post \"https://api.anthropic.com/v1/messages\": dial tcp 160.79.104.10:443: i/o timeout");
    row("Go: TLS time", "timeout-connect", "mistral",
        "Get \"https://api.mistral.ai/v1/models\": net/http: TLS handshake timeout");
    row("Go: head", "timeout-content", "xai",
        "Post \"https://api.x.ai/v1/chat/completions\": context deadline exceeded (Client.Timeout exceeded "
        "while awaiting headers)");
    row("Go: body", "timeout-idle", "",
        "net/http: request canceled (Client.Timeout or context cancellation while reading body)");
    row("Go: certificate", "tls", "cohere",
        "Post \"https://api.cohere.com/v2/chat\": tls: failed to verify certificate: x509: certificate "
        "signed by unknown authority");
    row("Go: end of file", "reset", "groq", "Post \"https://api.groq.com/openai/v1/chat/completions\": EOF");
    row("Go: half a body", "cut", "", "stream error: unexpected EOF");
    row("Go: proxy", "proxy", "openai",
        "Post \"https://api.openai.com/v1/chat/completions\": proxyconnect tcp: dial tcp 10.0.0.1:3128: "
        "connect: connection refused");
    row("Java: name", "dns", "openai", "java.net.UnknownHostException: api.openai.com");
    row("Java: refused", "connect", "",
        "java.net.ConnectException: Connection refused\n\tat java.base/sun.nio.ch");
    row("Java: reading", "timeout-content", "", "java.net.SocketTimeoutException: Read timed out");
    row("Java: connecting", "timeout-connect", "",
        "java.net.http.HttpConnectTimeoutException: HTTP connect timed out");
    row("Java: certificate", "tls", "gemini",
        "javax.net.ssl.SSLHandshakeException: PKIX path building failed: unable to find valid certification "
        "path\n"
        "https://generativelanguage.googleapis.com/v1beta/models");
    row("Java: reset", "reset", "", "java.net.SocketException: Connection reset");
    row(".NET: name", "dns", "openai",
        "System.Net.Http.HttpRequestException: No such host is known. (api.openai.com:443)");
    row(".NET: certificate", "tls", "",
        "The SSL connection could not be established, see inner exception. The remote certificate is invalid "
        "because of errors in the "
        "certificate chain: NotTimeValid");
    row(".NET: time", "timeout-total", "",
        "System.Threading.Tasks.TaskCanceledException: The request was canceled due to the configured "
        "HttpClient.Timeout of 100 "
        "seconds elapsing.");
    row("reqwest: name", "dns", "anthropic",
        "error sending request for url (https://api.anthropic.com/v1/messages): error trying to connect: dns "
        "error: failed to lookup "
        "address information: Temporary failure in name resolution");
    row("reqwest: time", "timeout-total", "openai",
        "error sending request for url (https://api.openai.com/v1/responses): operation timed out");
    row("a coding assistant's stream", "cut", "",
        "stream error: stream disconnected before completion: stream closed before response.completed; "
        "retrying 1/5");
}

void curl(const char *name, const char *expected, const char *text)
{
    addErrorTextRow(name, text, expected, "", 0);
}

} // namespace

void addTransportTexts()
{
    addPython();
    addNode();
    addOthers();
}

void addCurlTexts()
{
    curl("curl 3", "skipped", "curl: (3) URL using bad/illegal format or missing URL");
    curl("curl 5", "proxy", "curl: (5) Could not resolve proxy: proxy.corp");
    curl("curl 6", "dns", "curl: (6) Could not resolve host: llm.example.org");
    curl("curl 7", "connect",
        "curl: (7) Failed to connect to llm.example.org port 443 after 21 ms: Couldn't connect to server");
    curl("curl 16", "reset", "curl: (16) Error in the HTTP2 framing layer");
    curl("curl 18", "cut", "curl: (18) transfer closed with outstanding read data remaining");
    curl("curl 22", "auth", "curl: (22) The requested URL returned error: 401");
    curl("curl 28, connecting", "timeout-connect", "curl: (28) Connection timed out after 5001 milliseconds");
    curl("curl 28, by name", "timeout-connect", "curl: (28) Resolving timed out after 5000 milliseconds");
    curl("curl 28, without a byte", "timeout-content",
        "curl: (28) Operation timed out after 30001 milliseconds with 0 bytes received");
    curl("curl 28, in the middle", "timeout-total",
        "curl: (28) Operation timed out after 30001 milliseconds with 512 bytes received");
    curl("curl 28, too slow", "timeout-idle",
        "curl: (28) Operation too slow. Less than 10 bytes/sec transferred the last 30 seconds");
    curl("curl 35, handshake", "tls",
        "curl: (35) error:0A000152:SSL routines::unsafe legacy renegotiation disabled");
    curl("curl 35, reset", "reset", "curl: (35) Recv failure: Connection reset by peer");
    curl("curl 47", "not-an-answer", "curl: (47) Maximum (50) redirects followed");
    curl("curl 52", "reset", "curl: (52) Empty reply from server");
    curl("curl 55", "reset", "curl: (55) Send failure: Broken pipe");
    curl("curl 56, reset", "reset", "curl: (56) Recv failure: Connection reset by peer");
    curl("curl 56, proxy", "proxy", "curl: (56) CONNECT tunnel failed, response 407");
    curl("curl 56, older proxy", "proxy", "curl: (56) Received HTTP code 407 from proxy after CONNECT");
    curl("curl 60", "tls",
        "curl: (60) SSL certificate problem: certificate has expired\nMore details here: "
        "https://curl.se/docs/sslcerts.html");
    curl("curl 60, name", "tls",
        "curl: (60) SSL: no alternative certificate subject name matches target host name 'llm.example.org'");
    curl("curl 77", "tls", "curl: (77) error setting certificate verify locations: CAfile: /x.pem");
    curl("curl 92", "cut", "curl: (92) HTTP/2 stream 1 was not closed cleanly: INTERNAL_ERROR (err 2)");
    curl("curl 97", "proxy", "curl: (97) Can't complete SOCKS5 connection to llm.example.org. (4)");
    curl("curl 42", "cancelled", "curl: (42) Callback aborted");
    curl("curl -v that never came through", "connect",
        "*   Trying 192.0.2.7:443...\n* connect to 192.0.2.7 port 443 failed: Connection refused\n* Failed "
        "to connect to "
        "llm.example.org port 443 after 3 ms: Couldn't connect to server\n* Closing connection 0\ncurl: (7) "
        "Failed to connect to "
        "llm.example.org port 443 after 3 ms: Couldn't connect to server");
    curl("curl -i and a stream that broke", "cut",
        "HTTP/2 200 \r\ncontent-type: text/event-stream\r\n\r\ndata: "
        "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hel"
        "\"},\"finish_reason\":null}]}\r\n\r\ncurl: (18) transfer closed with outstanding read data "
        "remaining\r\n");
    curl("curl -i and a stream that hung", "timeout-total",
        "HTTP/2 200 \r\ncontent-type: text/event-stream\r\n\r\ndata: "
        "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hel"
        "\"},\"finish_reason\":null}]}\r\n\r\ncurl: (28) Operation timed out after 60000 milliseconds with "
        "96 bytes received\r\n");
}
