/* dg-run-private.h: what the parts of a run share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-duplicate-guard.h"
#include "dg-generation-prompt.h"
#include "dg-lease.h"
#include "dg-pacer.h"
#include "dg-record-splitter.h"
#include "dg-request-sizer.h"
#include "dg-run.h"

G_BEGIN_DECLS

struct _DgRun
{
  GObject parent_instance;

  DgLibrary *library;         /* (owned) */
  DgModel *model;             /* (owned) */
  DgBrief *brief;             /* (owned) */
  DgGenerationPrompt *prompt; /* (owned) */
  DgLineQueue *queue;         /* (owned) */
  DgDuplicateGuard *guard;    /* (owned) */
  DgRequestSizer *sizer;      /* (owned) */
  DgPacer *pacer;             /* (owned) */
  DgPrice price;
  char *session;      /* (owned) */
  gboolean has_lease; /* whoever started the run holds the session */
  DgRunKind kind;
  char *dataset;     /* (owned) (nullable): the one to extend */
  GPtrArray *seeded; /* (owned) (nullable) (element-type DgRecord) */
  guint n_records;   /* rows that the run is to lead to, seeded ones among them */
  DgFileFormat file_format;
  guint64 seed;
  guint grace_ms;
  gboolean patient;    /* waits for the network */
  double max_cost_usd; /* 0: none */
  char *check_model;   /* (owned) (nullable): only kept */

  /* while the run is under way */
  GTask *task;               /* (owned) (nullable) */
  DgLease *lease;            /* (owned) (nullable): of the session */
  GCancellable *cancellable; /* (owned): the run's own; stops its requests */
  gulong cancelled_id;       /* of the handler on the caller's cancellable */
  char *run;                 /* (owned) (nullable): its id in the library */
  GPtrArray *records;        /* (owned) (element-type DgRecord): accepted */
  GPtrArray *requests;       /* (owned) (element-type DgRunRequest): in flight */
  GQueue batches;            /* (element-type DgRunBatch): to be committed, oldest first */
  GSource *timer;            /* (owned) (nullable): when the pacer lets the next request go */
  gboolean under_way;        /* what the run has already is known: requests may go out */
  GSource *grace;            /* (owned) (nullable): when requests in flight are broken off */
  gboolean committing;
  gboolean paused;
  gboolean stopping;
  gboolean capped;
  gboolean ending;
  GError *error; /* (owned) (nullable): why the run stops early */
  char *reason;  /* (owned) (nullable): why it has fewer records than were asked for, once it has ended */
  gint64 started_us;
  guint n_good;             /* requests that were answered */
  guint n_sent;             /* requests that were sent */
  guint n_failures;         /* requests in a row that failed */
  guint n_barren_lines;     /* lines in a row, in requests that brought nothing new */
  char *barren_reason;      /* (owned) (nullable): what the last of them said */
  GHashTable *vain_reasons; /* (owned) (element-type guint utf8): of samples, why the last record was not taken */
  double spent_usd;         /* on calls whose price is known, by the legs of the run before too */
  double presumed_usd;      /* what calls that broke off may have cost, at worst */
  double bytes_per_token;   /* of requests, at least; for what a request may cost */
  DgRunProgress progress;
};

/**
 * DgRunRequest:
 * @run: (owned): the run it is for
 * @lines: (owned) (element-type guint): what it asks for
 * @splitter: (owned): cuts the records out of its reply
 * @sent_us: when it was sent
 * @n_bytes: its size
 * @worst_usd: what it may cost at worst, 0 when that is not known
 * @n_records: records cut out so far
 * @n_accepted: how many of them were good
 * @has_begun: whether anything of the reply has come
 * @has_deltas: whether the tool call came in pieces
 *
 * A request in flight.
 */
typedef struct
{
  DgRun *run;
  GArray *lines;
  DgRecordSplitter *splitter;
  gint64 sent_us;
  gsize n_bytes;
  double worst_usd;
  guint n_records;
  guint n_accepted;
  gboolean has_begun;
  gboolean has_deltas;
} DgRunRequest;

/* dg-run.c */
void dg_run_plan_lines (DgRun *self, guint n_seeded);
void dg_run_keep_out (DgRun *self, GPtrArray *records);
void dg_run_emit_changed (DgRun *self);

/* dg-run-course.c */
void dg_run_begin (DgRun *self);
void dg_run_advance (DgRun *self);
void dg_run_fail (DgRun *self, GError *error);
void dg_run_clear_sources (DgRun *self);

/* dg-run-batches.c */
DgRunBatch *dg_run_get_open_batch (DgRun *self);
void dg_run_refuse_record (DgRun *self, DgRefusal reason, const char *detail, const char *raw, guint line);
void dg_run_commit_next_batch (DgRun *self);
void dg_run_free_batch (DgRunBatch *batch);

/* dg-run-requests.c */
void dg_run_send_requests (DgRun *self);
gint64 dg_run_get_next_start (DgRun *self);
void dg_run_free_request (DgRunRequest *request);

/* dg-run-vain.c */
void dg_run_note_vain (DgRun *self, guint line, const char *detail);
void dg_run_count_vain (DgRunRequest *request);
char *dg_run_describe_vain (DgRun *self);

/* dg-run-replies.c */
void dg_run_take_text (DgRunRequest *request, const char *text, gsize length);
void dg_run_take_reply (DgRunRequest *request, const DgModelReply *reply);
void dg_run_take_failure (DgRunRequest *request, GError *error);

G_END_DECLS
