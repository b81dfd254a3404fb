/* dg-library-draft-parts.c: what a session has lists of: examples, messages, samples, notes and rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-library-private.h"

#include "dg-json.h"

/* Binds one element of a list, and reads one: what follows `session_id` in the table, in the order of its columns. */
typedef void (*BindFunc) (DgStatement *statement, gconstpointer element, guint position);
typedef gpointer (*ReadFunc) (DgStatement *row, const char *session, GError **error);

typedef struct
{
  gsize offset; /* of the array in DgDraft */
  const char *insert;
  const char *select;
  const char *delete;
  BindFunc bind;
  ReadFunc read;
} Part;

static char *
print_strings (const char *const *strings)
{
  GString *out;

  if (strings == NULL)
    return NULL;

  out = g_string_new ("[");
  for (guint i = 0; strings[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      dg_json_append_string (out, strings[i]);
    }
  g_string_append_c (out, ']');

  return g_string_free (out, FALSE);
}

static DgJsonDocument *
parse_array (const char *text)
{
  g_autoptr (DgJsonDocument) document = dg_json_document_new (text, -1, NULL, NULL);

  if (document == NULL || dg_json_value_get_value_type (dg_json_document_get_root (document)) != DG_JSON_ARRAY)
    return NULL;

  return g_steal_pointer (&document);
}

static gboolean
parse_strings (const char *text, GStrv *strings)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (DgJsonDocument) document = text != NULL ? parse_array (text) : NULL;
  DgJsonIter iter;
  DgJsonValue value;

  *strings = NULL;
  if (text == NULL)
    return TRUE;
  if (document == NULL)
    return FALSE;

  dg_json_iter_init (&iter, dg_json_document_get_root (document));
  while (dg_json_iter_next (&iter, NULL, &value))
    {
      g_autofree char *string = NULL;

      if (dg_json_value_get_value_type (value) != DG_JSON_STRING)
        return FALSE;

      string = dg_json_value_dup_string (value);
      g_strv_builder_add (builder, string);
    }
  *strings = g_strv_builder_end (builder);

  return TRUE;
}

static char *
print_numbers (const GArray *numbers)
{
  GString *out = g_string_new ("[");

  for (guint i = 0; i < numbers->len; i++)
    g_string_append_printf (out, "%s%u", i > 0 ? "," : "", g_array_index (numbers, guint, i));
  g_string_append_c (out, ']');

  return g_string_free (out, FALSE);
}

static gboolean
parse_numbers (const char *text, GArray *numbers)
{
  g_autoptr (DgJsonDocument) document = text != NULL ? parse_array (text) : NULL;
  DgJsonIter iter;
  DgJsonValue value;

  if (document == NULL)
    return FALSE;

  dg_json_iter_init (&iter, dg_json_document_get_root (document));
  while (dg_json_iter_next (&iter, NULL, &value))
    {
      gint64 number;

      if (dg_json_value_get_value_type (value) != DG_JSON_NUMBER || !dg_json_value_get_int64 (value, &number) ||
          number < 0 || number > G_MAXUINT)
        return FALSE;

      guint element = (guint) number;
      g_array_append_val (numbers, element);
    }

  return TRUE;
}

static void
bind_example (DgStatement *statement, gconstpointer element, guint position)
{
  DgRecord *record = DG_RECORD ((gpointer) element);

  dg_statement_bind_int64 (statement, position);
  dg_statement_bind_text (statement, dg_record_get_input (record));
  dg_statement_bind_text (statement, dg_record_get_answer (record));
}

static gpointer
read_example (DgStatement *row, const char *session, GError **error)
{
  g_autofree char *input = dg_statement_dup_text (row, 0);
  g_autofree char *answer = dg_statement_dup_text (row, 1);
  DgRecord *record = dg_record_new (input, answer, 0);

  dg_record_set_origin (record, DG_ORIGIN_IMPORT);

  return record;
}

static void
bind_message (DgStatement *statement, gconstpointer element, guint position)
{
  const DgMessage *message = element;
  g_autofree char *suggestions = print_strings ((const char *const *) message->suggestions);

  dg_statement_bind_int64 (statement, position);
  dg_statement_bind_int64 (statement, message->from_person);
  dg_statement_bind_text (statement, message->text);
  dg_statement_bind_text (statement, suggestions);
  dg_statement_bind_text (statement, message->asks_for);
}

static gpointer
read_message (DgStatement *row, const char *session, GError **error)
{
  g_autofree char *text = dg_statement_dup_text (row, 1);
  g_autofree char *suggestions = dg_statement_dup_text (row, 2);
  g_autoptr (DgMessage) message = dg_message_new (dg_statement_get_int64 (row, 0) != 0, text);

  message->asks_for = dg_statement_dup_text (row, 3);
  if (!parse_strings (suggestions, &message->suggestions))
    {
      dg_library_set_unknown_word (error, session, suggestions);
      return NULL;
    }

  return g_steal_pointer (&message);
}

static void
bind_sample (DgStatement *statement, gconstpointer element, guint position)
{
  const DgSample *sample = element;

  dg_statement_bind_int64 (statement, sample->round);
  dg_statement_bind_int64 (statement, sample->card);
  dg_statement_bind_text (statement, dg_sample_state_get_id (sample->state));
  dg_statement_bind_text (statement, sample->input);
  dg_statement_bind_text (statement, sample->answer);
  dg_statement_bind_text (statement, sample->line);
  dg_statement_bind_text (statement, sample->problems);
}

static gpointer
read_sample (DgStatement *row, const char *session, GError **error)
{
  g_autofree char *state = dg_statement_dup_text (row, 2);
  g_autofree char *input = dg_statement_dup_text (row, 3);
  g_autofree char *answer = dg_statement_dup_text (row, 4);
  g_autoptr (DgSample) sample =
      dg_sample_new (dg_statement_get_uint (row, 0), dg_statement_get_uint (row, 1), input, answer);

  sample->line = dg_statement_dup_text (row, 5);
  g_free (sample->problems);
  sample->problems = dg_statement_dup_text (row, 6);
  if (!dg_sample_state_from_id (state, &sample->state))
    {
      dg_library_set_unknown_word (error, session, state);
      return NULL;
    }

  return g_steal_pointer (&sample);
}

static void
bind_note (DgStatement *statement, gconstpointer element, guint position)
{
  const DgNote *note = element;

  dg_statement_bind_int64 (statement, note->id);
  dg_statement_bind_int64 (statement, note->round);
  dg_statement_bind_int64 (statement, note->card);
  dg_statement_bind_text (statement, note->text);
  dg_statement_bind_int64 (statement, note->used);
}

static gpointer
read_note (DgStatement *row, const char *session, GError **error)
{
  g_autofree char *text = dg_statement_dup_text (row, 3);
  DgNote *note = dg_note_new (dg_statement_get_uint (row, 0), dg_statement_get_uint (row, 1),
                              dg_statement_get_uint (row, 2), text);

  note->used = dg_statement_get_int64 (row, 4) != 0;

  return note;
}

static void
bind_rule (DgStatement *statement, gconstpointer element, guint position)
{
  const DgRule *rule = element;
  g_autofree char *notes = print_numbers (rule->notes);

  dg_statement_bind_int64 (statement, rule->id);
  dg_statement_bind_text (statement, dg_rule_kind_get_id (rule->kind));
  dg_statement_bind_text (statement, dg_column_get_id (rule->column));
  dg_statement_bind_text (statement, rule->text);
  dg_statement_bind_text (statement, rule->applies_to);
  dg_statement_bind_int64 (statement, rule->share);
  dg_statement_bind_text (statement, dg_check_get_id (rule->check));
  dg_statement_bind_text (statement, rule->check_value);
  dg_statement_bind_int64 (statement, rule->on);
  dg_statement_bind_int64 (statement, rule->by_hand);
  dg_statement_bind_int64 (statement, rule->round);
  dg_statement_bind_text (statement, notes);
}

/* (transfer none) (nullable): the first of the words that means nothing here; the others go to @rule */
static const char *
read_rule_words (DgRule *rule, const char *kind, const char *column, const char *check, const char *notes)
{
  if (!dg_rule_kind_from_id (kind, &rule->kind))
    return kind;
  if (!dg_column_from_id (column, &rule->column))
    return column;
  if (!dg_check_from_id (check, &rule->check))
    return check;

  return parse_numbers (notes, rule->notes) ? NULL : notes;
}

static gpointer
read_rule (DgStatement *row, const char *session, GError **error)
{
  g_autofree char *kind = dg_statement_dup_text (row, 1);
  g_autofree char *column = dg_statement_dup_text (row, 2);
  g_autofree char *text = dg_statement_dup_text (row, 3);
  g_autofree char *check = dg_statement_dup_text (row, 6);
  g_autofree char *notes = dg_statement_dup_text (row, 11);
  g_autoptr (DgRule) rule = dg_rule_new (dg_statement_get_uint (row, 0), DG_RULE_QUALITY, text);
  const char *unknown = read_rule_words (rule, kind, column, check, notes);

  if (unknown != NULL)
    {
      dg_library_set_unknown_word (error, session, unknown);
      return NULL;
    }

  rule->applies_to = dg_statement_dup_text (row, 4);
  rule->share = dg_statement_get_uint (row, 5);
  g_free (rule->check_value);
  rule->check_value = dg_statement_dup_text (row, 7);
  rule->on = dg_statement_get_int64 (row, 8) != 0;
  rule->by_hand = dg_statement_get_int64 (row, 9) != 0;
  rule->round = dg_statement_get_uint (row, 10);

  return g_steal_pointer (&rule);
}

static const Part parts[] = {
  { G_STRUCT_OFFSET (DgDraft, examples),
    "INSERT INTO dg_examples (session_id, position, input, answer) VALUES (?, ?, ?, ?)",
    "SELECT input, answer FROM dg_examples WHERE session_id = ? ORDER BY position",
    "DELETE FROM dg_examples WHERE session_id = ?", bind_example, read_example },
  { G_STRUCT_OFFSET (DgDraft, messages),
    "INSERT INTO dg_messages (session_id, position, from_person, text, suggestions, asks_for)"
    " VALUES (?, ?, ?, ?, ?, ?)",
    "SELECT from_person, text, suggestions, asks_for FROM dg_messages WHERE session_id = ? ORDER BY position",
    "DELETE FROM dg_messages WHERE session_id = ?", bind_message, read_message },
  { G_STRUCT_OFFSET (DgDraft, samples),
    "INSERT INTO dg_samples (session_id, round, card, state, input, answer, line, problems)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    "SELECT round, card, state, input, answer, line, problems FROM dg_samples WHERE session_id = ?"
    " ORDER BY round, card",
    "DELETE FROM dg_samples WHERE session_id = ?", bind_sample, read_sample },
  { G_STRUCT_OFFSET (DgDraft, notes),
    "INSERT INTO dg_notes (session_id, note, round, card, text, used) VALUES (?, ?, ?, ?, ?, ?)",
    "SELECT note, round, card, text, used FROM dg_notes WHERE session_id = ? ORDER BY note",
    "DELETE FROM dg_notes WHERE session_id = ?", bind_note, read_note },
  { G_STRUCT_OFFSET (DgDraft, rules),
    "INSERT INTO dg_rules (session_id, rule, kind, about, text, applies_to, share, check_id, check_value, is_on,"
    "  by_hand, round, notes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "SELECT rule, kind, about, text, applies_to, share, check_id, check_value, is_on, by_hand, round, notes"
    " FROM dg_rules WHERE session_id = ? ORDER BY rule",
    "DELETE FROM dg_rules WHERE session_id = ?", bind_rule, read_rule },
};

static gboolean
write_part (DgSqlite *db, const Part *part, const DgDraft *draft, GError **error)
{
  const GPtrArray *elements = G_STRUCT_MEMBER (GPtrArray *, draft, part->offset);
  g_autoptr (DgStatement) statement = dg_statement_new (db, part->insert);

  for (guint i = 0; i < elements->len; i++)
    {
      dg_statement_bind_text (statement, draft->id);
      part->bind (statement, g_ptr_array_index (elements, i), i);
      if (!dg_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_part (DgSqlite *db, const Part *part, DgDraft *draft, GError **error)
{
  GPtrArray *elements = G_STRUCT_MEMBER (GPtrArray *, draft, part->offset);
  g_autoptr (DgStatement) statement = dg_statement_new (db, part->select);

  dg_statement_bind_text (statement, draft->id);
  while (dg_statement_next (statement))
    {
      gpointer element = part->read (statement, draft->id, error);

      if (element == NULL)
        return FALSE;

      g_ptr_array_add (elements, element);
    }

  return dg_statement_finish (statement, error);
}

/**
 * dg_library_write_draft_parts:
 * @db: the database, with a transaction open
 * @draft: a session that has no rows in the tables of the lists
 * @error: return location for an error
 *
 * Returns: whether its lists are written
 */
gboolean
dg_library_write_draft_parts (DgSqlite *db, const DgDraft *draft, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!write_part (db, &parts[i], draft, error))
      return FALSE;

  return TRUE;
}

/**
 * dg_library_read_draft_parts:
 * @db: the database
 * @draft: a session whose lists are empty
 * @error: return location for an error, %DG_STORE_ERROR_NEWER among them
 *
 * Returns: whether its lists are filled
 */
gboolean
dg_library_read_draft_parts (DgSqlite *db, DgDraft *draft, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!read_part (db, &parts[i], draft, error))
      return FALSE;

  return TRUE;
}

/**
 * dg_library_delete_draft_parts:
 * @db: the database, with a transaction open
 * @session: a session
 * @error: return location for an error
 *
 * Returns: whether its lists are empty
 */
gboolean
dg_library_delete_draft_parts (DgSqlite *db, const char *session, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!dg_library_run_sql (db, parts[i].delete, session, error))
      return FALSE;

  return TRUE;
}
