/* dg-answer-format.c: call 3a: closes the formats, with a convention for every edge case
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-answer-fields.h"
#include "dg-answer-format-private.h"
#include "dg-format.h"
#include "dg-material.h"
#include "dg-parts.h"
#include "dg-quote.h"
#include "dg-reply.h"
#include "dg-template.h"

#define TOOL "set_answer_format"

/* Ten fields, twenty values and a dozen conventions, of 35 tokens each. */
#define MAX_TOKENS 1500

#define MAX_SHOWN_REQUIREMENTS 60000
#define MAX_CONVENTIONS 20
#define MAX_CASE 200
#define MAX_ANSWER 300
#define MAX_LIMITS 16
#define MAX_LIMIT_VALUE 200

/* What says without doubt that an answer has no fields; what is noted when the model settles just that. */
#define PLAIN_TEXT "plain text"

static const DgPart kind_part = { DG_ITEM_OUTPUT_FORMAT, 0 };
static const DgPart structure_part = { DG_ITEM_OUTPUT_FORMAT, 1 };
static const DgPart conventions_part = { DG_ITEM_OUTPUT_FORMAT, 3 };

/* --- whether it is open --- */

/* Beginnings of words, in the languages that are asked about most. */
static const char *const free_text_words[] = {
  "generat", "free text", "freetext",   "prose",       "repl",    "summar",       "translat",
  "rewrit",  "freitext",  "fliesstext", "antworttext", "prosa",   "zusammenfass", "übersetz",
  "texto",   "générat",   "texte",      "generación",  "geração", "testo",
};
static const char *const structured_words[] = {
  "json",    "xml",     "yaml",    "csv",   "label",  "class",   "categor", "extract",  "field",
  "table",   "key",     "score",   "tags",  "klassi", "kategor", "extrah",  "extrak",   "feld",
  "tabelle", "etiquet", "étiquet", "champ", "campo",  "clasif",  "extraer", "extraire",
};

static gboolean
has_word (const char *folded, const char *const *words, guint n_words)
{
  for (guint i = 0; i < n_words; i++)
    {
      const char *place = strstr (folded, words[i]);

      if (place != NULL && (place == folded || !g_unichar_isalpha (g_utf8_get_char (g_utf8_prev_char (place)))))
        return TRUE;
    }

  return FALSE;
}

/* What was said of the answers, but for how they are judged. */
static char *
dup_description (DgChecklist *checklist)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint part = 0; part < conventions_part.part; part++)
    {
      const char *value = dg_checklist_get_value (checklist, DG_ITEM_OUTPUT_FORMAT, part);

      g_string_append_printf (out, "%s\n", value != NULL ? value : "");
    }

  return g_strdup (out->str);
}

/* A person who wants free text says so, and speaks of neither fields nor labels. */
static gboolean
is_plain (const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  return strstr (folded, PLAIN_TEXT) != NULL || (has_word (folded, free_text_words, G_N_ELEMENTS (free_text_words)) &&
                                                 !has_word (folded, structured_words, G_N_ELEMENTS (structured_words)));
}

/**
 * dg_answer_format_is_open:
 * @checklist: the requirements
 *
 * A model is asked only for what the requirements leave open. Labels, a schema or an example in XML close the format,
 * and so do words that speak of free text and of nothing else: what a person gave, and files that are complete, go
 * straight on. Conventions are no condition: where there are no fields, edge cases are answered as the requirements
 * say. After dg_answer_format_apply() the format is closed.
 *
 * Returns: whether the model has to be asked what the answers look like
 */
gboolean
dg_answer_format_is_open (DgChecklist *checklist)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (checklist), FALSE);

  g_autofree char *text = dg_checklist_dup_item_text (checklist, DG_ITEM_OUTPUT_FORMAT);
  g_autofree char *example = dg_format_find_xml_example (text);
  g_autofree char *description = dup_description (checklist);

  return dg_checklist_get_labels (checklist) == NULL && dg_checklist_get_output_schema (checklist) == NULL &&
         example == NULL && !is_plain (description);
}

/* The part that shows an example in XML whose fields have no values to choose from. */
static gboolean
find_loose_example (DgChecklist *checklist, DgPart *part, char **example)
{
  for (part->item = DG_ITEM_OUTPUT_FORMAT, part->part = structure_part.part; part->part < conventions_part.part;
       part->part++)
    {
      const char *value = dg_part_get_value (checklist, *part);

      *example = value != NULL ? dg_format_find_xml_example (value) : NULL;
      if (*example == NULL)
        continue;
      if (strchr (*example, '|') == NULL &&
          dg_checklist_get_source (checklist, part->item, part->part) != DG_SOURCE_HAND)
        return TRUE;
      g_clear_pointer (example, g_free);
      return FALSE;
    }

  return FALSE;
}

/**
 * dg_answer_format_may_gain:
 * @checklist: the requirements
 *
 * An example in XML closes the format, but people often say elsewhere which values its fields can have.
 *
 * Returns: whether it is worth asking for them once, although the format is closed
 */
gboolean
dg_answer_format_may_gain (DgChecklist *checklist)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (checklist), FALSE);

  g_autofree char *example = NULL;
  DgPart part;

  return dg_checklist_get_labels (checklist) == NULL && dg_checklist_get_output_schema (checklist) == NULL &&
         find_loose_example (checklist, &part, &example);
}

/* --- request --- */

static char *
dup_checks (void)
{
  g_autoptr (GString) out = g_string_new ("[");

  for (guint check = DG_CHECK_NONE + 1; check < DG_N_CHECKS; check++)
    g_string_append_printf (out, "%s\"%s\"", out->len > 1 ? "," : "", dg_check_get_id (check));
  g_string_append_c (out, ']');

  return g_strdup (out->str);
}

/* The request, with a message of its own: @template has places for `requirements` and `notes`. */
DgModelRequest *
dg_answer_format_make_request_as (DgChecklist *checklist, const char *template, const char *notes)
{
  DgModelRequest *request = dg_model_request_new ("format");
  g_autofree char *values = dg_parts_dup_values (checklist);
  g_autofree char *shown = dg_material_shorten (values, MAX_SHOWN_REQUIREMENTS, NULL);
  g_autofree char *material = dg_material_wrap ("REQUIREMENTS", shown);
  g_autofree char *checks = dup_checks ();
  g_autofree char *system = dg_template_fill ("answer-format-system.txt", "tool", TOOL, NULL);
  g_autofree char *message = dg_template_fill (template, "requirements", material, "notes", notes, "tool", TOOL, NULL);
  g_autofree char *schema = dg_template_fill ("set-answer-format.json", "checks", checks, NULL);

  dg_model_request_set_system (request, system);
  dg_model_request_add_message (request, DG_ROLE_USER, message);
  dg_model_request_set_tool (request, TOOL, "Stores what the answers look like.", schema);
  dg_model_request_set_max_tokens (request, MAX_TOKENS);
  dg_model_request_set_temperature (request, 0.0);

  return request;
}

/**
 * dg_answer_format_make_request:
 * @checklist: the requirements, complete
 *
 * Returns: (transfer full): a request that asks for the fields of the answers, the values they allow, how doubtful
 * cases are answered, and limits that a program can check
 */
DgModelRequest *
dg_answer_format_make_request (DgChecklist *checklist)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (checklist), NULL);

  return dg_answer_format_make_request_as (checklist, "answer-format-user.txt", "");
}

/* --- format --- */

/* Adds a point that nobody has said: it stays the model's, also beside what the person said. */
static void
add_point (DgChecklist *checklist, DgPart part, const char *value)
{
  dg_checklist_set_point (checklist, part.item, part.part, 0, value, DG_SOURCE_MODEL);
}

static gboolean
refuse (GError **error, const char *reason)
{
  g_set_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_REPLY,
               /* Translators: %s is what is wrong with it */
               _ ("The model did not settle what the answers look like: %s. Try again, or name the labels or the "
                  "fields of an answer in the requirements."),
               reason);

  return FALSE;
}

static gboolean
set_labels (DgChecklist *checklist, GPtrArray *fields, GError **error)
{
  const DgAnswerField *field = fields->len > 0 ? g_ptr_array_index (fields, 0) : NULL;
  g_autoptr (GStrvBuilder) labels = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  if (field == NULL || field->type != DG_ANSWER_LABEL)
    return refuse (error, _ ("it names fewer than two labels"));

  for (guint i = 0; i < field->values->len; i++)
    g_strv_builder_add (labels, g_ptr_array_index (field->values, i));
  list = g_strv_builder_end (labels);
  dg_checklist_set_labels (checklist, (const char *const *) list);

  return TRUE;
}

static gboolean
set_schema (DgChecklist *checklist, GPtrArray *fields, GError **error)
{
  g_autofree char *schema = NULL;

  if (fields->len == 0)
    return refuse (error, _ ("it names no fields"));
  schema = dg_answer_fields_dup_schema (fields);

  return dg_checklist_set_output_schema (checklist, schema, error);
}

static gboolean
set_xml (DgChecklist *checklist, GPtrArray *fields, GError **error)
{
  g_autofree char *example = NULL;

  if (fields->len == 0)
    return refuse (error, _ ("it names no elements"));
  example = dg_answer_fields_dup_xml (fields);
  add_point (checklist, structure_part, example);

  return TRUE;
}

/* Puts the values of a label between the tags that are called like it, if they are there. */
static void
write_values (GString *example, const DgAnswerField *field)
{
  g_autofree char *open = g_strdup_printf ("<%s>", field->name);
  g_autofree char *close = g_strdup_printf ("</%s>", field->name);
  const char *start = strstr (example->str, open);
  const char *end = start != NULL ? strstr (start, close) : NULL;
  g_autoptr (GString) values = g_string_new (open);
  g_autofree char *before = NULL;

  for (guint i = 0; field->inner != NULL && i < field->inner->len; i++)
    write_values (example, g_ptr_array_index (field->inner, i));
  if (field->type != DG_ANSWER_LABEL || end == NULL || memchr (start + 1, '<', (gsize) (end - start - 1)) != NULL)
    return;

  for (guint i = 0; i < field->values->len; i++)
    {
      g_autofree char *escaped = g_markup_escape_text (g_ptr_array_index (field->values, i), -1);

      g_string_append_printf (values, "%s%s", i > 0 ? "|" : "", escaped);
    }
  before = g_strndup (start, (gsize) (end - start));
  g_string_replace (example, before, values->str, 1);
}

/* Puts the values that the fields can have into the example that the person gave; its form stays theirs. */
static void
tighten_example (DgChecklist *checklist, DgJsonValue reply)
{
  g_autoptr (GPtrArray) fields = dg_answer_fields_read (reply);
  g_autofree char *loose = NULL;
  g_autoptr (GString) tight = NULL;
  g_autoptr (DgFormat) after = NULL;
  g_autoptr (GString) value = NULL;
  DgPart part;

  if (!find_loose_example (checklist, &part, &loose))
    return;

  tight = g_string_new (loose);
  for (guint i = 0; i < fields->len; i++)
    write_values (tight, g_ptr_array_index (fields, i));
  after = dg_format_new_xml (tight->str, NULL);
  if (after == NULL)
    return;

  value = g_string_new (dg_part_get_value (checklist, part));
  g_string_replace (value, loose, tight->str, 1);
  dg_checklist_set_value (checklist, part.item, part.part, value->str,
                          dg_checklist_get_source (checklist, part.item, part.part));
}

static gboolean
set_format (DgChecklist *checklist, DgJsonValue reply, GError **error)
{
  g_autofree char *kind = dg_reply_dup_text (reply, "kind", 20);
  g_autoptr (GPtrArray) fields = dg_answer_fields_read (reply);

  if (g_str_equal (kind, "xml"))
    return set_xml (checklist, fields, error);
  /* several labels are an object of labels, whatever it is called */
  if (g_str_equal (kind, "json") || (g_str_equal (kind, "label") && fields->len > 1))
    return set_schema (checklist, fields, error);
  if (g_str_equal (kind, "label"))
    return set_labels (checklist, fields, error);
  add_point (checklist, dg_part_get_value (checklist, kind_part) == NULL ? kind_part : structure_part, PLAIN_TEXT);

  return TRUE;
}

/* --- conventions and limits --- */

/* The convention there is for a case, counted from 1; 0 for none. */
static guint
find_convention (DgChecklist *checklist, const char *condition)
{
  g_auto (GStrv) points = dg_checklist_dup_points (checklist, conventions_part.item, conventions_part.part);

  for (guint i = 0; points[i] != NULL; i++)
    {
      g_autofree char *before = g_strndup (points[i], strcspn (points[i], ":"));

      if (dg_quote_is_same (before, condition))
        return i + 1;
    }

  return 0;
}

/* With @renews, what the person has just asked for takes the place of what was agreed for the same case. */
static void
take_conventions (DgChecklist *checklist, DgJsonValue reply, gboolean renews)
{
  DgJsonIter rows;
  DgJsonValue row;

  if (!dg_reply_find_rows (reply, "conventions", &rows))
    return;

  for (guint i = 0; i < MAX_CONVENTIONS && dg_json_iter_next (&rows, NULL, &row); i++)
    {
      g_autofree char *condition = dg_reply_dup_text (row, "case", MAX_CASE);
      g_autofree char *answer = dg_reply_dup_text (row, "answer", MAX_ANSWER);
      const char *present = dg_part_get_value (checklist, conventions_part);
      g_autofree char *point = g_strdup_printf ("%s: %s", condition, answer);
      guint old;

      if (*condition == '\0' || *answer == '\0')
        continue;
      old = renews ? find_convention (checklist, condition) : 0;
      if (old > 0)
        dg_checklist_set_point (checklist, conventions_part.item, conventions_part.part, old, point,
                                dg_checklist_get_point_source (checklist, conventions_part.item, conventions_part.part,
                                                               old));
      /* what is said of the case already, by the person above all, stands */
      else if (present == NULL || !dg_quote_is_found (condition, present))
        add_point (checklist, conventions_part, point);
    }
}

/* Of lengths there can be only one, of terms many. */
static gboolean
has_limit (GPtrArray *limits, const DgLimit *limit)
{
  gboolean is_term =
      limit->check == DG_CHECK_PRESENT || limit->check == DG_CHECK_ABSENT || limit->check == DG_CHECK_MATCHES;

  for (guint i = 0; i < limits->len; i++)
    {
      const DgLimit *other = g_ptr_array_index (limits, i);

      if (other->column == limit->column && other->check == limit->check &&
          (!is_term || dg_quote_is_same (other->value, limit->value)))
        return TRUE;
    }

  return FALSE;
}

static DgLimit *
read_limit (DgJsonValue row)
{
  g_autofree char *column_id = dg_reply_dup_text (row, "column", 20);
  g_autofree char *check_id = dg_reply_dup_text (row, "check", 20);
  g_autofree char *value = dg_reply_dup_text (row, "value", MAX_LIMIT_VALUE);
  g_autoptr (GError) error = NULL;
  DgLimit *limit = NULL;
  DgColumn column;
  DgCheck check;

  if (dg_column_from_id (column_id, &column) && dg_check_from_id (check_id, &check) && check != DG_CHECK_NONE)
    limit = dg_limit_new (column, check, value, &error);
  if (limit == NULL)
    g_debug ("format: a limit “%s” on the %s cannot be used", check_id, column_id);

  return limit;
}

static void
take_limits (DgChecklist *checklist, DgJsonValue reply)
{
  GPtrArray *given = dg_checklist_get_limits (checklist);
  g_autoptr (GPtrArray) limits = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_limit_free);
  DgJsonIter rows;
  DgJsonValue row;

  if (!dg_reply_find_rows (reply, "limits", &rows))
    return;

  for (guint i = 0; i < given->len; i++)
    g_ptr_array_add (limits, dg_limit_copy (g_ptr_array_index (given, i)));
  for (guint i = 0; i < MAX_LIMITS && dg_json_iter_next (&rows, NULL, &row); i++)
    {
      g_autoptr (DgLimit) limit = read_limit (row);

      if (limit != NULL && !has_limit (limits, limit))
        g_ptr_array_add (limits, g_steal_pointer (&limit));
    }
  dg_checklist_set_limits (checklist, limits);
}

/* Takes all of the reply, whatever the requirements say of the format. When it fails nothing is changed. */
gboolean
dg_answer_format_set (DgChecklist *checklist, DgJsonValue reply, GError **error)
{
  static const char *const kinds[] = { "label", "json", "xml", "text", NULL };
  g_autofree char *kind = dg_reply_dup_text (reply, "kind", 20);

  if (!g_strv_contains (kinds, kind))
    return refuse (error, _ ("it names no format"));
  if (!set_format (checklist, reply, error))
    return FALSE;
  take_conventions (checklist, reply, TRUE);
  take_limits (checklist, reply);

  return TRUE;
}

/**
 * dg_answer_format_apply:
 * @checklist: the requirements; what they leave open is set
 * @reply: what the model settled
 * @error: return location for an error
 *
 * Sets labels, a schema or an example in XML from the fields that the model names, unless the person gave one; adds its
 * conventions and limits to those there are. When it fails nothing is changed.
 *
 * Returns: whether the format is closed now; if not, %DG_GENERATOR_ERROR_REPLY, or an error from #DgJsonSchemaError or
 *   #DgChecklistError
 */
gboolean
dg_answer_format_apply (DgChecklist *checklist, DgJsonValue reply, GError **error)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (checklist), FALSE);

  if (!dg_answer_format_is_open (checklist))
    tighten_example (checklist, reply);
  else if (!set_format (checklist, reply, error))
    return FALSE;
  take_conventions (checklist, reply, FALSE);
  take_limits (checklist, reply);

  return TRUE;
}
