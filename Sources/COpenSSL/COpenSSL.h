#ifndef POSTERN_COPENSSL_H
#define POSTERN_COPENSSL_H

#include <openssl/evp.h>

#endif
