/* dg-dataset-health.h: what a dataset is like as a whole
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-dataset-coverage.h"
#include "dg-duplicate-index.h"
#include "dg-record-check.h"

G_BEGIN_DECLS

/** Most labels of a field that are counted one by one. */
#define DG_HEALTH_MAX_LABELS 30

/** Most bins of a histogram. */
#define DG_HEALTH_MAX_BINS 20

/** Most groups of duplicates that are kept. */
#define DG_HEALTH_MAX_GROUPS 100

/** Most problems that are kept. */
#define DG_HEALTH_MAX_PROBLEMS 1000

/**
 * DgHealthLabel:
 * @text: (owned): the label
 * @numbers: (owned) (element-type guint): the records that have it
 */
typedef struct
{
  char *text;
  GArray *numbers;
} DgHealthLabel;

/**
 * DgHealthLabels:
 * @field: (owned) (nullable): the field of the answer that holds the label; %NULL when the answer is the label
 * @labels: (owned) (element-type DgHealthLabel): the labels, the most frequent first; those that were agreed are there
 *   even without a record
 * @others: (owned) (element-type guint): the records that have any other label
 * @without: (owned) (element-type guint): the records that have none: the field is absent, or the answer cannot be read
 *
 * How often each label comes.
 */
typedef struct
{
  char *field;
  GPtrArray *labels;
  GArray *others;
  GArray *without;
} DgHealthLabels;

/**
 * DgHealthBin:
 * @from: fewest characters
 * @to: most characters, @to itself among them
 * @numbers: (owned) (element-type guint): the records whose text has so many
 */
typedef struct
{
  guint from;
  guint to;
  GArray *numbers;
} DgHealthBin;

/**
 * DgHealthLengths:
 * @bins: (owned) (element-type DgHealthBin): equally wide, with round borders; the last has what little is longer
 * besides. Empty for a dataset without records
 * @shortest: fewest characters
 * @median: half the texts have at most so many
 * @longest: most characters
 *
 * How long inputs or answers are, in characters.
 */
typedef struct
{
  GArray *bins;
  guint shortest;
  guint median;
  guint longest;
} DgHealthLengths;

/**
 * DgHealthProblem:
 * @number: the record
 * @column: which of its texts
 * @text: (owned): what is wrong
 */
typedef struct
{
  guint number;
  DgColumn column;
  char *text;
} DgHealthProblem;

/**
 * DgDatasetHealth:
 * @n_records: how many records the dataset has
 * @labels: (owned) (element-type DgHealthLabels): for each field with labels how often each comes; may be empty
 * @inputs: how long the inputs are
 * @answers: how long the answers are
 * @coverage: (owned): what the records were made for
 * @groups: (owned) (element-type DgDuplicateGroup): duplicates, contradictions first, then the largest groups; at most
 *   %DG_HEALTH_MAX_GROUPS
 * @n_groups: how many groups there are; the others are small
 * @n_duplicates: records that could go without a loss: those of all groups but one of each
 * @problems: (owned) (element-type DgHealthProblem): by record; at most %DG_HEALTH_MAX_PROBLEMS
 * @n_problems: how many problems there are
 * @n_with_problems: how many records have any
 * @n_approved: records that the person wants
 * @n_rejected: records that the person does not want
 * @n_edited: records that were written or changed by hand
 * @n_noted: records with a note
 * @n_flagged: records with a flag
 *
 * What a dataset is like as a whole. It never changes, and any thread can use it. Records that were neither approved
 * nor rejected are open.
 */
typedef struct
{
  guint n_records;
  GPtrArray *labels;
  DgHealthLengths inputs;
  DgHealthLengths answers;
  DgDatasetCoverage *coverage;
  GPtrArray *groups;
  guint n_groups;
  guint n_duplicates;
  GPtrArray *problems;
  guint n_problems;
  guint n_with_problems;
  guint n_approved;
  guint n_rejected;
  guint n_edited;
  guint n_noted;
  guint n_flagged;
  /*< private >*/
  gatomicrefcount ref_count;
} DgDatasetHealth;

GType dg_dataset_health_get_type (void);
DgDatasetHealth *dg_dataset_health_ref (DgDatasetHealth *self);
void dg_dataset_health_unref (DgDatasetHealth *self);
guint dg_dataset_health_get_n_open (const DgDatasetHealth *self);

/**
 * DgInspection:
 * @dataset: (owned): the dataset's id
 * @revision: the dataset's revision that all of this is about; see dg_dataset_get_revision()
 * @check: (owned): how the records should look, for checking them as they are typed
 * @duplicates: (owned): finds the records that say nearly the same, and follows changes
 * @health: (owned): what the dataset is like; its coverage tells the cell of each record too
 * @marks: (owned) (element-type DgHealthProblem): all that is wrong with a record as one text, for each record that has
 * a problem, by number
 *
 * What was learned by reading a dataset once.
 */
typedef struct
{
  char *dataset;
  guint revision;
  DgRecordCheck *check;
  DgDuplicateIndex *duplicates;
  DgDatasetHealth *health;
  GPtrArray *marks;
} DgInspection;

void dg_inspection_free (DgInspection *self);

void dg_dataset_inspect_async (
    DgLibrary *library, const char *dataset, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
DgInspection *dg_dataset_inspect_finish (GAsyncResult *result, GError **error);

void dg_inspection_mark_async (const DgInspection *self,
                               DgLibrary *library,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data);
gboolean dg_inspection_mark_finish (DgLibrary *library, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgDatasetHealth, dg_dataset_health_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgInspection, dg_inspection_free)

G_END_DECLS
