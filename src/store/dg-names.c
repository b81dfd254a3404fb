/* dg-names.c: ids and file names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-names.h"

#include <string.h>

#include "dg-dataset.h"

#define DATASET_PREFIX "dataset_"
#define SLUG_MAX_CHARS 40

/**
 * dg_names_make_id:
 * @prefix: what the id starts with
 *
 * Returns: (transfer full): @prefix and 8 random hexadecimal digits
 */
char *
dg_names_make_id (const char *prefix)
{
  return g_strdup_printf ("%s%08x", prefix, g_random_int ());
}

/**
 * dg_names_is_id:
 * @id: a text
 * @prefix: what ids of its kind start with
 *
 * Returns: whether dg_names_make_id() could have made it
 */
gboolean
dg_names_is_id (const char *id, const char *prefix)
{
  if (!g_str_has_prefix (id, prefix))
    return FALSE;

  const char *digits = id + strlen (prefix);

  return strlen (digits) == 8 && strspn (digits, "0123456789abcdef") == 8;
}

/**
 * dg_names_make_dataset_id:
 *
 * The optimizer looks for `.jsonl` files whose name contains the id, and its own datasets are called `dataset_1` and
 * `dataset_2`: an id that started like these would be found in their place.
 *
 * Returns: (transfer full): `dataset_` and 8 random hexadecimal digits, the first of them neither 1 nor 2
 */
char *
dg_names_make_dataset_id (void)
{
  char *id;

  for (id = dg_names_make_id (DATASET_PREFIX); strchr ("12", id[strlen (DATASET_PREFIX)]) != NULL;)
    {
      g_free (id);
      id = dg_names_make_id (DATASET_PREFIX);
    }

  return id;
}

static GString *
squeeze_to_slug (const char *ascii)
{
  GString *slug = g_string_new (NULL);

  for (const char *p = ascii; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (slug, g_ascii_tolower (*p));
    else if (slug->len > 0 && slug->str[slug->len - 1] != '_')
      g_string_append_c (slug, '_');

  /* A dataset called like another's id must not be found in its place. */
  for (char *p = strstr (slug->str, DATASET_PREFIX); p != NULL; p = strstr (slug->str, DATASET_PREFIX))
    g_string_erase (slug, p - slug->str + strlen (DATASET_PREFIX) - 1, 1);

  return slug;
}

/**
 * dg_names_make_slug:
 * @name: a name for people, UTF-8
 *
 * Returns: (transfer full): up to 40 lower-case ASCII letters, digits and underscores that remind of @name; never
 * empty, and never with the id of a dataset in it
 */
char *
dg_names_make_slug (const char *name)
{
  /* The same in every locale. */
  g_autofree char *ascii = g_str_to_ascii (name, "C");
  GString *slug = squeeze_to_slug (ascii);

  if (slug->len > SLUG_MAX_CHARS)
    g_string_truncate (slug, SLUG_MAX_CHARS);
  while (slug->len > 0 && slug->str[slug->len - 1] == '_')
    g_string_truncate (slug, slug->len - 1);
  if (slug->len == 0)
    g_string_assign (slug, "records");

  return g_string_free (slug, FALSE);
}

/**
 * dg_names_make_file_name:
 * @name: the name of a dataset
 * @id: its id
 * @format: the format of the file
 *
 * Returns: (transfer full): what its file is called
 */
char *
dg_names_make_file_name (const char *name, const char *id, DgFileFormat format)
{
  g_autofree char *slug = dg_names_make_slug (name);

  return g_strdup_printf ("%s_%s.%s", slug, id, dg_file_format_get_id (format));
}

/**
 * dg_names_belong_together:
 * @file_name: the name of a file
 * @id: the id of a dataset
 *
 * Returns: whether it is the dataset's file or sidecar: `<id>.jsonl`, `<slug>_<id>.csv` and the like
 */
gboolean
dg_names_belong_together (const char *file_name, const char *id)
{
  const char *dot = strrchr (file_name, '.');
  gsize id_length = strlen (id);

  if (dot == NULL || (strcmp (dot, ".jsonl") != 0 && strcmp (dot, ".csv") != 0))
    return FALSE;

  gsize stem_length = dot - file_name;
  if (id_length == 0 || stem_length < id_length || strncmp (dot - id_length, id, id_length) != 0)
    return FALSE;

  return stem_length == id_length || dot[-(gssize) id_length - 1] == '_';
}
