/* dg-session.h: the state of one walk through the six steps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-draft.h"
#include "dg-run-estimate.h"
#include "dg-run.h"

G_BEGIN_DECLS

#define DG_TYPE_SESSION (dg_session_get_type ())
G_DECLARE_FINAL_TYPE (DgSession, dg_session, DG, SESSION, GObject)

/**
 * DgPartChange:
 * @item: which item of the checklist
 * @part: which part, %DG_ALL_PARTS for all that an item needs
 * @value: what it becomes; %DG_LEFT_TO_MODEL leaves it to the model
 *
 * A change of the checklist by hand.
 */
typedef struct
{
  DgItem item;
  guint part;
  const char *value;
} DgPartChange;

#define DG_ALL_PARTS G_MAXUINT

/**
 * DgFormatChange:
 * @item: %DG_ITEM_INPUT_FORMAT or %DG_ITEM_OUTPUT_FORMAT
 * @labels: (nullable) (array zero-terminated=1): the closed set that answers are from; %NULL for none
 * @schema: (nullable): the JSON Schema of the texts, untrusted; %NULL for none
 *
 * What inputs or answers are to look like, by hand.
 */
typedef struct
{
  DgItem item;
  const char *const *labels;
  const char *schema;
} DgFormatChange;

/**
 * DgConfiguration:
 * @name: (nullable): what the dataset is to be called
 * @wish: (nullable): what is wanted of the run
 * @outline: (nullable): what the records are to vary in; it stays when the requirements change
 *
 * What the dataset is to be, as far as the person has said it anew.
 */
typedef struct
{
  const char *name;
  const DgRunWish *wish;
  const DgOutline *outline;
} DgConfiguration;

/**
 * DgAnnotation:
 * @card: which card
 * @note: (nullable): a note on it
 * @drop_note: the id of a note on it that is taken back, 0 for none; only one that no round has used yet
 * @input: (nullable): what its input becomes
 * @answer: (nullable): what its answer becomes
 * @approve: whether it is approved
 * @reopen: whether it may be changed again, by the model too; for one that was approved or edited
 */
typedef struct
{
  guint card;
  const char *note;
  guint drop_note;
  const char *input;
  const char *answer;
  gboolean approve;
  gboolean reopen;
} DgAnnotation;

/**
 * DgRuleAction:
 * @DG_RULE_ADD: a new rule
 * @DG_RULE_EDIT: another text for one
 * @DG_RULE_TURN_ON: puts one in force
 * @DG_RULE_TURN_OFF: takes one out of force
 * @DG_RULE_DELETE: deletes one
 * @DG_RULE_RESTORE: brings back one that was deleted, with all that was known of it
 */
typedef enum
{
  DG_RULE_ADD,
  DG_RULE_EDIT,
  DG_RULE_TURN_ON,
  DG_RULE_TURN_OFF,
  DG_RULE_DELETE,
  DG_RULE_RESTORE,
} DgRuleAction;

/**
 * DgRuleChange:
 * @action: what happens
 * @id: the rule, 0 with %DG_RULE_ADD and %DG_RULE_RESTORE
 * @text: (nullable): with %DG_RULE_ADD and %DG_RULE_EDIT
 * @column: with %DG_RULE_ADD: what it is about
 * @rule: (nullable): with %DG_RULE_RESTORE: a copy of what was deleted
 */
typedef struct
{
  DgRuleAction action;
  guint id;
  const char *text;
  DgColumn column;
  const DgRule *rule;
} DgRuleChange;

/* opening: the session holds its lease until it is freed */
void dg_session_create_async (
    DgLibrary *library, const DgDraft *draft, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void dg_session_open_async (
    DgLibrary *library, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
DgSession *dg_session_open_finish (GAsyncResult *result, GError **error);
const DgDraft *dg_session_get_draft (DgSession *self);
DgChecklist *dg_session_get_checklist (DgSession *self);
gboolean dg_session_is_complete (DgSession *self);
gboolean dg_session_is_busy (DgSession *self);
DgRun *dg_session_get_run (DgSession *self);
void dg_session_set_model (DgSession *self, DgModel *model);

/*
 * Everything that follows ends with the whole session saved. One operation at a time; one that fails leaves the session
 * as it was before, in memory and in the library, but for a message that was not answered: it is kept as unsent.
 */
gboolean dg_session_step_finish (DgSession *self, GAsyncResult *result, GError **error);

/* step 2 */
void dg_session_analyze_prompt_async (
    DgSession *self, const DgPrompt *prompt, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);

/* step 3 */
void dg_session_converse_async (
    DgSession *self, const char *text, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void dg_session_resend_async (
    DgSession *self, const char *text, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void dg_session_set_parts_async (DgSession *self,
                                 const DgPartChange *changes,
                                 guint n_changes,
                                 gboolean confirm,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data);
void
dg_session_leave_rest_async (DgSession *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void dg_session_set_format_async (DgSession *self,
                                  const DgFormatChange *format,
                                  const DgPartChange *changes,
                                  guint n_changes,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data);

/* step 4 */
void
dg_session_make_samples_async (DgSession *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);

/* step 5 */
void dg_session_annotate_async (DgSession *self,
                                const DgAnnotation *annotations,
                                guint n_annotations,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data);
void dg_session_iterate_async (DgSession *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void dg_session_regenerate_async (DgSession *self,
                                  const guint *cards,
                                  guint n_cards,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data);
void
dg_session_undo_round_async (DgSession *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void dg_session_change_rules_async (DgSession *self,
                                    const DgRuleChange *changes,
                                    guint n_changes,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer data);
const char *dg_session_get_question (DgSession *self);
const char *dg_session_get_missing_reason (DgSession *self, guint card);

/* step 6 */
void dg_session_prepare_async (
    DgSession *self, guint n_records, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void dg_session_set_outline_async (
    DgSession *self, const DgOutline *outline, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
char *dg_session_choose_name (DgSession *self, const char *wanted, const char *provider);
void dg_session_configure_async (DgSession *self,
                                 const DgConfiguration *wanted,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data);
gboolean dg_session_check_samples (DgSession *self, GError **error);
GPtrArray *dg_session_dup_approved (DgSession *self);
DgBrief *dg_session_make_brief (DgSession *self, GError **error);
DgBrief *dg_session_make_brief_of_run (DgSession *self, const DgRunReport *run, GError **error);
void dg_session_estimate_async (DgSession *self,
                                guint n_records,
                                guint max_requests,
                                DgModel *check_model,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data);
gboolean dg_session_estimate_finish (DgSession *self, GAsyncResult *result, DgEstimate *estimate, GError **error);
DgRun *dg_session_new_run (DgSession *self, const DgBrief *brief, const DgRunOptions *options, GError **error);
void dg_session_plan_extension_async (DgSession *self,
                                      const char *about,
                                      guint n_records,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer data);
DgOutline *dg_session_plan_extension_finish (DgSession *self, GAsyncResult *result, char **say, GError **error);

G_END_DECLS
