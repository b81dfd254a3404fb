/* dg-cli-health.c: `health`
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "dg-cli.h"
#include "dg-dataset-health.h"

/* The longest bar, and the widest label before it. */
#define BAR_COLUMNS 40
#define LABEL_COLUMNS 28

/* So many groups and problems are listed; `--json` has all that are kept. */
#define SHOWN_GROUPS 10
#define SHOWN_PROBLEMS 20
#define SHOWN_NUMBERS 12

static const char *
get_kind_id (DgDuplicateKind kind)
{
  switch (kind)
    {
    case DG_DUPLICATE_SAME:
      return "same";
    case DG_DUPLICATE_CONFLICT:
      return "conflict";
    case DG_DUPLICATE_ALIKE:
    default:
      return "alike";
    }
}

/* --- for programs --- */

static void
add_labels (JsonBuilder *builder, GPtrArray *fields)
{
  json_builder_set_member_name (builder, "labels");
  json_builder_begin_array (builder);
  for (guint i = 0; i < fields->len; i++)
    {
      const DgHealthLabels *labels = g_ptr_array_index (fields, i);

      json_builder_begin_object (builder);
      dg_cli_set_string (builder, "field", labels->field);
      json_builder_set_member_name (builder, "counts");
      json_builder_begin_array (builder);
      for (guint l = 0; l < labels->labels->len; l++)
        {
          const DgHealthLabel *label = g_ptr_array_index (labels->labels, l);

          json_builder_begin_object (builder);
          dg_cli_set_string (builder, "label", label->text);
          dg_cli_set_int (builder, "count", label->numbers->len);
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
      dg_cli_set_int (builder, "other", labels->others->len);
      dg_cli_set_int (builder, "without", labels->without->len);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_lengths (JsonBuilder *builder, const char *name, const DgHealthLengths *lengths)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  dg_cli_set_int (builder, "shortest", lengths->shortest);
  dg_cli_set_int (builder, "median", lengths->median);
  dg_cli_set_int (builder, "longest", lengths->longest);
  json_builder_set_member_name (builder, "bins");
  json_builder_begin_array (builder);
  for (guint i = 0; i < lengths->bins->len; i++)
    {
      const DgHealthBin *bin = &g_array_index (lengths->bins, DgHealthBin, i);

      json_builder_begin_object (builder);
      dg_cli_set_int (builder, "from", bin->from);
      dg_cli_set_int (builder, "to", bin->to);
      dg_cli_set_int (builder, "count", bin->numbers->len);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_dimension (JsonBuilder *builder, DgDatasetCoverage *coverage, guint dimension)
{
  json_builder_begin_object (builder);
  dg_cli_set_string (builder, "name", dg_dataset_coverage_get_name (coverage, dimension));
  json_builder_set_member_name (builder, "values");
  json_builder_begin_array (builder);
  for (guint v = 0; v < dg_dataset_coverage_get_n_values (coverage, dimension); v++)
    {
      guint n_planned;
      guint n = dg_dataset_coverage_count (coverage, dimension, v, &n_planned);

      json_builder_begin_object (builder);
      dg_cli_set_string (builder, "value", dg_dataset_coverage_get_value (coverage, dimension, v));
      dg_cli_set_int (builder, "count", n);
      dg_cli_set_int (builder, "planned", n_planned);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_coverage (JsonBuilder *builder, DgDatasetCoverage *coverage)
{
  json_builder_set_member_name (builder, "coverage");
  json_builder_begin_object (builder);
  dg_cli_set_int (builder, "samples", dg_dataset_coverage_get_n_samples (coverage));
  dg_cli_set_int (builder, "unplanned", dg_dataset_coverage_get_n_unplanned (coverage));
  json_builder_set_member_name (builder, "dimensions");
  json_builder_begin_array (builder);
  for (guint d = 0; d < dg_dataset_coverage_get_n_dimensions (coverage); d++)
    add_dimension (builder, coverage, d);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_duplicates (JsonBuilder *builder, const DgDatasetHealth *health)
{
  json_builder_set_member_name (builder, "duplicates");
  json_builder_begin_object (builder);
  dg_cli_set_int (builder, "groups", health->n_groups);
  dg_cli_set_int (builder, "records", health->n_duplicates);
  json_builder_set_member_name (builder, "list");
  json_builder_begin_array (builder);
  for (guint i = 0; i < health->groups->len; i++)
    {
      const DgDuplicateGroup *group = g_ptr_array_index (health->groups, i);

      json_builder_begin_object (builder);
      dg_cli_set_string (builder, "kind", get_kind_id (group->kind));
      json_builder_set_member_name (builder, "records");
      json_builder_begin_array (builder);
      for (guint n = 0; n < group->numbers->len; n++)
        json_builder_add_int_value (builder, g_array_index (group->numbers, guint, n));
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_problems (JsonBuilder *builder, const DgDatasetHealth *health)
{
  json_builder_set_member_name (builder, "problems");
  json_builder_begin_object (builder);
  dg_cli_set_int (builder, "count", health->n_problems);
  dg_cli_set_int (builder, "records", health->n_with_problems);
  json_builder_set_member_name (builder, "list");
  json_builder_begin_array (builder);
  for (guint i = 0; i < health->problems->len; i++)
    {
      const DgHealthProblem *problem = g_ptr_array_index (health->problems, i);

      json_builder_begin_object (builder);
      dg_cli_set_int (builder, "record", problem->number);
      dg_cli_set_string (builder, "column", dg_column_get_id (problem->column));
      dg_cli_set_string (builder, "reason", problem->text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
print_json (const char *dataset, const DgDatasetHealth *health)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  dg_cli_set_string (builder, "dataset", dataset);
  dg_cli_set_int (builder, "records", health->n_records);
  dg_cli_set_int (builder, "approved", health->n_approved);
  dg_cli_set_int (builder, "rejected", health->n_rejected);
  dg_cli_set_int (builder, "open", dg_dataset_health_get_n_open (health));
  dg_cli_set_int (builder, "edited", health->n_edited);
  dg_cli_set_int (builder, "noted", health->n_noted);
  dg_cli_set_int (builder, "flagged", health->n_flagged);
  add_labels (builder, health->labels);
  add_lengths (builder, "input_length", &health->inputs);
  add_lengths (builder, "answer_length", &health->answers);
  add_coverage (builder, health->coverage);
  add_duplicates (builder, health);
  add_problems (builder, health);
  json_builder_end_object (builder);
  dg_cli_print_json (builder);
}

/* --- for people --- */

/* A line of a table: what, how many, and a bar. */
static void
print_bar (const char *text, const char *count, guint n, guint most)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\r\n\t", ' ');
  glong n_characters = g_utf8_strlen (line, -1);
  g_autofree char *cut = g_utf8_substring (line, 0, MIN (n_characters, LABEL_COLUMNS));
  guint length = most > 0 ? (guint) ((guint64) n * BAR_COLUMNS / most) : 0;

  printf ("  %s%*s  %10s  ", cut, (int) (LABEL_COLUMNS - MIN (n_characters, LABEL_COLUMNS)), "", count);
  for (guint i = 0; i < (n > 0 ? MAX (length, 1) : 0); i++)
    printf ("█");
  printf ("\n");
}

static void
print_count (const char *text, guint n, guint most)
{
  g_autofree char *count = g_strdup_printf ("%u", n);

  print_bar (text, count, n, most);
}

static void
print_labels (const DgHealthLabels *labels)
{
  guint most = labels->others->len;

  if (labels->field != NULL)
    /* Translators: %s is a field of the answer, like “category” */
    printf (_ ("\nLabels in “%s”\n"), labels->field);
  else
    printf (_ ("\nLabels\n"));
  for (guint i = 0; i < labels->labels->len; i++)
    most = MAX (most, ((DgHealthLabel *) g_ptr_array_index (labels->labels, i))->numbers->len);
  for (guint i = 0; i < labels->labels->len; i++)
    {
      const DgHealthLabel *label = g_ptr_array_index (labels->labels, i);

      print_count (label->text, label->numbers->len, most);
    }
  if (labels->others->len > 0)
    print_count (_ ("(other)"), labels->others->len, most);
  if (labels->without->len > 0)
    print_count (_ ("(none)"), labels->without->len, most);
}

static void
print_lengths (const char *title, const DgHealthLengths *lengths)
{
  guint most = 0;

  printf (_ ("\n%s: %u to %u characters, the middle one %u\n"), title, lengths->shortest, lengths->longest,
          lengths->median);
  for (guint i = 0; i < lengths->bins->len; i++)
    most = MAX (most, g_array_index (lengths->bins, DgHealthBin, i).numbers->len);
  for (guint i = 0; i < lengths->bins->len; i++)
    {
      const DgHealthBin *bin = &g_array_index (lengths->bins, DgHealthBin, i);
      g_autofree char *text =
          bin->from < bin->to ? g_strdup_printf ("%u–%u", bin->from, bin->to) : g_strdup_printf ("%u", bin->from);

      print_count (text, bin->numbers->len, most);
    }
}

static void
print_coverage (DgDatasetCoverage *coverage, guint n_records)
{
  for (guint d = 0; d < dg_dataset_coverage_get_n_dimensions (coverage); d++)
    {
      /* Translators: %s is what records vary in, like “tone”; below it, “12 of 13” means 12 records of 13 planned ones
       */
      printf (_ ("\nCoverage: %s\n"), dg_dataset_coverage_get_name (coverage, d));
      for (guint v = 0; v < dg_dataset_coverage_get_n_values (coverage, d); v++)
        {
          guint n_planned;
          guint n = dg_dataset_coverage_count (coverage, d, v, &n_planned);
          g_autofree char *count = g_strdup_printf (_ ("%u of %u"), n, n_planned);

          print_bar (dg_dataset_coverage_get_value (coverage, d, v), count, n, n_records);
        }
    }
}

static void
print_groups (const DgDatasetHealth *health)
{
  printf ("\n");
  printf (ngettext ("%u group of records that say nearly the same; %u could go\n",
                    "%u groups of records that say nearly the same; %u could go\n", health->n_groups),
          health->n_groups, health->n_duplicates);
  for (guint i = 0; i < MIN (health->groups->len, SHOWN_GROUPS); i++)
    {
      const DgDuplicateGroup *group = g_ptr_array_index (health->groups, i);

      printf ("  %-8s", get_kind_id (group->kind));
      for (guint n = 0; n < MIN (group->numbers->len, SHOWN_NUMBERS); n++)
        printf (" %u", g_array_index (group->numbers, guint, n));
      printf ("%s\n", group->numbers->len > SHOWN_NUMBERS ? " …" : "");
    }
  if (health->n_groups > SHOWN_GROUPS)
    printf ("  …\n");
}

static void
print_problems (const DgDatasetHealth *health)
{
  printf ("\n");
  printf (ngettext ("%u problem\n", "%u problems\n", health->n_problems), health->n_problems);
  for (guint i = 0; i < MIN (health->problems->len, SHOWN_PROBLEMS); i++)
    {
      const DgHealthProblem *problem = g_ptr_array_index (health->problems, i);

      printf ("  %s %u: %s\n", _ ("record"), problem->number, problem->text);
    }
  if (health->n_problems > SHOWN_PROBLEMS)
    printf ("  …\n");
}

static void
print_text (const DgDatasetHealth *health)
{
  printf (ngettext ("%u record\n", "%u records\n", health->n_records), health->n_records);
  printf (_ ("%u approved, %u rejected, %u open; %u written or changed by hand, %u with a note, %u to be looked at\n"),
          health->n_approved, health->n_rejected, dg_dataset_health_get_n_open (health), health->n_edited,
          health->n_noted, health->n_flagged);
  for (guint i = 0; i < health->labels->len; i++)
    print_labels (g_ptr_array_index (health->labels, i));
  print_lengths (_ ("Inputs"), &health->inputs);
  print_lengths (_ ("Answers"), &health->answers);
  print_coverage (health->coverage, health->n_records);
  print_groups (health);
  print_problems (health);
}

/* What cannot be marked, because somebody is changing the dataset at this moment, is told all the same. */
static void
mark_problems (DgCli *self, DgLibrary *library, const DgInspection *inspection)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  dg_inspection_mark_async (inspection, library, self->cancellable, dg_cli_store_result_cb, &result);
  if (!dg_inspection_mark_finish (library, dg_cli_wait (&result), &error))
    g_debug ("The problems of %s are not marked: %s", inspection->dataset, error->message);
}

/**
 * dg_cli_run_health:
 * @self: the call
 * @argc: count of @argv
 * @argv: the command and its arguments
 * @error: return location for an error
 *
 * `health ID`: what a dataset is like as a whole; marks the records that have problems, for `dataset --filter look`.
 * What is odd in it is for a person to judge, so problems are no failure of this command; `validate` is the one that
 * says yes or no.
 *
 * Returns: the exit code
 */
DgExit
dg_cli_run_health (DgCli *self, int argc, char **argv, GError **error)
{
  g_autoptr (DgLibrary) library = NULL;
  g_autoptr (DgInspection) inspection = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (!dg_cli_parse (self, NULL, _ ("ID – show what a dataset is like as a whole"), 1, 1, &argc, &argv, error))
    return DG_EXIT_USAGE;
  library = dg_cli_open_library (self, error);
  if (library == NULL)
    return dg_cli_get_exit (*error);

  dg_dataset_inspect_async (library, argv[1], self->cancellable, dg_cli_store_result_cb, &result);
  inspection = dg_dataset_inspect_finish (dg_cli_wait (&result), error);
  if (inspection == NULL)
    return dg_cli_get_exit (*error);

  mark_problems (self, library, inspection);
  if (self->json)
    print_json (argv[1], inspection->health);
  else
    print_text (inspection->health);

  return DG_EXIT_DONE;
}
