/* dg-sqlite-functions.c: what queries can ask of texts beside what SQLite knows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dg-sqlite-private.h"
#include "dg-text-search.h"

/* A key is some times as long as its text, so it is not made of all of it. What is the same up to here is sorted by its
 * bytes. */
#define SORTED_CHARACTERS 64

/* dg_contains (TEXT, WANTED). SQLite keeps what is set for an argument that is the same in every row. */
static void
contains_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const char *text = (const char *) sqlite3_value_text (values[0]);
  DgTextSearch *search = sqlite3_get_auxdata (context, 1);
  const char *wanted = search == NULL ? (const char *) sqlite3_value_text (values[1]) : NULL;
  gboolean found;

  if (search == NULL && wanted != NULL)
    {
      g_autoptr (DgTextSearch) new_search = dg_text_search_new (wanted);

      found = text != NULL && dg_text_search_matches (new_search, text, (gsize) sqlite3_value_bytes (values[0]));
      sqlite3_set_auxdata (context, 1, g_steal_pointer (&new_search), (GDestroyNotify) dg_text_search_free);
    }
  else
    found = search != NULL && text != NULL &&
            dg_text_search_matches (search, text, (gsize) sqlite3_value_bytes (values[0]));

  sqlite3_result_int (context, found);
}

/* dg_sort_key (TEXT): what sorts, byte by byte, as the user's language sorts the texts. */
static void
make_sort_key_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const char *text = (const char *) sqlite3_value_text (values[0]);

  if (text == NULL)
    return;

  g_autofree char *valid = g_utf8_make_valid (text, (gssize) strnlen (text, SORTED_CHARACTERS * 4));
  g_autofree char *begin = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), SORTED_CHARACTERS));
  char *key = g_utf8_collate_key (begin, -1);

  sqlite3_result_blob (context, key, (int) strlen (key), g_free);
}

/**
 * dg_sqlite_add_functions:
 * @self: a connection
 *
 * Adds `dg_contains (TEXT, WANTED)`, whether a text contains another whatever the case, and `dg_sort_key (TEXT)`. The
 * schema of a database has no access to them.
 */
void
dg_sqlite_add_functions (DgSqlite *self)
{
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;

  sqlite3_create_function_v2 (self->handle, "dg_contains", 2, flags, NULL, contains_cb, NULL, NULL, NULL);
  sqlite3_create_function_v2 (self->handle, "dg_sort_key", 1, flags, NULL, make_sort_key_cb, NULL, NULL, NULL);
}
