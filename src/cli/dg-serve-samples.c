/* dg-serve-samples.c: the endpoints generate-samples and annotate
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>

#include "dg-serve.h"

static void
answer_round (DgServeCall *call, gboolean with_rules)
{
  const DgDraft *draft = dg_session_get_draft (call->session);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  dg_cli_set_string (builder, "session", draft->id);
  if (with_rules)
    dg_cli_add_rules (builder, draft);
  dg_cli_add_samples (builder, draft);
  dg_cli_set_string (builder, "question", dg_session_get_question (call->session));
  json_builder_end_object (builder);
  dg_serve_call_answer (call, SOUP_STATUS_OK, builder);
}

/* --- generate-samples --- */

static void
answer_samples (DgServeCall *call)
{
  answer_round (call, FALSE);
}

static void
make_samples (DgServeCall *call)
{
  call->next = answer_samples;
  dg_session_make_samples_async (call->session, dg_serve_get_cancellable (call), dg_serve_call_step_cb, call);
}

/**
 * dg_serve_generate_samples:
 * @call: (transfer full): a request
 *
 * `generate-samples`: the first round.
 */
void
dg_serve_generate_samples (DgServeCall *call)
{
  static const char *const members[] = { "session", "model", NULL };
  GError *error = NULL;

  if (dg_serve_fields_check (call->body, _ ("this request"), members, &error))
    dg_serve_call_open_session (call, DG_CLI_MODEL_NEEDED, make_samples);
  else
    dg_serve_call_fail (call, error);
}

/* --- annotate --- */

typedef struct
{
  GArray *annotations; /* (owned) (element-type DgAnnotation) */
  GArray *changes;     /* (owned) (element-type DgRuleChange) */
  GArray *cards;       /* (owned) (element-type guint): to be made anew */
  GPtrArray *texts;    /* (owned) (element-type utf8): of all of them */
  gboolean all;        /* every card anew that is not approved or edited */
  gboolean iterate;
} Review;

static void
free_review (Review *review)
{
  g_array_unref (review->annotations);
  g_array_unref (review->changes);
  g_array_unref (review->cards);
  g_ptr_array_unref (review->texts);
  g_free (review);
}

static gboolean
keep_text (Review *review, DgJsonValue object, const char *name, const char **text, GError **error)
{
  char *own = NULL;

  if (!dg_serve_fields_get_string (object, name, &own, error))
    return FALSE;
  *text = own;
  if (own != NULL)
    g_ptr_array_add (review->texts, own);

  return TRUE;
}

static gboolean
read_annotation (Review *review, DgJsonValue value, GError **error)
{
  static const char *const members[] = { "id", "note", "input", "answer", "approve", "reopen", NULL };
  DgAnnotation annotation = { 0 };
  gint64 card;

  if (!dg_serve_fields_check (value, "annotations", members, error) ||
      !dg_serve_fields_get_number (value, "id", 1, DG_N_SAMPLES, &card, error) ||
      !keep_text (review, value, "note", &annotation.note, error) ||
      !keep_text (review, value, "input", &annotation.input, error) ||
      !keep_text (review, value, "answer", &annotation.answer, error) ||
      !dg_serve_fields_get_boolean (value, "approve", &annotation.approve, error) ||
      !dg_serve_fields_get_boolean (value, "reopen", &annotation.reopen, error))
    return FALSE;
  annotation.card = (guint) card;
  g_array_append_val (review->annotations, annotation);

  return TRUE;
}

static gboolean
read_new_rule (Review *review, DgJsonValue value, const char *text, GError **error)
{
  DgRuleChange change = { .action = DG_RULE_ADD, .text = text, .column = DG_COLUMN_INPUT };
  const char *about;

  if (!keep_text (review, value, "about", &about, error))
    return FALSE;
  if (text == NULL || (about != NULL && !dg_column_from_id (about, &change.column)))
    {
      g_set_error_literal (error, DG_SERVE_ERROR, DG_SERVE_ERROR_VALUE,
                           _ ("A new rule has a text, and about is input or answer"));
      return FALSE;
    }
  g_array_append_val (review->changes, change);

  return TRUE;
}

/* Without an id a rule is a new one. */
static gboolean
read_rule (Review *review, DgJsonValue value, GError **error)
{
  static const char *const members[] = { "id", "text", "about", "on", "delete", NULL };
  DgRuleChange change = { .action = DG_RULE_EDIT };
  DgJsonValue found;
  gboolean on = FALSE;
  gboolean deleted = FALSE;
  gint64 id;

  if (!dg_serve_fields_check (value, "rules", members, error) ||
      !keep_text (review, value, "text", &change.text, error))
    return FALSE;
  if (!dg_serve_fields_find (value, "id", &found))
    return read_new_rule (review, value, change.text, error);
  if (!dg_serve_fields_get_number (value, "id", 1, G_MAXINT, &id, error) ||
      !dg_serve_fields_get_boolean (value, "on", &on, error) ||
      !dg_serve_fields_get_boolean (value, "delete", &deleted, error))
    return FALSE;

  change.id = (guint) id;
  if (change.text != NULL)
    g_array_append_val (review->changes, change);
  if (dg_serve_fields_find (value, "on", &found))
    {
      change.action = on ? DG_RULE_TURN_ON : DG_RULE_TURN_OFF;
      g_array_append_val (review->changes, change);
    }
  change.action = DG_RULE_DELETE;
  if (deleted)
    g_array_append_val (review->changes, change);

  return TRUE;
}

static gboolean
read_card (Review *review, DgJsonValue value, GError **error)
{
  gboolean quoted = dg_json_value_get_value_type (value) == DG_JSON_STRING;
  g_autofree char *text = quoted ? dg_json_value_dup_string (value) : dg_json_value_dup_source (value);
  gint64 number;
  guint card;

  if (!g_ascii_string_to_signed (text, 10, 1, DG_N_SAMPLES, &number, NULL))
    {
      g_set_error (error, DG_SERVE_ERROR, DG_SERVE_ERROR_VALUE, _ ("regenerate must be “all” or ids from 1 to %d"),
                   DG_N_SAMPLES);
      return FALSE;
    }
  card = (guint) number;
  g_array_append_val (review->cards, card);

  return TRUE;
}

typedef gboolean (*ReadFunc) (Review *review, DgJsonValue value, GError **error);

static gboolean
read_each (Review *review, DgJsonValue body, const char *name, ReadFunc read, GError **error)
{
  DgJsonIter iter;
  DgJsonValue array;
  DgJsonValue value;

  if (!dg_serve_fields_get_array (body, name, &array, error))
    return FALSE;
  if (array.document == NULL)
    return TRUE;

  dg_json_iter_init (&iter, array);
  while (dg_json_iter_next (&iter, NULL, &value))
    if (!read (review, value, error))
      return FALSE;

  return TRUE;
}

static gboolean
read_review (Review *review, DgJsonValue body, GError **error)
{
  static const char *const members[] = { "session", "annotations", "rules", "iterate", "regenerate", "model", NULL };
  DgJsonValue regenerate;

  if (!dg_serve_fields_check (body, _ ("this request"), members, error) ||
      !read_each (review, body, "annotations", read_annotation, error) ||
      !read_each (review, body, "rules", read_rule, error) ||
      !dg_serve_fields_get_boolean (body, "iterate", &review->iterate, error))
    return FALSE;
  review->all =
      dg_serve_fields_find (body, "regenerate", &regenerate) && dg_json_value_equals_string (regenerate, "all");
  if (!review->all && !read_each (review, body, "regenerate", read_card, error))
    return FALSE;
  if (!review->iterate || (!review->all && review->cards->len == 0))
    return TRUE;

  g_set_error_literal (error, DG_SERVE_ERROR, DG_SERVE_ERROR_VALUE, _ ("Give iterate or regenerate, not both"));

  return FALSE;
}

static void
answer_review (DgServeCall *call)
{
  answer_round (call, TRUE);
}

static void
make_round (DgServeCall *call)
{
  const Review *review = call->work;
  GCancellable *cancellable = dg_serve_get_cancellable (call);

  call->next = answer_review;
  if (review->iterate)
    dg_session_iterate_async (call->session, cancellable, dg_serve_call_step_cb, call);
  else if (review->all || review->cards->len > 0)
    dg_session_regenerate_async (call->session, (const guint *) (gpointer) review->cards->data, review->cards->len,
                                 cancellable, dg_serve_call_step_cb, call);
  else
    answer_review (call);
}

static void
change_rules (DgServeCall *call)
{
  const Review *review = call->work;

  call->next = make_round;
  if (review->changes->len == 0)
    make_round (call);
  else
    dg_session_change_rules_async (call->session, (const DgRuleChange *) (gpointer) review->changes->data,
                                   review->changes->len, dg_serve_get_cancellable (call), dg_serve_call_step_cb, call);
}

static void
annotate (DgServeCall *call)
{
  const Review *review = call->work;

  call->next = change_rules;
  if (review->annotations->len == 0)
    change_rules (call);
  else
    dg_session_annotate_async (call->session, (const DgAnnotation *) (gpointer) review->annotations->data,
                               review->annotations->len, dg_serve_get_cancellable (call), dg_serve_call_step_cb, call);
}

/**
 * dg_serve_annotate:
 * @call: (transfer full): a request
 *
 * `annotate`: annotations, then rules, then the next round.
 */
void
dg_serve_annotate (DgServeCall *call)
{
  Review *review = g_new0 (Review, 1);
  GError *error = NULL;

  review->annotations = g_array_new (FALSE, FALSE, sizeof (DgAnnotation));
  review->changes = g_array_new (FALSE, FALSE, sizeof (DgRuleChange));
  review->cards = g_array_new (FALSE, FALSE, sizeof (guint));
  review->texts = g_ptr_array_new_with_free_func (g_free);
  call->work = review;
  call->free_work = (GDestroyNotify) free_review;
  if (!read_review (review, call->body, &error))
    {
      dg_serve_call_fail (call, error);
      return;
    }

  dg_serve_call_open_session (call,
                              review->iterate || review->all || review->cards->len > 0 ? DG_CLI_MODEL_NEEDED
                                                                                       : DG_CLI_MODEL_OPTIONAL,
                              annotate);
}
