#ifndef POSTERN_COPENSSL_H
#define POSTERN_COPENSSL_H

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

// Macros of OpenSSL, and members of its unions, that Swift cannot see.

static inline int postern_tls_set_min_version(SSL_CTX *context, int version) {
  return SSL_CTX_set_min_proto_version(context, version);
}

static inline int postern_tls_set_groups(SSL_CTX *context, const char *groups) {
  return SSL_CTX_set1_groups_list(context, groups);
}

static inline void postern_tls_set_options(SSL_CTX *context) {
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                   SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
}

static inline size_t postern_bio_bytes(BIO *bio, const unsigned char **start) {
  char *bytes = NULL;
  long count = BIO_get_mem_data(bio, &bytes);
  *start = (const unsigned char *)bytes;
  return count > 0 ? (size_t)count : 0;
}

static inline void postern_bio_reset(BIO *bio) {
  (void)BIO_reset(bio);
}

static inline int postern_names_count(const GENERAL_NAMES *names) {
  return sk_GENERAL_NAME_num(names);
}

// The text of one name; NULL when it is not a URI, a DNS name or a mail address.
static inline const unsigned char *postern_name_text(
    const GENERAL_NAMES *names, int index, int *type, int *count) {
  const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, index);
  *type = name->type;
  *count = 0;
  if (name->type != GEN_URI && name->type != GEN_DNS && name->type != GEN_EMAIL) return NULL;
  *count = ASN1_STRING_length(name->d.ia5);
  return ASN1_STRING_get0_data(name->d.ia5);
}

// Whether a certificate may sign certificates or revocation lists.
static inline int postern_signs_others(X509 *certificate) {
  if (X509_get_extension_flags(certificate) & EXFLAG_CA) return 1;
  // Without the extension every use is allowed, so it has to be looked for.
  if (!(X509_get_extension_flags(certificate) & EXFLAG_KUSAGE)) return 0;
  return (X509_get_key_usage(certificate) & (KU_KEY_CERT_SIGN | KU_CRL_SIGN)) != 0;
}

// Makes a context look into its revocation lists, if it has any.
static inline void postern_tls_check_revocation(SSL_CTX *context) {
  STACK_OF(X509_OBJECT) *objects = X509_STORE_get0_objects(SSL_CTX_get_cert_store(context));
  for (int index = 0; index < sk_X509_OBJECT_num(objects); index++) {
    if (X509_OBJECT_get_type(sk_X509_OBJECT_value(objects, index)) != X509_LU_CRL) continue;
    X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context), X509_V_FLAG_CRL_CHECK);
    return;
  }
}

#endif
