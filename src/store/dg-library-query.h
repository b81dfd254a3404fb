/* dg-library-query.h: records of datasets searched, filtered and sorted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-library.h"

G_BEGIN_DECLS

/**
 * DgRecordFilter:
 * @DG_RECORD_FILTER_ALL: every record
 * @DG_RECORD_FILTER_LOOK: those with a flag or a problem
 * @DG_RECORD_FILTER_OPEN: those that nobody has approved or rejected
 * @DG_RECORD_FILTER_APPROVED: the approved ones
 * @DG_RECORD_FILTER_REJECTED: the rejected ones
 * @DG_RECORD_FILTER_NOTED: those with a note
 * @DG_RECORD_FILTER_EDITED: those written or changed by hand
 *
 * Which records are found.
 */
typedef enum
{
  DG_RECORD_FILTER_ALL,
  DG_RECORD_FILTER_LOOK,
  DG_RECORD_FILTER_OPEN,
  DG_RECORD_FILTER_APPROVED,
  DG_RECORD_FILTER_REJECTED,
  DG_RECORD_FILTER_NOTED,
  DG_RECORD_FILTER_EDITED,
} DgRecordFilter;

/**
 * DgRecordSort:
 * @DG_RECORD_SORT_NUMBER: as they are in the file
 * @DG_RECORD_SORT_INPUT: by the alphabet, as the user's language has it
 * @DG_RECORD_SORT_ANSWER: likewise
 * @DG_RECORD_SORT_INPUT_LENGTH: the shortest first, in characters
 * @DG_RECORD_SORT_ANSWER_LENGTH: likewise
 * @DG_RECORD_SORT_REVIEW: the open ones first, then the approved, then the rejected
 * @DG_RECORD_SORT_LOOK: those with a problem first, the same problems together, then those with a flag
 *
 * In which order they are found. What is equal comes in the order of the file, whichever way the rest is sorted.
 */
typedef enum
{
  DG_RECORD_SORT_NUMBER,
  DG_RECORD_SORT_INPUT,
  DG_RECORD_SORT_ANSWER,
  DG_RECORD_SORT_INPUT_LENGTH,
  DG_RECORD_SORT_ANSWER_LENGTH,
  DG_RECORD_SORT_REVIEW,
  DG_RECORD_SORT_LOOK,
} DgRecordSort;

/**
 * DgRecordQuery:
 * @text: (nullable): what the input, the answer or the note has to contain, taken literally; upper and lower case are
 *   the same, of every alphabet; empty for anything
 * @filter: which records
 * @only: (nullable) (array length=n_only): the numbers of the records that come into question, %NULL for all
 * @n_only: how many these are
 * @sort: the order
 * @descending: whether the last of that order comes first
 *
 * Which records to find. All zero finds every record, in the order of the file.
 */
typedef struct
{
  const char *text;
  DgRecordFilter filter;
  const guint *only;
  guint n_only;
  DgRecordSort sort;
  gboolean descending;
} DgRecordQuery;

const char *dg_record_filter_get_id (DgRecordFilter filter);
gboolean dg_record_filter_from_id (const char *id, DgRecordFilter *filter);
const char *dg_record_sort_get_id (DgRecordSort sort);
gboolean dg_record_sort_from_id (const char *id, DgRecordSort *sort);

void dg_library_find_records_async (DgLibrary *self,
                                    const char *dataset,
                                    const DgRecordQuery *query,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer data);
GArray *dg_library_find_records_finish (DgLibrary *self, GAsyncResult *result, DgDataset **dataset, GError **error);

void dg_library_load_numbered_records_async (DgLibrary *self,
                                             const char *dataset,
                                             const guint *numbers,
                                             guint n_numbers,
                                             guint max_characters,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer data);
GPtrArray *
dg_library_load_numbered_records_finish (DgLibrary *self, GAsyncResult *result, guint *revision, GError **error);

/**
 * DgRecordProblem:
 * @number: which record, its row in the file counted from 1
 * @problem: what is wrong with it, for a person
 */
typedef struct
{
  guint number;
  const char *problem;
} DgRecordProblem;

void dg_library_set_problems_async (DgLibrary *self,
                                    const char *dataset,
                                    guint revision,
                                    const DgRecordProblem *problems,
                                    guint n_problems,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer data);
gboolean dg_library_set_problems_finish (DgLibrary *self, GAsyncResult *result, GError **error);

G_END_DECLS
