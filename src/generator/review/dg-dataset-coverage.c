/* dg-dataset-coverage.c: what the records of a dataset were made for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * A dataset may have several plans, its first run's and those of extensions. Dimensions of the same name are one, and
 * so are values of the same text. Cells are kept as numbers, a row for each record and one for each line that was
 * planned, so that any two dimensions can be held against each other when somebody asks for them.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dg-dataset-coverage-private.h"
#include "dg-plan-lines.h"

/* Dimensions beyond these are left away; one outline has fewer, but extensions may each bring their own. */
#define MAX_DIMENSIONS 24

typedef struct
{
  char *name;        /* (owned): as the plan has it */
  GPtrArray *values; /* (owned) (element-type utf8) */
  char *plain;       /* (owned) (nullable): the value that is no edge case */
} Dimension;

/* The value of each dimension, counted from 1; 0 for none. */
typedef struct
{
  guint16 values[MAX_DIMENSIONS];
} Row;

struct _DgDatasetCoverage
{
  gatomicrefcount ref_count;
  GPtrArray *dimensions; /* (owned) (element-type Dimension) */
  GArray *records;       /* (owned) (element-type Row): empty while no plan is known */
  GArray *lines;         /* (owned) (element-type Row) */
  guint n_records;
  guint n_samples; /* records that were samples, whose lines no run of the dataset planned */
  guint n_planned; /* records that were made for a line */
};

G_DEFINE_BOXED_TYPE (DgDatasetCoverage, dg_dataset_coverage, dg_dataset_coverage_ref, dg_dataset_coverage_unref)

static void
free_dimension (Dimension *dimension)
{
  g_free (dimension->name);
  g_free (dimension->plain);
  g_ptr_array_unref (dimension->values);
  g_free (dimension);
}

/*
 * dg_dataset_coverage_new:
 * @records: (element-type DgRecord): the records of the dataset, in their order
 *
 * Returns: (transfer full): the coverage of a dataset of which no plan is known
 */
DgDatasetCoverage *
dg_dataset_coverage_new (GPtrArray *records)
{
  DgDatasetCoverage *self = g_new0 (DgDatasetCoverage, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->dimensions = g_ptr_array_new_with_free_func ((GDestroyNotify) free_dimension);
  self->records = g_array_new (FALSE, TRUE, sizeof (Row));
  self->lines = g_array_new (FALSE, TRUE, sizeof (Row));
  self->n_records = records->len;
  for (guint i = 0; i < records->len; i++)
    self->n_samples += dg_record_get_origin (g_ptr_array_index (records, i)) == DG_ORIGIN_SAMPLE;

  return self;
}

/**
 * dg_dataset_coverage_ref:
 * @self: coverage
 *
 * Returns: (transfer full): @self
 */
DgDatasetCoverage *
dg_dataset_coverage_ref (DgDatasetCoverage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * dg_dataset_coverage_unref:
 * @self: (transfer full): coverage
 */
void
dg_dataset_coverage_unref (DgDatasetCoverage *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->dimensions);
  g_array_unref (self->records);
  g_array_unref (self->lines);
  g_free (self);
}

static Dimension *
get_dimension (DgDatasetCoverage *self, guint dimension)
{
  return g_ptr_array_index (self->dimensions, dimension);
}

/* Returns: (nullable): @dimension with its values; %NULL for one that is nothing to a person */
static Dimension *
add_dimension (DgDatasetCoverage *self, const DgDimension *dimension, guint *place)
{
  Dimension *added;

  if (g_str_equal (dimension->name, DG_PART_DIMENSION))
    return NULL;
  for (*place = 0; *place < self->dimensions->len; (*place)++)
    if (g_str_equal (get_dimension (self, *place)->name, dimension->name))
      return get_dimension (self, *place);
  if (*place == MAX_DIMENSIONS)
    return NULL;

  added = g_new0 (Dimension, 1);
  added->name = g_strdup (dimension->name);
  added->values = g_ptr_array_new_with_free_func (g_free);
  if (dimension->kind == DG_DIMENSION_EDGE && dimension->values->len > 0)
    added->plain = g_strdup (((DgDimensionValue *) g_ptr_array_index (dimension->values, 0))->value);
  g_ptr_array_add (self->dimensions, added);

  return added;
}

/* Returns: the place of @value, counted from 1 */
static guint16
add_value (Dimension *dimension, const char *value)
{
  guint place;

  if (g_ptr_array_find_with_equal_func (dimension->values, value, g_str_equal, &place))
    return (guint16) (place + 1);
  g_ptr_array_add (dimension->values, g_strdup (value));

  return (guint16) dimension->values->len;
}

/* Values come in the order of the outline, not in that of the lines. */
static guint16 *
index_values (Dimension *dimension, GPtrArray *values)
{
  guint16 *places = g_new (guint16, values->len);

  for (guint v = 0; v < values->len; v++)
    places[v] = add_value (dimension, ((DgDimensionValue *) g_ptr_array_index (values, v))->value);

  return places;
}

static void
fill_rows (DgDatasetCoverage *self, DgCoveragePlan *plan, guint first)
{
  for (guint d = 0; d < dg_coverage_plan_get_n_dimensions (plan); d++)
    {
      GPtrArray *values = dg_coverage_plan_get_dimension (plan, d)->values;
      guint place;
      Dimension *dimension = add_dimension (self, dg_coverage_plan_get_dimension (plan, d), &place);
      g_autofree guint16 *places = dimension != NULL ? index_values (dimension, values) : NULL;

      for (guint line = 1; places != NULL && line <= dg_coverage_plan_get_n_lines (plan); line++)
        {
          const DgDimensionValue *cell = dg_coverage_plan_get_cell (plan, line, d);
          guint value;

          if (cell != NULL && g_ptr_array_find (values, cell, &value))
            g_array_index (self->lines, Row, first + line - 1).values[place] = places[value];
        }
    }
}

/*
 * dg_dataset_coverage_add_plan:
 * @self: coverage that nobody else has yet
 * @planned: a run
 * @plan: its plan
 * @records: (element-type DgRecord): the records of the dataset, in their order
 *
 * Adds what a run planned, and what became of it.
 */
void
dg_dataset_coverage_add_plan (DgDatasetCoverage *self,
                              const DgRunPlan *planned,
                              DgCoveragePlan *plan,
                              GPtrArray *records)
{
  guint first = self->lines->len;

  g_array_set_size (self->lines, first + dg_coverage_plan_get_n_lines (plan));
  g_array_set_size (self->records, self->n_records);
  fill_rows (self, plan, first);

  for (guint i = 0; i < planned->records->len; i++)
    {
      const DgPlannedRecord *one = &g_array_index (planned->records, DgPlannedRecord, i);

      /* in a file that somebody else has changed, the number may be another record's */
      if (one->line == 0 || one->number == 0 || one->number > self->n_records ||
          dg_record_get_plan_line (g_ptr_array_index (records, one->number - 1)) != one->line)
        continue;
      g_array_index (self->records, Row, one->number - 1) = g_array_index (self->lines, Row, first + one->line - 1);
      self->n_planned++;
    }
}

/**
 * dg_dataset_coverage_get_n_dimensions:
 * @self: coverage
 *
 * Returns: how many dimensions the records vary in; 0 when no plan is known
 */
guint
dg_dataset_coverage_get_n_dimensions (DgDatasetCoverage *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->dimensions->len;
}

/**
 * dg_dataset_coverage_get_name:
 * @self: coverage
 * @dimension: a dimension, counted from 0
 *
 * Returns: (transfer none): what it is called, for a person
 */
const char *
dg_dataset_coverage_get_name (DgDatasetCoverage *self, guint dimension)
{
  g_return_val_if_fail (self != NULL && dimension < self->dimensions->len, NULL);

  const char *name = get_dimension (self, dimension)->name;

  /* what the program itself adds has names for models */
  if (g_str_equal (name, DG_ANSWER_DIMENSION))
    return _ ("answer");
  if (g_str_equal (name, DG_SILENCE_DIMENSION))
    return _ ("left out");

  return name;
}

/**
 * dg_dataset_coverage_get_n_values:
 * @self: coverage
 * @dimension: a dimension, counted from 0
 *
 * Returns: how many values it has
 */
guint
dg_dataset_coverage_get_n_values (DgDatasetCoverage *self, guint dimension)
{
  g_return_val_if_fail (self != NULL && dimension < self->dimensions->len, 0);

  return get_dimension (self, dimension)->values->len;
}

/**
 * dg_dataset_coverage_get_value:
 * @self: coverage
 * @dimension: a dimension, counted from 0
 * @value: one of its values, counted from 0
 *
 * Returns: (transfer none): what it is called
 */
const char *
dg_dataset_coverage_get_value (DgDatasetCoverage *self, guint dimension, guint value)
{
  g_return_val_if_fail (value < dg_dataset_coverage_get_n_values (self, dimension), NULL);

  const char *text = g_ptr_array_index (get_dimension (self, dimension)->values, value);

  if (g_str_equal (text, DG_NOTHING))
    return _ ("nothing");
  if (g_str_equal (text, DG_AS_PLANNED))
    return _ ("as planned");

  return text;
}

static gboolean
has_value (const Row *row, guint dimension, guint value)
{
  return row->values[dimension] == value + 1;
}

static guint
count_rows (GArray *rows, guint a, guint value_a, guint b, guint value_b)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    n += has_value (&g_array_index (rows, Row, i), a, value_a) && has_value (&g_array_index (rows, Row, i), b, value_b);

  return n;
}

/**
 * dg_dataset_coverage_count_cell:
 * @self: coverage
 * @a: a dimension, counted from 0
 * @value_a: one of its values, counted from 0
 * @b: another dimension
 * @value_b: one of its values
 * @n_planned: (out) (optional): how many were planned
 *
 * Returns: how many records have both values
 */
guint
dg_dataset_coverage_count_cell (
    DgDatasetCoverage *self, guint a, guint value_a, guint b, guint value_b, guint *n_planned)
{
  g_return_val_if_fail (value_a < dg_dataset_coverage_get_n_values (self, a), 0);
  g_return_val_if_fail (value_b < dg_dataset_coverage_get_n_values (self, b), 0);

  if (n_planned != NULL)
    *n_planned = count_rows (self->lines, a, value_a, b, value_b);

  return count_rows (self->records, a, value_a, b, value_b);
}

/**
 * dg_dataset_coverage_count:
 * @self: coverage
 * @dimension: a dimension, counted from 0
 * @value: one of its values, counted from 0
 * @n_planned: (out) (optional): how many were planned
 *
 * Returns: how many records have the value
 */
guint
dg_dataset_coverage_count (DgDatasetCoverage *self, guint dimension, guint value, guint *n_planned)
{
  return dg_dataset_coverage_count_cell (self, dimension, value, dimension, value, n_planned);
}

/**
 * dg_dataset_coverage_dup_cell_numbers:
 * @self: coverage
 * @a: a dimension, counted from 0
 * @value_a: one of its values, counted from 0
 * @b: another dimension
 * @value_b: one of its values
 *
 * Returns: (transfer full) (element-type guint): the numbers of the records that have both values
 */
GArray *
dg_dataset_coverage_dup_cell_numbers (DgDatasetCoverage *self, guint a, guint value_a, guint b, guint value_b)
{
  g_return_val_if_fail (value_a < dg_dataset_coverage_get_n_values (self, a), NULL);
  g_return_val_if_fail (value_b < dg_dataset_coverage_get_n_values (self, b), NULL);

  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->records->len; i++)
    {
      const Row *row = &g_array_index (self->records, Row, i);
      guint number = i + 1;

      if (has_value (row, a, value_a) && has_value (row, b, value_b))
        g_array_append_val (numbers, number);
    }

  return numbers;
}

/**
 * dg_dataset_coverage_dup_numbers:
 * @self: coverage
 * @dimension: a dimension, counted from 0
 * @value: one of its values, counted from 0
 *
 * Returns: (transfer full) (element-type guint): the numbers of the records that have the value
 */
GArray *
dg_dataset_coverage_dup_numbers (DgDatasetCoverage *self, guint dimension, guint value)
{
  return dg_dataset_coverage_dup_cell_numbers (self, dimension, value, dimension, value);
}

/**
 * dg_dataset_coverage_get_n_samples:
 * @self: coverage
 *
 * Returns: how many records are samples that were approved before the dataset was made. The plan of the dataset has no
 *   line for them
 */
guint
dg_dataset_coverage_get_n_samples (DgDatasetCoverage *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_samples;
}

/**
 * dg_dataset_coverage_get_n_unplanned:
 * @self: coverage
 *
 * Returns: how many records, samples apart, were made for no line of a plan that is known
 */
guint
dg_dataset_coverage_get_n_unplanned (DgDatasetCoverage *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_records - self->n_samples - self->n_planned;
}

/* What goes without saying is left away. */
static gboolean
is_told (const Dimension *dimension, const char *value)
{
  return !g_str_equal (value, DG_NOTHING) && !g_str_equal (value, DG_AS_PLANNED) &&
         g_strcmp0 (value, dimension->plain) != 0;
}

/**
 * dg_dataset_coverage_dup_text:
 * @self: coverage
 * @number: a record, counted from 1
 *
 * Returns: (transfer full) (nullable): what the record was made for, like “billing / frustrated / hard”; %NULL when
 * that is not known
 */
char *
dg_dataset_coverage_dup_text (DgDatasetCoverage *self, guint number)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autoptr (GString) text = g_string_new (NULL);

  if (number == 0 || number > self->records->len)
    return NULL;

  for (guint d = 0; d < self->dimensions->len; d++)
    {
      const Dimension *dimension = get_dimension (self, d);
      guint value = g_array_index (self->records, Row, number - 1).values[d];
      const char *name = value > 0 ? g_ptr_array_index (dimension->values, value - 1) : NULL;

      if (name == NULL || !is_told (dimension, name))
        continue;
      if (text->len > 0)
        g_string_append (text, " / ");
      if (g_str_equal (dimension->name, DG_SILENCE_DIMENSION))
        /* Translators: what a record was made for; %s is a field of the answer that the input says nothing about */
        g_string_append_printf (text, _ ("without %s"), name);
      else
        g_string_append (text, name);
    }

  return text->len > 0 ? g_strdup (text->str) : NULL;
}
