// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/certificateissuer.h"

#include <QByteArrayView>

#include <curl/curl.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

namespace Belay {

namespace {

using Note = std::shared_ptr<QString>;

void deleteNote(void *, void *note, CRYPTO_EX_DATA *, int, long, void *)
{
    delete static_cast<Note *>(note);
}

// The context owns its note: it may outlive the request, as a kept connection does.
int noteIndex()
{
    static const int index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, &deleteNote);
    return index;
}

QString nameOf(const X509_NAME *name)
{
    QString text;
    BIO *const memory = BIO_new(BIO_s_mem());
    if (!memory)
        return text;
    if (X509_NAME_print_ex(memory, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) >= 0) {
        char *bytes = nullptr;
        const long size = BIO_get_mem_data(memory, &bytes);
        text = QString::fromUtf8(bytes, size);
    }
    BIO_free(memory);
    return text;
}

int seeCertificate(int verified, X509_STORE_CTX *store)
{
    const auto *ssl
        = static_cast<const SSL *>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
    const X509 *leaf = X509_STORE_CTX_get0_cert(store);
    if (ssl && leaf) {
        if (auto *note = static_cast<Note *>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), noteIndex())))
            **note = nameOf(X509_get_issuer_name(leaf));
    }
    return verified;
}

} // namespace

bool canNoteIssuer()
{
    static const bool isOpenSsl
        = QByteArrayView(curl_version_info(CURLVERSION_NOW)->ssl_version).startsWith("OpenSSL/3");
    return isOpenSsl;
}

void noteIssuer(void *sslContext, const std::shared_ptr<QString> &issuer)
{
    auto *const context = static_cast<SSL_CTX *>(sslContext);
    auto note = std::make_unique<Note>(issuer);
    if (noteIndex() < 0 || SSL_CTX_set_ex_data(context, noteIndex(), note.get()) != 1)
        return;
    note.release();
    SSL_CTX_set_verify(context, SSL_CTX_get_verify_mode(context), &seeCertificate);
}

} // namespace Belay
