/* test-json-schema-language.c: in which language it is said what is wrong with a value
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <libintl.h>
#include <locale.h>
#include <stddef.h>

#include "quotes.h"

#include "dg-json-schema.h"

#define ENGLISH "expected %s, found %s"
#define HEADER "Content-Type: text/plain; charset=UTF-8\n"
#define GERMAN "erwartet: %s, gefunden: %s"

/* A catalogue of one message, laid out as msgfmt does it. */
typedef struct
{
  guint32 magic;
  guint32 version;
  guint32 n_messages; /* with the header, which translates the empty text */
  guint32 originals;
  guint32 translations;
  guint32 n_hashes;
  guint32 hashes;
  guint32 places[4][2]; /* length and offset: two originals, two translations */
  char empty[1];
  char english[sizeof ENGLISH];
  char header[sizeof HEADER];
  char german[sizeof GERMAN];
} Catalogue;

static const Catalogue catalogue = {
  .magic = 0x950412de,
  .n_messages = 2,
  .originals = offsetof (Catalogue, places),
  .translations = offsetof (Catalogue, places[2]),
  .places = { { 0, offsetof (Catalogue, empty) },
              { sizeof ENGLISH - 1, offsetof (Catalogue, english) },
              { sizeof HEADER - 1, offsetof (Catalogue, header) },
              { sizeof GERMAN - 1, offsetof (Catalogue, german) } },
  .english = ENGLISH,
  .header = HEADER,
  .german = GERMAN,
};

/* Returns: (transfer full): the folder of the catalogue */
static char *
speak_german (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("dg-language-XXXXXX", &error);
  g_autofree char *messages = g_build_filename (folder, "de", "LC_MESSAGES", NULL);
  g_autofree char *path = g_build_filename (messages, GETTEXT_PACKAGE ".mo", NULL);

  g_assert_no_error (error);
  g_assert_cmpint (g_mkdir_with_parents (messages, 0700), ==, 0);
  g_file_set_contents (path, (const char *) &catalogue, sizeof catalogue, &error);
  g_assert_no_error (error);

  g_setenv ("LANGUAGE", "de", TRUE);
  g_assert_nonnull (setlocale (LC_ALL, "C.UTF-8"));
  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");

  return g_steal_pointer (&folder);
}

static void
forget_german (const char *folder)
{
  g_autofree char *language = g_build_filename (folder, "de", NULL);
  g_autofree char *messages = g_build_filename (language, "LC_MESSAGES", NULL);
  g_autofree char *path = g_build_filename (messages, GETTEXT_PACKAGE ".mo", NULL);

  g_remove (path);
  g_rmdir (messages);
  g_rmdir (language);
  g_rmdir (folder);
}

/* A person is told in the language of the desktop. A model is not: what it is sent around it is English. */
static void
test_language (void)
{
  g_autofree char *folder = speak_german ();
  g_autofree char *schema_text = quote ("{'items':{'type':'integer'}}");
  g_autoptr (GError) error = NULL;
  g_autoptr (DgJsonDocument) schema_document = dg_json_document_new (schema_text, -1, NULL, &error);
  g_autoptr (DgJsonDocument) document = dg_json_document_new ("[null]", -1, NULL, &error);
  g_autoptr (DgJsonSchema) schema = dg_json_schema_new (dg_json_document_get_root (schema_document), &error);
  g_autofree char *problem = NULL;
  g_auto (GStrv) problems = NULL;

  g_assert_no_error (error);
  g_assert_false (dg_json_schema_validate (schema, dg_json_document_get_root (document), &problem));
  problems = dg_json_schema_dup_problems (schema, dg_json_document_get_root (document), 1);
  forget_german (folder);

  g_assert_cmpstr (problem, ==, "$[0]: erwartet: \"integer\", gefunden: null");
  g_assert_cmpstr (problems[0], ==, "$[0]: expected \"integer\", found null");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-schema/language", test_language);

  return g_test_run ();
}
