/* dg-session-private.h: what the steps of a session share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-brief.h"
#include "dg-lease.h"
#include "dg-session.h"

G_BEGIN_DECLS

typedef struct _DgStepWork DgStepWork;

struct _DgSession
{
  GObject parent_instance;

  DgLibrary *library;          /* (owned) */
  DgLease *lease;              /* (owned) */
  DgModel *model;              /* (owned) (nullable): who is asked */
  DgDraft *draft;              /* (owned): as it is in the library */
  DgChecklist *checklist;      /* (owned): that of @draft */
  char *question;              /* (owned) (nullable): what the last step left open */
  char *missing[DG_N_SAMPLES]; /* (owned) (nullable): why cards could not be made, in the last step that made some */
  DgStepWork *work;            /* (unowned) (nullable): of the step that is under way */
};

/**
 * DgReplyFunc:
 * @task: the step
 * @reply: the input of the tool call, of the tool's schema
 *
 * Goes on with a step when the model has replied.
 */
typedef void (*DgReplyFunc) (GTask *task, DgJsonValue reply);

/**
 * DgContinueFunc:
 * @task: the step
 *
 * Goes on with a step.
 */
typedef void (*DgContinueFunc) (GTask *task);

/**
 * DgStepWork:
 * @draft: (owned): what the session is to become
 * @checklist: (owned): its requirements
 * @question: (owned) (nullable): what the step leaves open
 * @confirms: whether the person confirms the requirements with this step
 * @is_own_change: whether the program itself changed the checklist, as it works out formats
 * @text: (owned) (nullable): what the person said
 * @brief: (owned) (nullable): what records are made from
 * @run: (owned) (nullable): the run that makes samples
 * @n_shown: how many of its records have been shown
 * @cards: (owned) (nullable) (element-type guint): which cards are made anew
 * @asked_again: whether the reply that is waited for is to a request that was made for the second time
 * @n_pending: revisions that have not ended
 * @error: (owned) (nullable): why a revision failed
 * @outline: (owned) (nullable): the outline of an extension
 * @say: (owned) (nullable): what the extension will be, for a person
 * @n_records: how many records are to be made
 * @n_seed_calls: how often seeds were asked for
 * @then: goes on when the brief is ready
 *
 * A step works on a copy of the session, so that one that fails leaves nothing behind.
 */
struct _DgStepWork
{
  DgDraft *draft;
  DgChecklist *checklist;
  char *question;
  gboolean confirms;
  gboolean is_own_change;
  char *text;
  DgBrief *brief;
  DgRun *run;
  guint n_shown;
  GArray *cards;
  gboolean asked_again;
  guint n_pending;
  GError *error;
  DgOutline *outline;
  char *say;
  guint n_records;
  guint n_seed_calls;
  DgContinueFunc then;
};

/* dg-session.c */
GTask *dg_session_begin_step (
    DgSession *self, gpointer source_tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
DgStepWork *dg_session_get_work (GTask *task);
void dg_session_save_step (GTask *task);
void dg_session_fail_step (GTask *task, GError *error);
void dg_session_end_step (GTask *task);
void dg_session_drop_outline (DgStepWork *work);
gboolean dg_session_require_confirmed (GTask *task);

void dg_session_emit_sample (DgSession *self, const DgSample *sample);
void dg_session_emit_reply_growing (DgSession *self, const char *text);

/* dg-session-ask.c */
void dg_session_ask (GTask *task, DgModelRequest *request, DgReplyFunc next);
void dg_session_ask_aloud (GTask *task, DgModelRequest *request, const char *member, DgReplyFunc next);

/* dg-session-conversation.c */
gboolean dg_session_is_blank (const char *text);

/* dg-session-requirements.c */
gboolean dg_session_require_goal (GTask *task);
gboolean
dg_session_apply_changes (DgChecklist *checklist, const DgPartChange *changes, guint n_changes, GError **error);

/* dg-session-samples.c */
gboolean dg_session_refresh_brief (GTask *task);
void dg_session_check_card (const DgBrief *brief, DgSample *sample);
void dg_session_copy_round (DgDraft *draft);

G_END_DECLS
