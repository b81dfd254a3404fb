/* dg-sample-texts.c: the texts of a sample, and what is wrong with them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-sample-texts.h"

#include <glib/gi18n.h>

#include "dg-sample-field.h"

/**
 * DgSampleTexts:
 *
 * Format and limits are checked as one types; what the rules say of it is known when it is saved.
 */
struct _DgSampleTexts
{
  GtkWidget parent_instance;

  DgSampleDesk *desk; /* (owned) (nullable): NULL until it is set */
  DgSampleItem *item; /* (owned) (nullable): likewise */
  char *input;        /* (owned) (nullable): what is being saved */
  char *answer;       /* (owned) (nullable): likewise */

  /* template */
  DgTextField *input_field;
  DgTextField *answer_field;
  GtkWidget *problem_box;
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE (DgSampleTexts, dg_sample_texts, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_EDITED,
  SIGNAL_LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
edited_cb (DgSampleTexts *self)
{
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
left_cb (DgSampleTexts *self)
{
  g_signal_emit (self, signals[SIGNAL_LEFT], 0);
}

/* What could not be saved may be tried again. */
static void
desk_changed_cb (DgSampleTexts *self)
{
  if (!dg_sample_desk_is_idle (self->desk))
    return;

  g_clear_pointer (&self->input, g_free);
  g_clear_pointer (&self->answer, g_free);
}

static gboolean
is_being_saved (DgSampleTexts *self, const char *input, const char *answer)
{
  return g_strcmp0 (self->input, input) == 0 && g_strcmp0 (self->answer, answer) == 0;
}

static void
name_fields (DgSampleTexts *self)
{
  guint card = dg_sample_item_get_card (self->item);
  /* Translators: these are for screen readers; %u is the number of a card. */
  g_autofree char *input = g_strdup_printf (_ ("Input of sample %u"), card);
  g_autofree char *answer = g_strdup_printf (_ ("Answer of sample %u"), card);

  dg_sample_field_set_name (DG_SAMPLE_FIELD (self->input_field), input);
  dg_sample_field_set_name (DG_SAMPLE_FIELD (self->answer_field), answer);
}

static void
dg_sample_texts_dispose (GObject *object)
{
  DgSampleTexts *self = DG_SAMPLE_TEXTS (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->desk);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (dg_sample_texts_parent_class)->dispose (object);
}

static void
dg_sample_texts_finalize (GObject *object)
{
  DgSampleTexts *self = DG_SAMPLE_TEXTS (object);

  g_clear_pointer (&self->input, g_free);
  g_clear_pointer (&self->answer, g_free);

  G_OBJECT_CLASS (dg_sample_texts_parent_class)->finalize (object);
}

static void
dg_sample_texts_class_init (DgSampleTextsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_sample_texts_dispose;
  G_OBJECT_CLASS (klass)->finalize = dg_sample_texts_finalize;

  /**
   * DgSampleTexts::edited:
   * @self: the texts
   *
   * The person has changed one of them.
   */
  signals[SIGNAL_EDITED] = g_signal_new ("edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * DgSampleTexts::left:
   * @self: the texts
   *
   * Keys go elsewhere now.
   */
  signals[SIGNAL_LEFT] = g_signal_new ("left", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (DG_TYPE_SAMPLE_FIELD);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-sample-texts.ui");
  gtk_widget_class_bind_template_child (widget_class, DgSampleTexts, input_field);
  gtk_widget_class_bind_template_child (widget_class, DgSampleTexts, answer_field);
  gtk_widget_class_bind_template_child (widget_class, DgSampleTexts, problem_box);
  gtk_widget_class_bind_template_child (widget_class, DgSampleTexts, problem);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
}

static void
dg_sample_texts_init (DgSampleTexts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dg_sample_texts_set_item:
 * @self: the texts
 * @desk: where they are saved
 * @item: the card that they are on
 *
 * To be called once.
 */
void
dg_sample_texts_set_item (DgSampleTexts *self, DgSampleDesk *desk, DgSampleItem *item)
{
  g_return_if_fail (DG_IS_SAMPLE_TEXTS (self) && self->item == NULL);
  g_return_if_fail (DG_IS_SAMPLE_DESK (desk) && DG_IS_SAMPLE_ITEM (item));

  self->desk = g_object_ref (desk);
  self->item = g_object_ref (item);
  name_fields (self);
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * dg_sample_texts_show:
 * @self: the texts, of a card with a sample
 *
 * Shows what the session has. What is being typed stays.
 */
void
dg_sample_texts_show (DgSampleTexts *self)
{
  g_return_if_fail (DG_IS_SAMPLE_TEXTS (self));

  const DgSample *sample = dg_sample_item_get_sample (self->item);
  const DgSample *before = dg_sample_item_get_before (self->item);

  dg_sample_field_set_text (DG_SAMPLE_FIELD (self->input_field), sample->input, before != NULL ? before->input : NULL);
  dg_sample_field_set_text (DG_SAMPLE_FIELD (self->answer_field), sample->answer,
                            before != NULL ? before->answer : NULL);
}

/**
 * dg_sample_texts_check:
 * @self: the texts
 *
 * Says below the texts what is wrong with them.
 *
 * Returns: whether there is a sample and nothing is wrong with it
 */
gboolean
dg_sample_texts_check (DgSampleTexts *self)
{
  g_return_val_if_fail (DG_IS_SAMPLE_TEXTS (self), FALSE);

  const DgSample *sample = dg_sample_item_get_sample (self->item);
  DgRecordCheck *check = dg_sample_desk_get_check (self->desk);
  g_autofree char *input = dg_text_field_dup_text (self->input_field);
  g_autofree char *answer = dg_text_field_dup_text (self->answer_field);
  g_autoptr (GPtrArray) problems = NULL;
  g_autofree char *in_input = NULL;
  g_autofree char *in_answer = NULL;
  gboolean good, others;

  if (sample == NULL || check == NULL)
    return FALSE;

  good = dg_record_check_run (check, input, answer, &problems);
  in_input = dg_problems_dup_text (problems, DG_COLUMN_INPUT);
  in_answer = dg_problems_dup_text (problems, DG_COLUMN_ANSWER);
  dg_text_field_set_problem (self->input_field, in_input);
  dg_text_field_set_problem (self->answer_field, in_answer);

  others = good && !dg_sample_texts_is_changed (self) && *sample->problems != '\0';
  gtk_label_set_label (self->problem, others ? sample->problems : "");
  gtk_widget_set_visible (self->problem_box, others);

  return good && !others;
}

/**
 * dg_sample_texts_is_changed:
 * @self: the texts
 *
 * Returns: whether one of them is another than the session has
 */
gboolean
dg_sample_texts_is_changed (DgSampleTexts *self)
{
  g_return_val_if_fail (DG_IS_SAMPLE_TEXTS (self), FALSE);

  return dg_text_field_is_changed (self->input_field) || dg_text_field_is_changed (self->answer_field);
}

/**
 * dg_sample_texts_dup_texts:
 * @self: the texts
 *
 * Returns: (transfer full): both, with an empty line between them
 */
char *
dg_sample_texts_dup_texts (DgSampleTexts *self)
{
  g_return_val_if_fail (DG_IS_SAMPLE_TEXTS (self), NULL);

  g_autofree char *input = dg_text_field_dup_text (self->input_field);
  g_autofree char *answer = dg_text_field_dup_text (self->answer_field);

  return g_strconcat (input, "\n\n", answer, NULL);
}

/**
 * dg_sample_texts_set_comparing:
 * @self: the texts
 * @comparing: whether they show what is different, instead of themselves
 */
void
dg_sample_texts_set_comparing (DgSampleTexts *self, gboolean comparing)
{
  g_return_if_fail (DG_IS_SAMPLE_TEXTS (self));

  dg_sample_field_set_comparing (DG_SAMPLE_FIELD (self->input_field), comparing);
  dg_sample_field_set_comparing (DG_SAMPLE_FIELD (self->answer_field), comparing);
}

/**
 * dg_sample_texts_set_editable:
 * @self: the texts
 * @editable: whether keys change them
 */
void
dg_sample_texts_set_editable (DgSampleTexts *self, gboolean editable)
{
  g_return_if_fail (DG_IS_SAMPLE_TEXTS (self));

  dg_text_field_set_editable (self->input_field, editable);
  dg_text_field_set_editable (self->answer_field, editable);
}

/**
 * dg_sample_texts_commit:
 * @self: the texts
 *
 * Saves what was typed, if anything was.
 */
void
dg_sample_texts_commit (DgSampleTexts *self)
{
  g_return_if_fail (DG_IS_SAMPLE_TEXTS (self));

  g_autofree char *input = dg_text_field_dup_text (self->input_field);
  g_autofree char *answer = dg_text_field_dup_text (self->answer_field);
  DgAnnotation annotation = { 0 };

  if (!dg_sample_texts_is_changed (self) || is_being_saved (self, input, answer))
    return;

  annotation.card = dg_sample_item_get_card (self->item);
  annotation.input = dg_text_field_is_changed (self->input_field) ? input : NULL;
  annotation.answer = dg_text_field_is_changed (self->answer_field) ? answer : NULL;
  g_free (self->input);
  self->input = g_strdup (input);
  g_free (self->answer);
  self->answer = g_strdup (answer);
  dg_sample_desk_annotate (self->desk, &annotation);
}

/**
 * dg_sample_texts_focus:
 * @self: the texts
 *
 * Lets keys go to the input.
 */
void
dg_sample_texts_focus (DgSampleTexts *self)
{
  g_return_if_fail (DG_IS_SAMPLE_TEXTS (self));

  gtk_widget_grab_focus (GTK_WIDGET (dg_text_field_get_view (self->input_field)));
}
