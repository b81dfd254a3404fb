/* dg-answer-check-private.h: what the parts of an answer check share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-answer-check.h"
#include "dg-blind-solve.h"
#include "dg-pacer.h"

G_BEGIN_DECLS

/**
 * DgCheckItem:
 * @record: (owned): a record of the dataset
 * @verdict: (owned) (nullable): what is known of its answer
 * @n_failures: how many requests brought nothing about it
 * @skipped: whether it was given up
 */
typedef struct
{
  DgRecord *record;
  DgVerdict *verdict;
  guint n_failures;
  gboolean skipped;
} DgCheckItem;

/**
 * DgCheckRequest:
 * @check: (owned): the check it is for
 * @items: (owned) (element-type DgCheckItem): what it is about; the items are the check's
 * @compares: whether it compares answers, rather than solving inputs
 * @message: (owned) (nullable): what is sent
 * @sent_us: when it was sent
 *
 * A request, waiting or in flight.
 */
typedef struct
{
  DgAnswerCheck *check;
  GPtrArray *items;
  gboolean compares;
  DgModelRequest *message;
  gint64 sent_us;
} DgCheckRequest;

struct _DgAnswerCheck
{
  GObject parent_instance;

  DgLibrary *library; /* (owned) */
  DgModel *model;     /* (owned) */
  DgBrief *brief;     /* (owned) */
  DgPacer *pacer;     /* (owned) */
  DgPrice price;
  char *dataset; /* (owned) */
  guint64 seed;

  /* while the check is under way */
  GTask *task;               /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned): the check's own; stops its requests */
  gulong cancelled_id;       /* of the handler on the caller's cancellable */
  GSource *timer;            /* (owned) (nullable): when the pacer lets the next request go */
  char *session;             /* (owned) (nullable): the dataset's, which its calls are kept with */
  GPtrArray *items;          /* (owned) (element-type DgCheckItem): the records, in the order of the check */
  GQueue waiting;            /* (element-type DgCheckRequest): to be sent, the next first */
  GPtrArray *to_compare;     /* (owned) (element-type DgCheckItem): answers that only a reader can compare */
  guint n_solving;           /* requests to solve that wait or are in flight */
  guint n_in_flight;
  GPtrArray *calls;   /* (owned) (element-type DgCall): to be kept */
  GPtrArray *settled; /* (owned) (element-type DgCheckItem): whose verdicts are to be written */
  GPtrArray *writing; /* (owned) (nullable) (element-type DgCheckItem): whose verdicts are being written */
  gboolean is_storing;
  gboolean under_way; /* the records are known: requests may go out */
  gboolean has_worked;
  guint n_failures; /* requests in a row that failed */
  GError *error;    /* (owned) (nullable): why the check stops early */
  char *reason;     /* (owned) (nullable): why records were skipped */
  DgAnswerCheckProgress progress;
};

/* dg-answer-check.c */
void dg_answer_check_advance (DgAnswerCheck *self);
void dg_answer_check_fail (DgAnswerCheck *self, GError *error);
void dg_answer_check_emit_changed (DgAnswerCheck *self);

/* dg-answer-check-requests.c */
void dg_answer_check_ask_all (DgAnswerCheck *self);
void dg_answer_check_send_requests (DgAnswerCheck *self);
void dg_answer_check_free_request (DgCheckRequest *request);

/* dg-answer-check-results.c */
void dg_answer_check_settle (DgAnswerCheck *self, DgCheckItem *item);
void dg_answer_check_store_next (DgAnswerCheck *self);

G_END_DECLS
