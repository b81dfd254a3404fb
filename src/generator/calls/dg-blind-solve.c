/* dg-blind-solve.c: answers inputs blind, and compares
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * A model that sees the expected answer agrees with it. So of the records it is shown nothing but inputs, in another
 * order than they were made in and without the lines they were made from, and the program compares.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-blind-solve.h"
#include "dg-record-schema.h"
#include "dg-reply.h"
#include "dg-request-text.h"
#include "dg-template.h"
#include "dg-words.h"

#define SOLUTIONS_MEMBER "solutions"

#define BASE_TOKENS 300
#define RECORD_TOKENS 100
/* Answers longer than a label need room; a low estimate of bytes a token. */
#define BYTES_PER_TOKEN 3

#define INPUT_CHARACTERS 20000

/* Enough to show manner and fixed sentences, and too few to answer by likeness. */
#define MOST_EXAMPLES 2
#define EXAMPLE_CHARACTERS 2000

/* What answers are made from: without a text to draw on, and with one. */
#define SOURCES                                                                                                        \
  "Then answer from the words of the input and what the sections above say. What neither says is not known."
#define SOURCES_WITH_MATERIAL                                                                                          \
  "Then answer from the input, the material and what the sections above say. What none of them says is not known."

#define EVIDENCE_CHARACTERS 300
#define WORD_CHARACTERS 200

/* What a flag shows of an answer or a quote. */
#define SHOWN_CHARACTERS 60

/* --- the request --- */

/* The position in the dataset of what a request shows as number @n. */
static guint
find_position (guint first, guint n_records, guint n)
{
  return first + n_records - n;
}

/* A word for “nothing” that is none of the others */
static const char *
get_nothing_word (GPtrArray *words)
{
  for (guint i = 0; i < words->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (words, i), "none") == 0)
      return "no doubt";

  return "none";
}

/* What a model may be in doubt about: the other labels, or the fields. Ends with %NULL. */
static GPtrArray *
list_doubts (DgFormat *format)
{
  const char *const *labels = dg_format_get_labels (format);
  GPtrArray *words = g_ptr_array_new ();

  for (guint i = 0; labels != NULL && labels[i] != NULL; i++)
    g_ptr_array_add (words, (gpointer) labels[i]);
  for (guint i = 0; labels == NULL && i < dg_format_get_n_fields (format); i++)
    g_ptr_array_add (words, dg_format_get_field (format, i)->name);
  g_ptr_array_insert (words, 0, (gpointer) get_nothing_word (words));
  g_ptr_array_add (words, NULL);

  return words;
}

/* The edge cases, the plain one first; %NULL when there are none. Ends with %NULL. */
static GPtrArray *
list_edges (const DgOutline *outline)
{
  DgDimension *dimension = dg_outline_find_kind (outline, DG_DIMENSION_EDGE);
  GPtrArray *values;

  if (dimension == NULL || dimension->values->len < 2)
    return NULL;

  values = g_ptr_array_new ();
  for (guint i = 0; i < dimension->values->len; i++)
    g_ptr_array_add (values, ((DgDimensionValue *) g_ptr_array_index (dimension->values, i))->value);
  g_ptr_array_add (values, NULL);

  return values;
}

static char *
make_schema (const DgBrief *brief)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (GPtrArray) doubts = list_doubts (dg_record_format_get_answer (brief->format));
  g_autoptr (GPtrArray) edges = list_edges (brief->outline);

  dg_record_schema_begin_list (builder, SOLUTIONS_MEMBER);
  dg_record_schema_add_property (builder, "n", "integer", "number of the input", NULL);
  dg_record_schema_add_property (builder, "evidence", "string", "words copied from the input, at most 20", NULL);
  dg_record_schema_add_fields (builder, brief->format, DG_COLUMN_ANSWER);
  dg_record_schema_add_property (builder, "doubt", "string", "what might be otherwise, or nothing",
                                 (const char *const *) doubts->pdata);
  if (edges != NULL)
    dg_record_schema_add_property (builder, "seen", "string", "special case that the input is",
                                   (const char *const *) edges->pdata);
  dg_record_schema_begin_required (builder);
  json_builder_add_string_value (builder, "n");
  json_builder_add_string_value (builder, "evidence");
  dg_record_schema_add_names (builder, brief->format, DG_COLUMN_ANSWER);
  json_builder_add_string_value (builder, "doubt");
  if (edges != NULL)
    json_builder_add_string_value (builder, "seen");
  dg_record_schema_end_list (builder, SOLUTIONS_MEMBER);

  return dg_record_schema_dup_text (builder);
}

static char *
make_system (const DgBrief *brief)
{
  g_autofree char *role = dg_request_text_dup_section (brief->checklist, DG_ITEM_ROLE_PERSONA);
  g_autofree char *task = dg_request_text_dup_section (brief->checklist, DG_ITEM_TASK);
  g_autofree char *constraints = dg_request_text_dup_section (brief->checklist, DG_ITEM_CONSTRAINTS);
  g_autofree char *input = dg_request_text_dup_section (brief->checklist, DG_ITEM_INPUT_FORMAT);
  g_autofree char *output = dg_request_text_dup_section (brief->checklist, DG_ITEM_OUTPUT_FORMAT);

  return dg_template_fill ("solve-system.txt", "role_persona", role, "task", task, "constraints", constraints,
                           "input_format", input, "output_format", output, "sources",
                           brief->reference != NULL ? SOURCES_WITH_MATERIAL : SOURCES, NULL);
}

/* Whether the example is one of the records that are to be answered, or has its input. */
static gboolean
is_asked (DgRecord *example, GPtrArray *records, guint first, guint n_records)
{
  g_autofree char *input = dg_words_fold (dg_record_get_input (example));

  for (guint i = first; i < first + n_records; i++)
    {
      g_autofree char *other = dg_words_fold (dg_record_get_input (g_ptr_array_index (records, i)));

      if (g_str_equal (input, other))
        return TRUE;
    }

  return FALSE;
}

static char *
describe_examples (const DgBrief *brief, GPtrArray *records, guint first, guint n_records)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *section = NULL;
  guint n = 0;

  for (guint i = 0; i < brief->examples->len && n < MOST_EXAMPLES; i++)
    {
      DgRecord *example = g_ptr_array_index (brief->examples, i);

      if (is_asked (example, records, first, n_records))
        continue;
      if (n++ > 0)
        g_string_append_c (out, '\n');
      dg_request_text_append_material (out, "EXAMPLE INPUT", dg_record_get_input (example), EXAMPLE_CHARACTERS);
      g_string_append_c (out, '\n');
      dg_request_text_append_material (out, "EXAMPLE ANSWER", dg_record_get_answer (example), EXAMPLE_CHARACTERS);
    }
  if (n == 0)
    return g_strdup ("");
  section = dg_template_fill ("solve-examples.txt", "examples", out->str, NULL);

  return g_strconcat (section, "\n\n", NULL);
}

static char *
make_message (const DgBrief *brief, GPtrArray *records, guint first, guint n_records)
{
  g_autoptr (GString) inputs = g_string_new (NULL);
  g_autofree char *examples = describe_examples (brief, records, first, n_records);
  g_autofree char *material = NULL;
  g_autofree char *count = g_strdup_printf ("%u", n_records);

  for (guint n = 1; n <= n_records; n++)
    {
      DgRecord *record = g_ptr_array_index (records, find_position (first, n_records, n));
      g_autofree char *name = g_strdup_printf ("INPUT %u", n);

      if (n > 1)
        g_string_append_c (inputs, '\n');
      dg_request_text_append_material (inputs, name, dg_record_get_input (record), INPUT_CHARACTERS);
    }
  material = dg_request_text_dup_reference (brief->reference, inputs->str);

  return dg_template_fill ("solve-user.txt", "material", material, "examples", examples, "inputs", inputs->str, "count",
                           count, NULL);
}

/**
 * dg_blind_solve_make_request:
 * @brief: what the records were made from
 * @records: (element-type DgRecord): records
 * @first: the position of the first to be solved
 * @n_records: how many to solve, at most %DG_BLIND_SOLVE_MOST
 *
 * Returns: (transfer full): asks for answers to the records' inputs
 */
DgModelRequest *
dg_blind_solve_make_request (const DgBrief *brief, GPtrArray *records, guint first, guint n_records)
{
  g_return_val_if_fail (brief != NULL && records != NULL, NULL);
  g_return_val_if_fail (n_records > 0 && n_records <= DG_BLIND_SOLVE_MOST && first + n_records <= records->len, NULL);

  DgModelRequest *request = dg_model_request_new ("solve");
  g_autofree char *system = make_system (brief);
  g_autofree char *schema = make_schema (brief);
  g_autofree char *message = make_message (brief, records, first, n_records);
  gsize n_bytes = 0;

  for (guint i = first; i < first + n_records; i++)
    n_bytes += strlen (dg_record_get_answer (g_ptr_array_index (records, i)));

  dg_model_request_set_system (request, system);
  dg_model_request_add_message (request, DG_ROLE_USER, message);
  dg_model_request_set_tool (request, "solve_inputs", "Stores your answers to the inputs.", schema);
  dg_model_request_set_max_tokens (request,
                                   BASE_TOKENS + n_records * RECORD_TOKENS + (guint) (n_bytes * 2 / BYTES_PER_TOKEN));
  dg_model_request_set_temperature (request, 0.0);

  return request;
}

/* --- flags --- */

static char *
show (const char *text)
{
  return dg_words_shorten (text, SHOWN_CHARACTERS);
}

/* What the answer has in @field, as it stands there; the whole answer where that is not to be had. */
static char *
dup_field (DgRecordFormat *format, DgJsonValue solution, const DgField *field, const char *answer)
{
  g_autofree char *name = NULL;
  DgJsonValue value;

  if (field == NULL)
    return g_strdup (answer);
  name = dg_record_schema_dup_name (format, DG_COLUMN_ANSWER, field);
  if (!dg_json_object_lookup (solution, name, &value))
    return g_strdup ("null");

  return dg_json_value_get_value_type (value) == DG_JSON_STRING ? dg_json_value_dup_string (value)
                                                                : dg_json_value_dup_source (value);
}

/* The special case that the model saw; %NULL for a plain one. */
static char *
dup_seen (const DgOutline *outline, DgJsonValue solution)
{
  g_autoptr (GPtrArray) edges = list_edges (outline);
  g_autofree char *seen = dg_reply_dup_text (solution, "seen", WORD_CHARACTERS);

  if (edges == NULL || g_str_equal (seen, g_ptr_array_index (edges, 0)) ||
      !g_strv_contains ((const char *const *) edges->pdata, seen))
    return NULL;

  return g_steal_pointer (&seen);
}

static char *
flag_disagreement (const DgBrief *brief, DgJsonValue solution, const DgField *field, const char *answer)
{
  g_autofree char *value = dup_field (brief->format, solution, field, answer);
  g_autofree char *shown = show (value);
  g_autofree char *seen = dup_seen (brief->outline, solution);

  if (field != NULL)
    return g_strdup_printf (_ ("A blind answer says “%s” for “%s”"), shown,
                            field->path[field->path[1] != NULL ? 1 : 0]);
  if (seen != NULL)
    return g_strdup_printf (_ ("A blind answer says “%s” and sees “%s”"), shown, seen);

  return g_strdup_printf (_ ("A blind answer says “%s”"), shown);
}

static char *
flag_doubt (DgFormat *format, DgJsonValue solution, const char *blind, const char *expected)
{
  g_autoptr (GPtrArray) doubts = list_doubts (format);
  g_autofree char *doubt = dg_reply_dup_text (solution, "doubt", WORD_CHARACTERS);

  if (g_str_equal (doubt, g_ptr_array_index (doubts, 0)) ||
      !g_strv_contains ((const char *const *) doubts->pdata, doubt))
    return NULL;
  if (dg_format_get_kind (format) == DG_FORMAT_LABEL)
    return g_str_equal (doubt, blind) || g_str_equal (doubt, expected)
               ? NULL
               : g_strdup_printf (_ ("The answer may also be “%s”"), doubt);
  if (dg_format_get_kind (format) == DG_FORMAT_TEXT)
    return g_strdup (_ ("The answer may also be another one"));

  return g_strdup_printf (_ ("“%s” may also be something else"), doubt);
}

/* Evidence that is the answer itself is no evidence: the input says what it is an example of. */
static char *
flag_leak (DgFormat *format, DgJsonValue solution, const char *input, const char *blind)
{
  g_autofree char *evidence = dg_reply_dup_text (solution, "evidence", EVIDENCE_CHARACTERS);
  g_autofree char *shown = NULL;

  if (dg_format_get_kind (format) != DG_FORMAT_LABEL || !dg_words_announce (evidence, blind) ||
      !dg_words_announce (input, blind))
    return NULL;
  shown = show (evidence);

  return g_strdup_printf (_ ("The input announces its answer: “%s”"), shown);
}

/* Takes @more. */
static void
add_flag (DgVerdict *self, char *more)
{
  g_autofree char *earlier = self->flag;
  g_autofree char *added = more;

  self->flag = earlier != NULL && added != NULL ? g_strconcat (earlier, "; ", added, NULL)
                                                : g_strdup (earlier != NULL ? earlier : added);
}

/* --- the reply --- */

static gboolean
find_solution (DgJsonValue reply, guint n, DgJsonValue *solution)
{
  DgJsonIter rows;

  dg_reply_find_rows (reply, SOLUTIONS_MEMBER, &rows);
  while (dg_json_iter_next (&rows, NULL, solution))
    if (dg_reply_get_number (*solution, "n") == n)
      return TRUE;

  return FALSE;
}

static DgVerdict *
judge (const DgBrief *brief, DgRecord *record, DgJsonValue solution)
{
  DgFormat *format = dg_record_format_get_answer (brief->format);
  const char *const *labels = dg_format_get_labels (format);
  const char *expected = dg_record_get_answer (record);
  g_autofree char *answer = NULL;
  const DgField *field;
  DgComparison comparison;
  DgVerdict *self;

  if (!dg_record_format_compose_column (brief->format, DG_COLUMN_ANSWER, solution, &answer, NULL) ||
      (labels != NULL && !g_strv_contains (labels, answer)))
    return NULL;

  self = g_new0 (DgVerdict, 1);
  comparison = dg_record_format_compare (brief->format, DG_COLUMN_ANSWER, expected, answer, &field);
  self->agrees = comparison == DG_COMPARISON_SAME;
  if (comparison == DG_COMPARISON_OTHER)
    add_flag (self, flag_disagreement (brief, solution, field, answer));
  add_flag (self, flag_leak (format, solution, dg_record_get_input (record), answer));
  add_flag (self, flag_doubt (format, solution, answer, expected));
  if (comparison == DG_COMPARISON_UNCLEAR)
    self->other = g_steal_pointer (&answer);

  return self;
}

static void
free_verdict (gpointer data)
{
  if (data != NULL)
    dg_verdict_free (data);
}

/**
 * dg_blind_solve_read:
 * @brief: what the records were made from
 * @records: (element-type DgRecord): the records that the request was made for
 * @first: likewise
 * @n_records: likewise
 * @reply: the input of the tool call
 * @error: return location for an error
 *
 * Compares the blind answers with those of the records.
 *
 * Returns: (transfer full) (nullable) (element-type DgVerdict): one verdict a record, from @first on; %NULL in the
 * place of a record that was not solved. %NULL with %DG_GENERATOR_ERROR_REPLY when the reply has no answers.
 */
GPtrArray *
dg_blind_solve_read (
    const DgBrief *brief, GPtrArray *records, guint first, guint n_records, DgJsonValue reply, GError **error)
{
  g_return_val_if_fail (brief != NULL && records != NULL && first + n_records <= records->len, NULL);

  GPtrArray *verdicts;
  DgJsonIter rows;

  if (!dg_reply_find_rows (reply, SOLUTIONS_MEMBER, &rows))
    {
      g_set_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_REPLY,
                   _ ("The model did not answer the inputs. Try again, or check with another model."));
      return NULL;
    }

  verdicts = g_ptr_array_new_with_free_func (free_verdict);
  for (guint i = 0; i < n_records; i++)
    {
      DgRecord *record = g_ptr_array_index (records, first + i);
      DgJsonValue solution;

      /* find_position() turned round */
      g_ptr_array_add (verdicts,
                       find_solution (reply, n_records - i, &solution) ? judge (brief, record, solution) : NULL);
    }

  return verdicts;
}

/**
 * dg_verdict_free:
 * @self: (transfer full): a verdict
 */
void
dg_verdict_free (DgVerdict *self)
{
  g_free (self->flag);
  g_free (self->other);
  g_free (self);
}
