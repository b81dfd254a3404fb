/* check-fixture.h: a dataset that is answered blind by a scripted model
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-answer-check.h"
#include "run-fixture.h"

G_BEGIN_DECLS

/** Requirements whose answers a program can compare, and some where only a reader can. */
#define CHECK_LABELS "{'labels': ['right', 'wrong']}"
#define CHECK_TEXT "{'task': 'answer'}"

#define CHECK_N_RECORDS 20

/* Whose answers in the dataset are not what the model will say. */
#define CHECK_FIRST_ODD_ONE 3
#define CHECK_SECOND_ODD_ONE 17

typedef struct
{
  RunFixture base;
  char *dataset;         /* (owned) */
  DgAnswerCheck *check;  /* (owned) (nullable) */
  GArray *asked;         /* (owned) (element-type guint): how often each question was asked */
  GArray *order;         /* (owned) (element-type guint): in which order */
  guint n_compared;      /* pairs that were to be compared */
  guint cancel_at;       /* cancels when so many records are checked; 0 for never */
  DgInferenceError code; /* how requests fail that are told to */
  guint which;           /* which of a test's replies comes */
} CheckFixture;

gboolean check_fixture_is_odd_one (guint number);
GPtrArray *check_fixture_make_records (const char *good, const char *bad);
GArray *check_fixture_read_questions (const char *message);
void check_fixture_note_questions (CheckFixture *fixture, GArray *questions);
void check_fixture_solve_some (
    Answer *answer, GArray *questions, const char *member, const char *text, gboolean (*wanted) (guint number));
void check_fixture_solve (ScriptedModel *model, const Ask *ask, Answer *answer);
void check_fixture_set_up (CheckFixture *fixture, gconstpointer requirements);
void check_fixture_tear_down (CheckFixture *fixture, gconstpointer requirements);
gboolean check_fixture_check (CheckFixture *fixture, GError **error);
void check_fixture_check_well (CheckFixture *fixture);
void check_fixture_assert_progress (CheckFixture *fixture, guint n_checked, guint n_flagged, guint n_skipped);
void check_fixture_assert_records_kept (CheckFixture *fixture);
void check_fixture_assert_odd_ones_flagged (CheckFixture *fixture);

G_END_DECLS
