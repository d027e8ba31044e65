#ifndef POSTERN_CSQLITE_H
#define POSTERN_CSQLITE_H

#include <sqlite3.h>

/* Binds a copy of a text. Exists because SQLITE_TRANSIENT is a cast macro; a null pointer means the empty text. */
static inline int postern_sqlite3_bind_copied_text(
    sqlite3_stmt *statement, int index, const char *text, sqlite3_uint64 byte_count) {
  return sqlite3_bind_text64(
      statement, index, text ? text : "", byte_count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

#endif
