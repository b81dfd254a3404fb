/* dg-aws-file.c: the files that AWS tools keep their settings in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "dg-aws-file.h"

#define FILE_LENGTH_MAX (1024 * 1024)
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

struct _DgAwsFile
{
  GHashTable *sections; /* (owned) (element-type utf8 GHashTable) of names and values */
  guint mode;           /* who may read it; 0: not known */
};

/* Where the reading of a file is. */
typedef struct
{
  DgAwsFile *file;     /* (unowned) */
  const char *path;    /* (unowned) */
  guint line;          /* counted from 1 */
  GHashTable *section; /* (unowned) (nullable) */
  char *option;        /* (owned) (nullable) the name of the value that may go on */
  gsize indent;        /* of its first line */
} Reader;

static void
wipe (gpointer text)
{
  explicit_bzero (text, strlen (text));
  g_free (text);
}

/* Names the line, and quotes nothing of it: it may be a secret. */
static gboolean
set_line_error (Reader *reader, const char *reason, GError **error)
{
  /* Translators: the first %s is a file, %u a line of it, the second %s says what is wrong there. */
  g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_CONFIGURATION,
               _ ("“%s” cannot be used: line %u %s. Mend it, or see whether “aws configure list” can read it."),
               reader->path, reader->line, reason);
  return FALSE;
}

static gboolean
begin_section (Reader *reader, const char *line, GError **error)
{
  const char *end = strrchr (line, ']');
  g_autofree char *name = g_strndup (line + 1, end - line - 1);

  if (g_hash_table_contains (reader->file->sections, name))
    return set_line_error (reader, _ ("begins a section that was there before"), error);

  g_clear_pointer (&reader->option, g_free);
  reader->section = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, wipe);
  g_hash_table_insert (reader->file->sections, g_steal_pointer (&name), reader->section);
  return TRUE;
}

static gboolean
take_option (Reader *reader, const char *line, GError **error)
{
  gsize length = strcspn (line, "=:");
  g_autofree char *name = g_ascii_strdown (line, length);

  if (line[length] == '\0')
    return set_line_error (reader, _ ("has no “=”"), error);
  if (*g_strchomp (name) == '\0')
    return set_line_error (reader, _ ("has nothing in front of the “=”"), error);
  if (g_hash_table_contains (reader->section, name))
    return set_line_error (reader, _ ("sets what was set before in its section"), error);

  g_free (reader->option);
  reader->option = g_strdup (name);
  g_hash_table_insert (reader->section, g_steal_pointer (&name), g_strstrip (g_strdup (line + length + 1)));
  return TRUE;
}

static void
continue_option (Reader *reader, const char *line)
{
  const char *before = g_hash_table_lookup (reader->section, reader->option);

  g_hash_table_replace (reader->section, g_strdup (reader->option), g_strconcat (before, "\n", line, NULL));
}

/* Python's configparser, as botocore uses it: comments have lines of their own, and what is indented goes on. */
static gboolean
take_line (Reader *reader, char *line, GError **error)
{
  gsize indent = strspn (line, " \t\f\v");
  char *content = g_strstrip (line);

  if (*content == '\0' || *content == '#' || *content == ';')
    return TRUE;
  if (reader->option != NULL && indent > reader->indent)
    {
      continue_option (reader, content);
      return TRUE;
    }

  reader->indent = indent;
  if (*content == '[' && strrchr (content, ']') > content + 1)
    return begin_section (reader, content, error);
  if (reader->section == NULL)
    return set_line_error (reader, _ ("stands before the first [section]"), error);
  return take_option (reader, content, error);
}

/**
 * dg_aws_file_new:
 * @text: what is in the file
 * @length: its length in bytes
 * @path: where it is, for messages
 * @error: return location for a #DgInferenceError
 *
 * Reads what Amazon's own tools read: sections, `name = value` or `name: value`, lines that are comments, and values
 * that go on in lines indented deeper. What they refuse is refused.
 *
 * Returns: (transfer full): the settings, or %NULL with %DG_INFERENCE_ERROR_CONFIGURATION
 */
DgAwsFile *
dg_aws_file_new (const char *text, gsize length, const char *path, GError **error)
{
  g_autoptr (DgAwsFile) self = NULL;
  Reader reader = { .path = path };
  gboolean good = TRUE;
  const char *end;

  g_return_val_if_fail (text != NULL && path != NULL, NULL);

  self = g_new0 (DgAwsFile, 1);
  self->sections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  if (!g_utf8_validate_len (text, length, NULL))
    {
      g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_CONFIGURATION,
                   _ ("“%s” cannot be used: it is not UTF-8 text. Save it as UTF-8."), path);
      return NULL;
    }

  reader.file = self;
  end = text + length;
  if (length >= strlen (BYTE_ORDER_MARK) && memcmp (text, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0)
    text += strlen (BYTE_ORDER_MARK);
  while (good && text < end)
    {
      const char *newline = memchr (text, '\n', end - text);
      gsize line_length = (newline != NULL ? newline : end) - text;
      char *line = g_strndup (text, line_length);

      reader.line++;
      good = take_line (&reader, line, error);
      explicit_bzero (line, line_length);
      g_free (line);
      text += line_length + 1;
    }
  g_free (reader.option);
  return good ? g_steal_pointer (&self) : NULL;
}

static DgAwsFile *
set_read_error (const char *path, const char *reason, GError **error)
{
  /* Translators: the first %s is a file, the second says what is wrong. */
  g_set_error (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_CONFIGURATION, _ ("“%s” cannot be read: %s"), path,
               reason);
  return NULL;
}

/**
 * dg_aws_file_load:
 * @path: a file
 * @error: return location for a #DgInferenceError
 *
 * Reads a file; that is done at once, since it is small. A file that does not exist has no sections.
 *
 * Returns: (transfer full): its settings, or %NULL with %DG_INFERENCE_ERROR_CONFIGURATION
 */
DgAwsFile *
dg_aws_file_load (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) local_error = NULL;
  GStatBuf status;
  gsize length;
  DgAwsFile *self;

  g_return_val_if_fail (path != NULL, NULL);

  if (g_stat (path, &status) != 0)
    return errno == ENOENT || errno == ENOTDIR ? dg_aws_file_new ("", 0, path, error)
                                               : set_read_error (path, g_strerror (errno), error);
  if (!S_ISREG (status.st_mode) || status.st_size > FILE_LENGTH_MAX)
    return set_read_error (path, _ ("it is not a file, or too long for one with settings."), error);
  if (!g_file_get_contents (path, &text, &length, &local_error))
    return set_read_error (path, local_error->message, error);

  self = dg_aws_file_new (text, length, path, error);
  explicit_bzero (text, length);
  if (self != NULL)
    self->mode = status.st_mode & 0777;
  return self;
}

/**
 * dg_aws_file_free:
 * @self: (transfer full): settings
 */
void
dg_aws_file_free (DgAwsFile *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->sections);
  g_free (self);
}

/**
 * dg_aws_file_lookup:
 * @self: settings
 * @section: the name of a section
 *
 * Returns: (transfer none) (nullable) (element-type utf8 utf8): what is in it
 */
GHashTable *
dg_aws_file_lookup (DgAwsFile *self, const char *section)
{
  g_return_val_if_fail (self != NULL && section != NULL, NULL);

  return g_hash_table_lookup (self->sections, section);
}

/* The second of two words, of which the first is the kind. */
static char *
dup_section_name (const char *section, const char *kind)
{
  g_auto (GStrv) words = NULL;

  if (!g_str_has_prefix (section, kind) || !dg_aws_split_words (section, &words))
    return NULL;
  return g_strv_length (words) == 2 && g_str_equal (words[0], kind) ? g_strdup (words[1]) : NULL;
}

/**
 * dg_aws_file_lookup_named:
 * @self: settings
 * @kind: for example `profile`
 * @name: for example `work`
 *
 * Returns: (transfer none) (nullable) (element-type utf8 utf8): what is in the section `[kind name]`, whose name may
 *   stand in quotes
 */
GHashTable *
dg_aws_file_lookup_named (DgAwsFile *self, const char *kind, const char *name)
{
  GHashTableIter iter;
  gpointer section, values;

  g_return_val_if_fail (self != NULL && kind != NULL && name != NULL, NULL);

  g_hash_table_iter_init (&iter, self->sections);
  while (g_hash_table_iter_next (&iter, &section, &values))
    {
      g_autofree char *found = dup_section_name (section, kind);

      if (g_strcmp0 (found, name) == 0)
        return values;
    }
  return NULL;
}

/**
 * dg_aws_file_list:
 * @self: settings
 * @kind: (nullable): for example `profile`; %NULL for sections whose whole name counts
 *
 * Returns: (transfer full): the names of the sections of a kind, in no order
 */
GStrv
dg_aws_file_list (DgAwsFile *self, const char *kind)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer section;

  g_return_val_if_fail (self != NULL, NULL);

  g_hash_table_iter_init (&iter, self->sections);
  while (g_hash_table_iter_next (&iter, &section, NULL))
    {
      g_autofree char *name = kind != NULL ? dup_section_name (section, kind) : g_strdup (section);

      if (name != NULL)
        g_strv_builder_add (builder, name);
    }
  return g_strv_builder_end (builder);
}

/**
 * dg_aws_file_get_mode:
 * @self: settings
 *
 * Returns: the permission bits of the file, or 0 if there is none
 */
guint
dg_aws_file_get_mode (DgAwsFile *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->mode;
}

/* One word of dg_aws_split_words(), from *text on. */
static gboolean
take_word (const char **text, GString *word)
{
  char quote = '\0';

  for (; **text != '\0' && (quote != '\0' || !g_ascii_isspace (**text)); (*text)++)
    {
      char character = **text;

      if (quote == '\0' && (character == '\'' || character == '"'))
        quote = character;
      else if (quote != '\0' && character == quote)
        quote = '\0';
      else if (character == '\\' && quote != '\'')
        {
          char next = (*text)[1];

          if (next == '\0')
            return FALSE;
          if (quote == '"' && next != '"' && next != '\\')
            g_string_append_c (word, '\\');
          g_string_append_c (word, next);
          (*text)++;
        }
      else
        g_string_append_c (word, character);
    }
  return quote == '\0';
}

/**
 * dg_aws_split_words:
 * @text: for example a command
 * @words: (out) (transfer full): its words
 *
 * Splits a text as Python's shlex.split() does, which is what Amazon's tools go by: quotes and backslashes, and nothing
 * else that a shell knows.
 *
 * Returns: %FALSE if a quote is not closed or a backslash stands at the end
 */
gboolean
dg_aws_split_words (const char *text, GStrv *words)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (text != NULL && words != NULL, FALSE);

  while (TRUE)
    {
      g_autoptr (GString) word = g_string_new (NULL);

      while (g_ascii_isspace (*text))
        text++;
      if (*text == '\0')
        break;
      if (!take_word (&text, word))
        return FALSE;
      g_strv_builder_add (builder, word->str);
    }
  *words = g_strv_builder_end (builder);
  return TRUE;
}
