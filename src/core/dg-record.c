/* dg-record.c: one row of a dataset, an input and the answer expected for it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-record.h"

struct _DgRecord
{
  GObject parent_instance;

  char *input;     /* (owned) */
  char *answer;    /* (owned) exact text, never reprinted */
  guint plan_line; /* 1-based; 0: made without a plan */
  guint number;    /* 1-based row in its dataset; 0: not in one yet */
  DgOrigin origin;
  DgReview review;
  char *note;    /* (owned) (nullable) the person's */
  char *flag;    /* (owned) (nullable) what a reviewer should look at */
  char *problem; /* (owned) (nullable) what the program finds wrong with it */
};

G_DEFINE_FINAL_TYPE (DgRecord, dg_record, G_TYPE_OBJECT)

static const char *const review_ids[] = { "none", "approved", "rejected" };
static const char *const origin_ids[] = { "model", "sample", "hand", "import" };

static void
dg_record_finalize (GObject *object)
{
  DgRecord *self = DG_RECORD (object);

  g_clear_pointer (&self->input, g_free);
  g_clear_pointer (&self->answer, g_free);
  g_clear_pointer (&self->note, g_free);
  g_clear_pointer (&self->flag, g_free);
  g_clear_pointer (&self->problem, g_free);

  G_OBJECT_CLASS (dg_record_parent_class)->finalize (object);
}

static void
dg_record_class_init (DgRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dg_record_finalize;
}

static void
dg_record_init (DgRecord *self)
{
}

/**
 * dg_record_new:
 * @input: the input column, UTF-8
 * @answer: the answer column, UTF-8; structured answers are JSON or XML text
 * @plan_line: the line of the coverage plan it was made for, or 0
 *
 * Returns: (transfer full): a record that is in no dataset yet
 */
DgRecord *
dg_record_new (const char *input, const char *answer, guint plan_line)
{
  g_return_val_if_fail (input != NULL && answer != NULL, NULL);

  DgRecord *self = g_object_new (DG_TYPE_RECORD, NULL);

  self->input = g_strdup (input);
  self->answer = g_strdup (answer);
  self->plan_line = plan_line;

  return self;
}

/**
 * dg_record_get_input:
 * @self: a record
 *
 * Returns: the input column
 */
const char *
dg_record_get_input (DgRecord *self)
{
  g_return_val_if_fail (DG_IS_RECORD (self), NULL);

  return self->input;
}

/**
 * dg_record_get_answer:
 * @self: a record
 *
 * Returns: the answer column
 */
const char *
dg_record_get_answer (DgRecord *self)
{
  g_return_val_if_fail (DG_IS_RECORD (self), NULL);

  return self->answer;
}

/**
 * dg_record_get_plan_line:
 * @self: a record
 *
 * Returns: the line of the coverage plan it was made for, 0 if none
 */
guint
dg_record_get_plan_line (DgRecord *self)
{
  g_return_val_if_fail (DG_IS_RECORD (self), 0);

  return self->plan_line;
}

/**
 * dg_record_get_number:
 * @self: a record
 *
 * Returns: its row in the dataset, counted from 1; 0 while it is in none
 */
guint
dg_record_get_number (DgRecord *self)
{
  g_return_val_if_fail (DG_IS_RECORD (self), 0);

  return self->number;
}

/**
 * dg_record_set_number:
 * @self: a record
 * @number: its row in the dataset, counted from 1
 */
void
dg_record_set_number (DgRecord *self, guint number)
{
  g_return_if_fail (DG_IS_RECORD (self));

  self->number = number;
}

/**
 * dg_review_get_id:
 * @review: a review
 *
 * Returns: the word for it in files, in reports and in the database
 */
const char *
dg_review_get_id (DgReview review)
{
  g_return_val_if_fail ((guint) review < G_N_ELEMENTS (review_ids), review_ids[0]);

  return review_ids[review];
}

/**
 * dg_review_from_id:
 * @id: (nullable): a word
 * @review: (out): what it stands for
 *
 * Returns: whether @id is such a word
 */
gboolean
dg_review_from_id (const char *id, DgReview *review)
{
  g_return_val_if_fail (review != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (review_ids); i++)
    if (g_strcmp0 (id, review_ids[i]) == 0)
      {
        *review = i;
        return TRUE;
      }

  return FALSE;
}

/**
 * dg_origin_get_id:
 * @origin: an origin
 *
 * Returns: the word for it in files, in reports and in the database
 */
const char *
dg_origin_get_id (DgOrigin origin)
{
  g_return_val_if_fail ((guint) origin < G_N_ELEMENTS (origin_ids), origin_ids[0]);

  return origin_ids[origin];
}

/**
 * dg_origin_from_id:
 * @id: (nullable): a word
 * @origin: (out): what it stands for
 *
 * Returns: whether @id is such a word
 */
gboolean
dg_origin_from_id (const char *id, DgOrigin *origin)
{
  g_return_val_if_fail (origin != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (origin_ids); i++)
    if (g_strcmp0 (id, origin_ids[i]) == 0)
      {
        *origin = i;
        return TRUE;
      }

  return FALSE;
}

/**
 * dg_record_get_origin:
 * @self: a record
 *
 * Returns: where it came from
 */
DgOrigin
dg_record_get_origin (DgRecord *self)
{
  g_return_val_if_fail (DG_IS_RECORD (self), DG_ORIGIN_MODEL);

  return self->origin;
}

/**
 * dg_record_set_origin:
 * @self: a record
 * @origin: where it came from
 */
void
dg_record_set_origin (DgRecord *self, DgOrigin origin)
{
  g_return_if_fail (DG_IS_RECORD (self));

  self->origin = origin;
}

/**
 * dg_record_get_review:
 * @self: a record
 *
 * Returns: what the person thought of it
 */
DgReview
dg_record_get_review (DgRecord *self)
{
  g_return_val_if_fail (DG_IS_RECORD (self), DG_REVIEW_NONE);

  return self->review;
}

/**
 * dg_record_set_review:
 * @self: a record
 * @review: what the person thought of it
 */
void
dg_record_set_review (DgRecord *self, DgReview review)
{
  g_return_if_fail (DG_IS_RECORD (self));

  self->review = review;
}

/**
 * dg_record_get_note:
 * @self: a record
 *
 * Returns: (nullable): the person's note on it; %NULL for nothing
 */
const char *
dg_record_get_note (DgRecord *self)
{
  g_return_val_if_fail (DG_IS_RECORD (self), NULL);

  return self->note;
}

/**
 * dg_record_set_note:
 * @self: a record
 * @note: (nullable): the person's note on it; empty is the same as %NULL
 */
void
dg_record_set_note (DgRecord *self, const char *note)
{
  g_return_if_fail (DG_IS_RECORD (self));

  char *kept = note != NULL && *note != '\0' ? g_strdup (note) : NULL;

  g_free (self->note);
  self->note = kept;
}

/**
 * dg_record_get_flag:
 * @self: a record
 *
 * Returns: (nullable): what a reviewer should look at; %NULL for nothing
 */
const char *
dg_record_get_flag (DgRecord *self)
{
  g_return_val_if_fail (DG_IS_RECORD (self), NULL);

  return self->flag;
}

/**
 * dg_record_set_flag:
 * @self: a record
 * @flag: (nullable): what a reviewer should look at; empty is the same as %NULL
 */
void
dg_record_set_flag (DgRecord *self, const char *flag)
{
  g_return_if_fail (DG_IS_RECORD (self));

  char *kept = flag != NULL && *flag != '\0' ? g_strdup (flag) : NULL;

  g_free (self->flag);
  self->flag = kept;
}

/**
 * dg_record_get_problem:
 * @self: a record
 *
 * Returns: (nullable): what is wrong with it as the program sees it – its format, a duplicate –, for a person; %NULL
 * for nothing that is known
 */
const char *
dg_record_get_problem (DgRecord *self)
{
  g_return_val_if_fail (DG_IS_RECORD (self), NULL);

  return self->problem;
}

/**
 * dg_record_set_problem:
 * @self: a record
 * @problem: (nullable): what is wrong with it; empty is the same as %NULL
 */
void
dg_record_set_problem (DgRecord *self, const char *problem)
{
  g_return_if_fail (DG_IS_RECORD (self));

  char *kept = problem != NULL && *problem != '\0' ? g_strdup (problem) : NULL;

  g_free (self->problem);
  self->problem = kept;
}

/**
 * dg_refusal_get_id:
 * @reason: a reason
 *
 * Returns: the word that stands for it in the database
 */
const char *
dg_refusal_get_id (DgRefusal reason)
{
  switch (reason)
    {
    case DG_REFUSAL_INVALID:
      return "invalid";
    case DG_REFUSAL_DUPLICATE:
      return "duplicate";
    case DG_REFUSAL_CONFLICT:
      return "conflict";
    case DG_REFUSAL_SURPLUS:
      return "surplus";
    default:
      g_return_val_if_reached ("invalid");
    }
}

/**
 * dg_refusal_from_id:
 * @id: (nullable): a word as dg_refusal_get_id() makes it
 * @reason: (out): the reason it stands for
 *
 * Returns: whether there is such a reason
 */
gboolean
dg_refusal_from_id (const char *id, DgRefusal *reason)
{
  g_return_val_if_fail (reason != NULL, FALSE);

  for (DgRefusal r = DG_REFUSAL_INVALID; r <= DG_REFUSAL_SURPLUS; r++)
    if (g_strcmp0 (id, dg_refusal_get_id (r)) == 0)
      {
        *reason = r;
        return TRUE;
      }

  return FALSE;
}

/**
 * dg_refused_record_new:
 * @reason: why it is refused
 * @detail: the same for a person
 * @raw: what the model wrote
 * @plan_line: the line of the plan it was made for, or 0
 *
 * Returns: (transfer full): a refused record
 */
DgRefusedRecord *
dg_refused_record_new (DgRefusal reason, const char *detail, const char *raw, guint plan_line)
{
  g_return_val_if_fail (detail != NULL && raw != NULL, NULL);

  DgRefusedRecord *self = g_new0 (DgRefusedRecord, 1);

  self->reason = reason;
  self->detail = g_strdup (detail);
  self->raw = g_strdup (raw);
  self->plan_line = plan_line;

  return self;
}

/**
 * dg_refused_record_free:
 * @self: (transfer full): a refused record
 */
void
dg_refused_record_free (DgRefusedRecord *self)
{
  g_free (self->detail);
  g_free (self->raw);
  g_free (self);
}
