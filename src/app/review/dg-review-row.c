/* dg-review-row.c: a record as the table shows it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-review-row.h"

#include <glib/gi18n.h>

/**
 * DgReviewRow:
 *
 * The beginning of a record's texts, on one line, and what is thought of it. It is made before the record is loaded,
 * and fills in when that has happened.
 */
struct _DgReviewRow
{
  GObject parent_instance;

  guint number; /* the record's row in the file, counted from 1 */
  char *input;  /* (owned) (nullable): NULL until it is loaded */
  char *answer; /* (owned) (nullable): likewise */
  DgReview review;
  gboolean noted;
  gboolean look; /* whether it has a flag or a problem */
};

G_DEFINE_FINAL_TYPE (DgReviewRow, dg_review_row, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_NUMBER,
  PROP_INPUT,
  PROP_ANSWER,
  PROP_STATE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* A label that is given line ends makes its row higher. */
static char *
dup_line (const char *text)
{
  GString *line = g_string_new (NULL);
  gboolean space = FALSE;

  for (guint n = 0; *text != '\0' && n < DG_REVIEW_ROW_CHARACTERS; text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);

      if (g_unichar_isspace (character) || g_unichar_iscntrl (character))
        {
          space = line->len > 0;
          continue;
        }
      if (space)
        g_string_append_c (line, ' ');
      g_string_append_unichar (line, character);
      space = FALSE;
      n++;
    }

  return g_string_free (line, FALSE);
}

static void
set_line (DgReviewRow *self, char **line, const char *text, guint property)
{
  g_autofree char *changed = dup_line (text);

  if (g_strcmp0 (*line, changed) == 0)
    return;

  g_free (*line);
  *line = g_steal_pointer (&changed);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static gboolean
is_there (const char *text)
{
  return text != NULL && *text != '\0';
}

static void
dg_review_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DgReviewRow *self = DG_REVIEW_ROW (object);

  switch (id)
    {
    case PROP_NUMBER:
      g_value_set_uint (value, self->number);
      break;
    case PROP_INPUT:
      g_value_set_string (value, dg_review_row_get_input (self));
      break;
    case PROP_ANSWER:
      g_value_set_string (value, dg_review_row_get_answer (self));
      break;
    case PROP_STATE:
      g_value_take_string (value, dg_review_row_dup_state (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dg_review_row_finalize (GObject *object)
{
  DgReviewRow *self = DG_REVIEW_ROW (object);

  g_clear_pointer (&self->input, g_free);
  g_clear_pointer (&self->answer, g_free);

  G_OBJECT_CLASS (dg_review_row_parent_class)->finalize (object);
}

static void
dg_review_row_class_init (DgReviewRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = dg_review_row_get_property;
  object_class->finalize = dg_review_row_finalize;

  /**
   * DgReviewRow:number:
   *
   * Which record, its row in the file counted from 1.
   */
  properties[PROP_NUMBER] = g_param_spec_uint ("number", NULL, NULL, 0, G_MAXUINT, 0, flags);

  /**
   * DgReviewRow:input:
   *
   * The beginning of its input, on one line; empty until it is loaded.
   */
  properties[PROP_INPUT] = g_param_spec_string ("input", NULL, NULL, NULL, flags);

  /**
   * DgReviewRow:answer:
   *
   * The beginning of its answer, on one line; empty until it is loaded.
   */
  properties[PROP_ANSWER] = g_param_spec_string ("answer", NULL, NULL, NULL, flags);

  /**
   * DgReviewRow:state:
   *
   * What is thought of it, in words; notified of whenever any of that changes.
   */
  properties[PROP_STATE] = g_param_spec_string ("state", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
dg_review_row_init (DgReviewRow *self)
{
}

/**
 * dg_review_row_new:
 * @number: which record, its row in the file counted from 1
 *
 * Returns: (transfer full): a row that has not been filled yet
 */
DgReviewRow *
dg_review_row_new (guint number)
{
  DgReviewRow *self = g_object_new (DG_TYPE_REVIEW_ROW, NULL);

  self->number = number;

  return self;
}

/**
 * dg_review_row_fill:
 * @self: a row
 * @record: the record, whole or its beginning
 *
 * Takes over what the record says.
 */
void
dg_review_row_fill (DgReviewRow *self, DgRecord *record)
{
  g_return_if_fail (DG_IS_REVIEW_ROW (self));
  g_return_if_fail (DG_IS_RECORD (record));

  DgReview review = dg_record_get_review (record);
  gboolean noted = is_there (dg_record_get_note (record));
  gboolean look = is_there (dg_record_get_flag (record)) || is_there (dg_record_get_problem (record));

  set_line (self, &self->input, dg_record_get_input (record), PROP_INPUT);
  set_line (self, &self->answer, dg_record_get_answer (record), PROP_ANSWER);

  if (self->review == review && self->noted == noted && self->look == look)
    return;

  self->review = review;
  self->noted = noted;
  self->look = look;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/**
 * dg_review_row_get_number:
 * @self: a row
 *
 * Returns: which record, its row in the file counted from 1
 */
guint
dg_review_row_get_number (DgReviewRow *self)
{
  g_return_val_if_fail (DG_IS_REVIEW_ROW (self), 0);

  return self->number;
}

/**
 * dg_review_row_set_number:
 * @self: a row
 * @number: its number now that a record before it came or went
 */
void
dg_review_row_set_number (DgReviewRow *self, guint number)
{
  g_return_if_fail (DG_IS_REVIEW_ROW (self));

  if (self->number == number)
    return;

  self->number = number;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NUMBER]);
}

/**
 * dg_review_row_is_filled:
 * @self: a row
 *
 * Returns: whether its record has been loaded
 */
gboolean
dg_review_row_is_filled (DgReviewRow *self)
{
  g_return_val_if_fail (DG_IS_REVIEW_ROW (self), FALSE);

  return self->input != NULL;
}

/**
 * dg_review_row_get_input:
 * @self: a row
 *
 * Returns: (transfer none): the beginning of its input, on one line
 */
const char *
dg_review_row_get_input (DgReviewRow *self)
{
  g_return_val_if_fail (DG_IS_REVIEW_ROW (self), NULL);

  return self->input != NULL ? self->input : "";
}

/**
 * dg_review_row_get_answer:
 * @self: a row
 *
 * Returns: (transfer none): the beginning of its answer, on one line
 */
const char *
dg_review_row_get_answer (DgReviewRow *self)
{
  g_return_val_if_fail (DG_IS_REVIEW_ROW (self), NULL);

  return self->answer != NULL ? self->answer : "";
}

/**
 * dg_review_row_get_review:
 * @self: a row
 *
 * Returns: what the person thought of it
 */
DgReview
dg_review_row_get_review (DgReviewRow *self)
{
  g_return_val_if_fail (DG_IS_REVIEW_ROW (self), DG_REVIEW_NONE);

  return self->review;
}

/**
 * dg_review_row_set_review:
 * @self: a row
 * @review: what the person thinks of it, which is about to be saved
 */
void
dg_review_row_set_review (DgReviewRow *self, DgReview review)
{
  g_return_if_fail (DG_IS_REVIEW_ROW (self));

  if (self->review == review)
    return;

  self->review = review;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/**
 * dg_review_row_get_noted:
 * @self: a row
 *
 * Returns: whether it has a note
 */
gboolean
dg_review_row_get_noted (DgReviewRow *self)
{
  g_return_val_if_fail (DG_IS_REVIEW_ROW (self), FALSE);

  return self->noted;
}

/**
 * dg_review_row_get_look:
 * @self: a row
 *
 * Returns: whether somebody should look at it, for it has a flag or a problem
 */
gboolean
dg_review_row_get_look (DgReviewRow *self)
{
  g_return_val_if_fail (DG_IS_REVIEW_ROW (self), FALSE);

  return self->look;
}

/**
 * dg_review_row_dup_state:
 * @self: a row
 *
 * Returns: (transfer full): its state in words; empty when there is nothing to say
 */
char *
dg_review_row_dup_state (DgReviewRow *self)
{
  g_return_val_if_fail (DG_IS_REVIEW_ROW (self), NULL);

  const char *words[4] = { NULL };
  guint n = 0;

  if (self->review == DG_REVIEW_APPROVED)
    words[n++] = _ ("Approved");
  else if (self->review == DG_REVIEW_REJECTED)
    words[n++] = _ ("Rejected");
  if (self->look)
    words[n++] = _ ("Needs a look");
  if (self->noted)
    words[n++] = _ ("Has a note");

  return g_strjoinv (", ", (char **) words);
}
