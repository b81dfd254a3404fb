/* dg-record-check.c: whether a record of a dataset looks as it should
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * A record is held to the format and the limits that were agreed for its dataset. Where none are known, it is held to
 * what nearly all records have in common (dg-record-shape.c). Besides, whatever the dataset:
 *
 * - nothing is empty, or longer than Python's csv module reads;
 * - no text has U+FFFD, which stands where a character was lost when the text was converted;
 * - no answer of free text is its input again, unless that is so for more than 2 % of the records: there are tasks
 * whose answer is often the input, like correcting a text.
 *
 * That an input names its label is not said here: people do use such words, so it is a flag, which a person can take
 * away (dg_record_format_dup_leak()).
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-record-check-private.h"
#include "dg-record-format-private.h"

#define REPEAT_SHARE 0.02

#define REPLACEMENT_CHARACTER "\xEF\xBF\xBD"

G_DEFINE_BOXED_TYPE (DgRecordCheck, dg_record_check, dg_record_check_ref, dg_record_check_unref)

/**
 * dg_problem_free:
 * @self: (transfer full): a problem
 */
void
dg_problem_free (DgProblem *self)
{
  g_free (self->text);
  g_free (self);
}

/**
 * dg_problems_dup_text:
 * @problems: (nullable) (element-type DgProblem): what is wrong with a record
 * @column: one of its texts
 *
 * Returns: (transfer full) (nullable): what is wrong with that text, a line each; %NULL when nothing is
 */
char *
dg_problems_dup_text (GPtrArray *problems, DgColumn column)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      const DgProblem *problem = g_ptr_array_index (problems, i);

      if (problem->column != column)
        continue;
      if (out->len > 0)
        g_string_append_c (out, '\n');
      g_string_append (out, problem->text);
    }

  return out->len > 0 ? g_strdup (out->str) : NULL;
}

/* --- making --- */

static gboolean
repeats (const char *input, const char *answer)
{
  while (g_ascii_isspace (*input))
    input++;
  while (g_ascii_isspace (*answer))
    answer++;
  while (*input != '\0' && *input == *answer)
    {
      input++;
      answer++;
    }
  while (g_ascii_isspace (*input))
    input++;
  while (g_ascii_isspace (*answer))
    answer++;

  return *input == '\0' && *answer == '\0';
}

static gboolean
often_repeats (GPtrArray *records)
{
  guint n = 0;

  for (guint i = 0; i < records->len; i++)
    {
      DgRecord *record = g_ptr_array_index (records, i);

      n += repeats (dg_record_get_input (record), dg_record_get_answer (record));
    }

  /* a single one, however few there are, is what is looked for */
  return n > 1 && n > REPEAT_SHARE * records->len;
}

static void
find_label_fields (DgRecordCheck *self)
{
  DgFormat *answer = dg_record_format_get_answer (self->format);

  for (guint i = 0; i < dg_format_get_n_fields (answer); i++)
    {
      DgFieldType type = dg_format_get_field (answer, i)->type;

      if (type == DG_FIELD_LABEL || type == DG_FIELD_BOOLEAN)
        g_array_append_val (self->fields, i);
    }
}

static DgRecordFormat *
make_free_format (void)
{
  g_autoptr (DgFormat) text = dg_format_new_text ();

  return dg_record_format_new (text, text);
}

/**
 * dg_record_check_new:
 * @format: (nullable): the format that was agreed; %NULL to learn from @records how they should look
 * @records: (nullable) (element-type DgRecord): the records of the dataset
 * @cancellable: (nullable): a cancellable; the check that is returned when it is cancelled is of no use
 *
 * Learning takes a tenth of a second for 10,000 records, so it is for a thread.
 *
 * Returns: (transfer full): the check
 */
DgRecordCheck *
dg_record_check_new (DgRecordFormat *format, GPtrArray *records, GCancellable *cancellable)
{
  DgRecordCheck *self = g_new0 (DgRecordCheck, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->format = format != NULL ? dg_record_format_ref (format) : make_free_format ();
  self->fields = g_array_new (FALSE, FALSE, sizeof (guint));
  if (format != NULL)
    find_label_fields (self);
  if (records == NULL)
    return self;

  self->may_repeat = often_repeats (records);
  for (DgColumn column = DG_COLUMN_INPUT; format == NULL && column <= DG_COLUMN_ANSWER; column++)
    self->shapes[column] = dg_record_shape_learn (records, column, cancellable);

  return self;
}

/**
 * dg_record_check_ref:
 * @self: a check
 *
 * Returns: (transfer full): @self
 */
DgRecordCheck *
dg_record_check_ref (DgRecordCheck *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * dg_record_check_unref:
 * @self: (transfer full): a check
 */
void
dg_record_check_unref (DgRecordCheck *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  dg_record_format_unref (self->format);
  for (guint i = 0; i < G_N_ELEMENTS (self->shapes); i++)
    g_clear_pointer (&self->shapes[i], dg_record_shape_free);
  g_array_unref (self->fields);
  g_free (self);
}

static DgRecordFormat *
read_format (const DgDraft *draft)
{
  g_autoptr (DgChecklist) checklist = NULL;

  if (draft == NULL || draft->checklist == NULL)
    return NULL;
  checklist = dg_checklist_new_from_json (draft->checklist, -1, NULL);

  return checklist != NULL ? dg_record_format_new_for_checklist (checklist, NULL) : NULL;
}

/*
 * dg_record_check_new_for_reading:
 * @reading: a dataset
 * @cancellable: (nullable): a cancellable
 *
 * Returns: (transfer full): a check for its records
 */
DgRecordCheck *
dg_record_check_new_for_reading (const DgDatasetReading *reading, GCancellable *cancellable)
{
  const char *session = dg_dataset_get_session (reading->dataset);
  g_autoptr (DgRecordFormat) format = read_format (dg_dataset_reading_get_draft (reading, session));

  return dg_record_check_new (format, reading->records, cancellable);
}

/* --- checking --- */

static void
add_problem (GPtrArray *problems, DgColumn column, char *text)
{
  DgProblem *problem = g_new0 (DgProblem, 1);

  problem->column = column;
  problem->text = text;
  g_ptr_array_add (problems, problem);
}

static void
check_column (DgRecordCheck *self, DgColumn column, const char *text, GPtrArray *problems)
{
  g_autoptr (GError) error = NULL;
  char *problem = NULL;

  if (!dg_record_format_validate_column (self->format, column, text, &error))
    problem = g_strdup (error->message);
  else if (self->shapes[column] != NULL)
    problem = dg_record_shape_dup_problem (self->shapes[column], text);
  if (problem != NULL)
    add_problem (problems, column, problem);

  if (strstr (text, REPLACEMENT_CHARACTER) != NULL)
    add_problem (problems, column,
                 g_strdup_printf (_ ("%s has “\xEF\xBF\xBD”, where a character was lost when the text was converted"),
                                  dg_column_get_id (column)));
}

static void
check_limits (DgRecordCheck *self, const char *input, const char *answer, GPtrArray *problems)
{
  GPtrArray *limits = dg_record_format_get_limits (self->format);

  for (guint i = 0; i < limits->len; i++)
    {
      const DgLimit *limit = g_ptr_array_index (limits, i);
      char *problem = NULL;

      if (!dg_limit_holds (limit, limit->column == DG_COLUMN_INPUT ? input : answer, &problem))
        add_problem (problems, limit->column, problem);
    }
}

static gboolean
is_blank (const char *text)
{
  while (g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);

  return *text == '\0';
}

/**
 * dg_record_check_run:
 * @self: a check
 * @input: an input
 * @answer: its answer
 * @problems: (out) (optional) (transfer full) (element-type DgProblem): what is wrong, inputs and answers before
 * limits; empty when nothing is
 *
 * Checks a record, as often as it is typed: the time grows with the length of the texts, and 20,000 characters of JSON
 * take less than 2 ms on one core. Whether other records say the same is for DgDuplicateIndex to tell.
 *
 * Returns: whether nothing is wrong
 */
gboolean
dg_record_check_run (DgRecordCheck *self, const char *input, const char *answer, GPtrArray **problems)
{
  g_return_val_if_fail (self != NULL && input != NULL && answer != NULL, FALSE);

  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_problem_free);
  gboolean good;

  check_column (self, DG_COLUMN_INPUT, input, found);
  check_column (self, DG_COLUMN_ANSWER, answer, found);
  check_limits (self, input, answer, found);
  if (!self->may_repeat && dg_format_get_kind (dg_record_format_get_answer (self->format)) == DG_FORMAT_TEXT &&
      !is_blank (input) && repeats (input, answer))
    add_problem (found, DG_COLUMN_ANSWER, g_strdup (_ ("answer is the input again")));

  good = found->len == 0;
  if (problems != NULL)
    *problems = g_steal_pointer (&found);

  return good;
}
