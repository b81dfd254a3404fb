/* dg-revision.c: revises a record after notes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The model first says how much it has to change, and then changes it; how much really changed is counted here. What
 * comes back the same in other bytes stays as it was: a record that a person looked at does not change by itself.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-record-schema.h"
#include "dg-reply.h"
#include "dg-request-text.h"
#include "dg-revision.h"
#include "dg-template.h"
#include "dg-words.h"

#define MIN_TOKENS 500
#define EXTRA_TOKENS 200
/* A low estimate, so that there is room in languages that take more tokens. */
#define BYTES_PER_TOKEN 3

/* Low, not greedy: asked a second time, the model should find other words. */
#define TEMPERATURE 0.3

#define RECORD_CHARACTERS 20000
#define NOTE_CHARACTERS 2000
#define WORD_CHARACTERS 40

/* A change of words takes at most a quarter of them and at most eight; two may go from the shortest text. In a text of
 * a few words, a share says little: there it is half of them. What is added counts nowhere, since it leaves the rest as
 * it was, and a clause is more than any short text has. */
#define MAX_WORDS_SHARE 25
#define MAX_SHORT_SHARE 50
#define MIN_SHARED_WORDS 20
#define MAX_WORDS 8
#define MIN_WORDS 2

/* A change of sentences leaves three words of ten, where there is more than one sentence. */
#define MAX_SENTENCES_SHARE 70

static const char *const extents[] = { "words", "sentences", "rewrite", NULL };

/* --- the request --- */

static char *
make_schema (DgRecordFormat *format)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  dg_record_schema_begin_object (builder);
  dg_record_schema_add_property (builder, "extent", "string", "the smallest that satisfies the notes", extents);
  dg_record_schema_add_property (builder, "plan", "string", "what changes where, at most 20 words", NULL);
  dg_record_schema_add_fields (builder, format, DG_COLUMN_INPUT);
  dg_record_schema_add_fields (builder, format, DG_COLUMN_ANSWER);
  dg_record_schema_begin_required (builder);
  json_builder_add_string_value (builder, "extent");
  json_builder_add_string_value (builder, "plan");
  dg_record_schema_add_names (builder, format, DG_COLUMN_INPUT);
  dg_record_schema_add_names (builder, format, DG_COLUMN_ANSWER);
  dg_record_schema_end_object (builder);

  return dg_record_schema_dup_text (builder);
}

/* Whether the line says that the rule was dealt to it: `RULES: 3, 5`. */
static gboolean
was_dealt (const DgRule *rule, const char *line)
{
  g_autofree char *pattern = g_strdup_printf ("\\| RULES: ([0-9]+, )*%u(,|\\s|$)", rule->id);

  return g_regex_match_simple (pattern, line, 0, 0);
}

/* A rule that is younger than the line was dealt to none, but the line names the value it is for. */
static gboolean
applies (const DgRule *rule, const char *line)
{
  const char *value;

  if (!rule->on)
    return FALSE;
  if (rule->share == 100 && rule->applies_to == NULL)
    return TRUE;
  if (line == NULL || was_dealt (rule, line))
    return line != NULL;
  if (rule->applies_to == NULL || rule->share < 100)
    return FALSE;
  value = strstr (rule->applies_to, ": ");

  return strstr (line, value != NULL ? value + strlen (": ") : rule->applies_to) != NULL;
}

static char *
describe_rules (const DgBrief *brief, const char *line)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < brief->rules->len; i++)
    {
      const DgRule *rule = g_ptr_array_index (brief->rules, i);

      if (!applies (rule, line))
        continue;
      g_string_append_printf (out, "%s- %s: %s", out->len > 0 ? "\n" : "",
                              rule->column == DG_COLUMN_INPUT ? "Input" : "Answer", rule->text);
      if (rule->applies_to != NULL)
        g_string_append_printf (out, " (where %s)", rule->applies_to);
    }

  return out->len > 0 ? g_strdup (out->str) : g_strdup ("None.");
}

static char *
describe_record (const DgSample *sample)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (sample->line != NULL)
    {
      g_string_append (out, "The line it was written from:\n");
      dg_request_text_append_material (out, "LINE", sample->line, NOTE_CHARACTERS);
      g_string_append_c (out, '\n');
    }
  dg_request_text_append_material (out, "INPUT", sample->input, RECORD_CHARACTERS);
  g_string_append_c (out, '\n');
  dg_request_text_append_material (out, "ANSWER", sample->answer, RECORD_CHARACTERS);

  return g_strdup (out->str);
}

static char *
describe_notes (const char *const *notes)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; notes[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, '\n');
      dg_request_text_append_material (out, "NOTE", notes[i], NOTE_CHARACTERS);
    }

  return out->len > 0 ? g_strdup (out->str) : g_strdup ("None: only what is wrong below.");
}

static char *
describe_problem (const char *problem)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (problem == NULL)
    return g_strdup ("");
  g_string_append (out, "## What was wrong with the last attempt\n");
  dg_request_text_append_material (out, "PROBLEM", problem, NOTE_CHARACTERS);
  g_string_append (out, "\n\n");

  return g_strdup (out->str);
}

static char *
make_system (const DgBrief *brief)
{
  g_autofree char *role = dg_request_text_dup_section (brief->checklist, DG_ITEM_ROLE_PERSONA);
  g_autofree char *task = dg_request_text_dup_section (brief->checklist, DG_ITEM_TASK);
  g_autofree char *realism = dg_request_text_dup_section (brief->checklist, DG_ITEM_REALISM);
  g_autofree char *constraints = dg_request_text_dup_section (brief->checklist, DG_ITEM_CONSTRAINTS);
  g_autofree char *input = dg_request_text_dup_section (brief->checklist, DG_ITEM_INPUT_FORMAT);
  g_autofree char *output = dg_request_text_dup_section (brief->checklist, DG_ITEM_OUTPUT_FORMAT);

  const char *read = brief->reference != NULL ? "the input and the material" : "the input";
  const char *sources = brief->reference != NULL ? "the new input, the material and what the sections above say"
                                                 : "the words of the new input and what the sections above say";

  return dg_template_fill ("revision-system.txt", "read", read, "sources", sources, "role_persona", role, "task", task,
                           "realism", realism, "constraints", constraints, "input_format", input, "output_format",
                           output, NULL);
}

static guint
estimate_tokens (const DgSample *sample)
{
  guint record = (guint) (strlen (sample->input) + strlen (sample->answer)) / BYTES_PER_TOKEN;

  return MAX (MIN_TOKENS, 2 * record + EXTRA_TOKENS);
}

/**
 * dg_revision_make_request:
 * @brief: what the record was made from
 * @sample: the record
 * @notes: (array zero-terminated=1): what the person wrote on it
 * @problem: (nullable): what was wrong with the last attempt, or with the record where there are no notes
 *
 * Returns: (transfer full): asks for the record as the notes want it
 */
DgModelRequest *
dg_revision_make_request (const DgBrief *brief, const DgSample *sample, const char *const *notes, const char *problem)
{
  g_return_val_if_fail (brief != NULL && sample != NULL && notes != NULL, NULL);

  DgModelRequest *request = dg_model_request_new ("revise");
  g_autofree char *system = make_system (brief);
  g_autofree char *schema = make_schema (brief->format);
  g_autofree char *rules = describe_rules (brief, sample->line);
  g_autofree char *material = dg_request_text_dup_reference (brief->reference, sample->input);
  g_autofree char *record = describe_record (sample);
  g_autofree char *wishes = describe_notes (notes);
  g_autofree char *wrong = describe_problem (problem);
  g_autofree char *message = dg_template_fill ("revision-user.txt", "material", material, "rules", rules, "record",
                                               record, "notes", wishes, "problem", wrong, NULL);

  dg_model_request_set_system (request, system);
  dg_model_request_add_message (request, DG_ROLE_USER, message);
  dg_model_request_set_tool (request, "revise_record", "Stores the record as the notes want it.", schema);
  dg_model_request_set_max_tokens (request, estimate_tokens (sample));
  dg_model_request_set_temperature (request, TEMPERATURE);

  return request;
}

/* --- the reply --- */

static gboolean
has_sentences (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);
      gunichar next = g_utf8_get_char (g_utf8_next_char (p));

      if ((character == '.' || character == '!' || character == '?') && g_unichar_isspace (next))
        return TRUE;
      if ((character == 0x3002 || character == 0xFF01 || character == 0xFF1F) && next != 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
changed_too_much (const char *extent, const char *before, const char *after)
{
  guint n_words;
  guint n_lost = dg_words_count_lost (before, after, &n_words);
  guint share = n_words < MIN_SHARED_WORDS ? MAX_SHORT_SHARE : MAX_WORDS_SHARE;

  if (g_str_equal (extent, "words"))
    return n_lost > MIN_WORDS && (n_lost > MAX_WORDS || n_lost * 100 > n_words * share);
  if (g_str_equal (extent, "sentences"))
    return has_sentences (before) && n_lost * 100 > n_words * MAX_SENTENCES_SHARE;

  return FALSE;
}

/* Puts the old text back where the new one has the same in every field, in other bytes. */
static void
keep_if_same (DgRecordFormat *format, DgColumn column, const char *before, char **after)
{
  if (!dg_record_format_has_same_fields (format, column, before, *after))
    return;
  g_free (*after);
  *after = g_strdup (before);
}

/**
 * dg_revision_read:
 * @brief: what the record was made from
 * @sample: the record
 * @reply: the input of the tool call
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what became of the record, still to be validated; %NULL with
 *   %DG_GENERATOR_ERROR_REPLY when a field is missing
 */
DgRevision *
dg_revision_read (const DgBrief *brief, const DgSample *sample, DgJsonValue reply, GError **error)
{
  g_return_val_if_fail (brief != NULL && sample != NULL, NULL);

  g_autoptr (DgRevision) self = g_new0 (DgRevision, 1);
  g_autoptr (GError) problem = NULL;
  g_autofree char *extent = dg_reply_dup_text (reply, "extent", WORD_CHARACTERS);
  gboolean free_answer = dg_format_get_kind (dg_record_format_get_answer (brief->format)) == DG_FORMAT_TEXT;

  if (!dg_record_format_compose_column (brief->format, DG_COLUMN_INPUT, reply, &self->input, &problem) ||
      !dg_record_format_compose_column (brief->format, DG_COLUMN_ANSWER, reply, &self->answer, &problem))
    {
      g_set_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_REPLY, _ ("Sample %u could not be revised: %s."),
                   sample->card, problem->message);
      return NULL;
    }

  keep_if_same (brief->format, DG_COLUMN_INPUT, sample->input, &self->input);
  keep_if_same (brief->format, DG_COLUMN_ANSWER, sample->answer, &self->answer);
  self->too_much = changed_too_much (extent, sample->input, self->input) ||
                   (free_answer && changed_too_much (extent, sample->answer, self->answer));

  return g_steal_pointer (&self);
}

/**
 * dg_revision_free:
 * @self: (transfer full): a revision
 */
void
dg_revision_free (DgRevision *self)
{
  g_free (self->input);
  g_free (self->answer);
  g_free (self);
}
