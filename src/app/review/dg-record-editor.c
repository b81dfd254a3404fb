/* dg-record-editor.c: a record of a dataset, to be read and edited
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-record-editor.h"

#include <glib/gi18n.h>
#include <string.h>

#include "dg-record-checker.h"
#include "dg-record-field.h"

/* How long nobody types before what was typed is saved, in milliseconds. */
#define SAVE_PAUSE_MS 1000

/* How long saving takes before it is talked about, in milliseconds. */
#define SAVING_MS 300

/**
 * DgRecordEditor:
 *
 * What is typed is checked at once, and saved in a pause, when keys go elsewhere and before another record is shown.
 * Each time it is saved is a step that can be undone.
 */
struct _DgRecordEditor
{
  GtkWidget parent_instance;

  DgReviewHistory *history; /* (owned) (nullable): NULL until it is set */
  DgRecordChecker *checker; /* (owned) */
  DgRecord *record;         /* (owned) (nullable): as it was loaded */
  guint number;             /* the record's, now */
  char *note_saved;         /* (owned) (nullable): the note as the dataset has it */
  gboolean setting;         /* whether it is the program that changes the texts */
  guint save_source;        /* of saving in a pause, 0 when nothing was typed */
  guint status_source;      /* of talking about saving, 0 when there is nothing to say */
  char *plan;               /* (owned) (nullable): what the record was made for */

  /* template */
  GtkWidget *content;
  GtkLabel *title;
  GtkLabel *caption;
  GtkLabel *status;
  GtkWidget *flag_box;
  GtkLabel *flag;
  DgRecordField *input;
  DgRecordField *answer;
  GtkEditable *note;
};

G_DEFINE_FINAL_TYPE (DgRecordEditor, dg_record_editor, GTK_TYPE_WIDGET)

static gboolean
is_there (const char *text)
{
  return text != NULL && *text != '\0';
}

static GtkTextView *
get_view (DgRecordEditor *self, DgRecordPart part)
{
  return dg_text_field_get_view (DG_TEXT_FIELD (part == DG_RECORD_PART_INPUT ? self->input : self->answer));
}

static const char *
get_origin_text (DgOrigin origin)
{
  switch (origin)
    {
    case DG_ORIGIN_MODEL:
      return _ ("made by the model");
    case DG_ORIGIN_SAMPLE:
      return _ ("from the samples");
    case DG_ORIGIN_HAND:
      return _ ("written or changed by hand");
    case DG_ORIGIN_IMPORT:
      return _ ("imported");
    default:
      return "";
    }
}

static void
show_caption (DgRecordEditor *self)
{
  const char *origin = self->record != NULL ? get_origin_text (dg_record_get_origin (self->record)) : "";
  g_autofree char *caption =
      is_there (self->plan) ? g_strdup_printf ("%s · %s", self->plan, origin) : g_strdup (origin);

  gtk_label_set_label (self->caption, caption);
}

static void
show_problems (DgRecordEditor *self, GPtrArray *problems)
{
  g_autofree char *input = dg_problems_dup_text (problems, DG_COLUMN_INPUT);
  g_autofree char *answer = dg_problems_dup_text (problems, DG_COLUMN_ANSWER);

  dg_text_field_set_problem (DG_TEXT_FIELD (self->input), input);
  dg_text_field_set_problem (DG_TEXT_FIELD (self->answer), answer);
}

static void
check (DgRecordEditor *self)
{
  g_autofree char *input = NULL;
  g_autofree char *answer = NULL;

  if (self->record == NULL)
    return;

  input = dg_text_field_dup_text (DG_TEXT_FIELD (self->input));
  answer = dg_text_field_dup_text (DG_TEXT_FIELD (self->answer));
  dg_record_checker_check (self->checker, input, answer);
}

static void
checked_cb (DgRecordEditor *self, GPtrArray *problems)
{
  show_problems (self, problems);
}

/* --- saving --- */

static void
stop_source (guint *source)
{
  if (*source != 0)
    g_source_remove (*source);
  *source = 0;
}

static gboolean
save_in_pause_cb (gpointer data)
{
  DgRecordEditor *self = data;

  self->save_source = 0;
  dg_record_editor_save (self);

  return G_SOURCE_REMOVE;
}

static void
edited_cb (DgRecordEditor *self)
{
  if (self->setting || self->record == NULL)
    return;

  gtk_label_set_label (self->status, "");
  stop_source (&self->save_source);
  self->save_source = g_timeout_add (SAVE_PAUSE_MS, save_in_pause_cb, self);
  dg_record_checker_expect (self->checker);
}

/* The texts are taken when their turn has come: nothing is copied for each key. */
static void
wanted_cb (DgRecordEditor *self)
{
  check (self);
}

static gboolean
show_saving_cb (gpointer data)
{
  DgRecordEditor *self = data;

  self->status_source = 0;
  gtk_label_set_label (self->status, _ ("Saving…"));

  return G_SOURCE_REMOVE;
}

static void
state_cb (DgRecordEditor *self)
{
  gboolean saving = dg_review_history_get_saving (self->history);

  if (dg_review_history_get_error (self->history) != NULL)
    {
      stop_source (&self->status_source);
      gtk_label_set_label (self->status, _ ("Not saved"));
    }
  else if (saving && self->status_source == 0)
    self->status_source = g_timeout_add (SAVING_MS, show_saving_cb, self);
  else if (!saving)
    stop_source (&self->status_source);
}

static void
saved_cb (DgRecordEditor *self)
{
  if (self->save_source == 0 && !dg_review_history_get_saving (self->history))
    gtk_label_set_label (self->status, _ ("Saved"));
}

/* --- showing --- */

/* What is being typed is worth more than what was loaded. */
static void
show_text (DgRecordField *field, const char *text, gboolean other)
{
  if (other || !dg_text_field_is_changed (DG_TEXT_FIELD (field)))
    dg_record_field_set_text (field, text, other);
}

static void
show_note (DgRecordEditor *self, const char *note, gboolean other)
{
  const char *now = gtk_editable_get_text (self->note);

  if (!other && g_strcmp0 (now, self->note_saved) != 0)
    return;

  g_free (self->note_saved);
  self->note_saved = g_strdup (note);
  if (strcmp (now, note) != 0)
    gtk_editable_set_text (self->note, note);
}

/* --- life --- */

static void
dg_record_editor_dispose (GObject *object)
{
  DgRecordEditor *self = DG_RECORD_EDITOR (object);
  GtkWidget *child;

  /* a field that goes loses the keys, and would be saved */
  g_clear_object (&self->record);
  stop_source (&self->save_source);
  stop_source (&self->status_source);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->history);
  g_clear_object (&self->checker);
  g_clear_pointer (&self->note_saved, g_free);
  g_clear_pointer (&self->plan, g_free);

  G_OBJECT_CLASS (dg_record_editor_parent_class)->dispose (object);
}

static void
dg_record_editor_class_init (DgRecordEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_record_editor_dispose;

  g_type_ensure (DG_TYPE_RECORD_FIELD);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/review/dg-record-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, DgRecordEditor, content);
  gtk_widget_class_bind_template_child (widget_class, DgRecordEditor, title);
  gtk_widget_class_bind_template_child (widget_class, DgRecordEditor, caption);
  gtk_widget_class_bind_template_child (widget_class, DgRecordEditor, status);
  gtk_widget_class_bind_template_child (widget_class, DgRecordEditor, flag_box);
  gtk_widget_class_bind_template_child (widget_class, DgRecordEditor, flag);
  gtk_widget_class_bind_template_child (widget_class, DgRecordEditor, input);
  gtk_widget_class_bind_template_child (widget_class, DgRecordEditor, answer);
  gtk_widget_class_bind_template_child (widget_class, DgRecordEditor, note);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, dg_record_editor_save);
}

static void
dg_record_editor_init (DgRecordEditor *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  self->checker = dg_record_checker_new ();
  g_signal_connect_object (self->checker, "wanted", G_CALLBACK (wanted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->checker, "checked", G_CALLBACK (checked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (dg_record_editor_save), self);
  gtk_widget_add_controller (GTK_WIDGET (self->note), focus);
}

/**
 * dg_record_editor_set_history:
 * @self: the editor
 * @history: what saves changes; once
 */
void
dg_record_editor_set_history (DgRecordEditor *self, DgReviewHistory *history)
{
  g_return_if_fail (DG_IS_RECORD_EDITOR (self));
  g_return_if_fail (DG_IS_REVIEW_HISTORY (history) && self->history == NULL);

  self->history = g_object_ref (history);
  g_signal_connect_object (history, "state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (history, "changed", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

/**
 * dg_record_editor_set_check:
 * @self: the editor
 * @check: (nullable): what records should look like; %NULL as long as that is not known
 */
void
dg_record_editor_set_check (DgRecordEditor *self, DgRecordCheck *check_)
{
  g_return_if_fail (DG_IS_RECORD_EDITOR (self));

  dg_record_checker_set_check (self->checker, check_);
  check (self);
}

/**
 * dg_record_editor_get_check:
 * @self: the editor
 *
 * Returns: (transfer none) (nullable): what records should look like
 */
DgRecordCheck *
dg_record_editor_get_check (DgRecordEditor *self)
{
  g_return_val_if_fail (DG_IS_RECORD_EDITOR (self), NULL);

  return dg_record_checker_get_check (self->checker);
}

/**
 * dg_record_editor_get_record:
 * @self: the editor
 *
 * Returns: (transfer none) (nullable): the record, as it was when it was loaded
 */
DgRecord *
dg_record_editor_get_record (DgRecordEditor *self)
{
  g_return_val_if_fail (DG_IS_RECORD_EDITOR (self), NULL);

  return self->record;
}

/**
 * dg_record_editor_set_record:
 * @self: the editor
 * @record: (nullable): a record, whole
 *
 * Shows a record. What was typed into the one before has to be saved already. Texts that are the same stay as they are,
 * with the cursor in them.
 */
void
dg_record_editor_set_record (DgRecordEditor *self, DgRecord *record)
{
  g_return_if_fail (DG_IS_RECORD_EDITOR (self));

  const char *note = record != NULL ? dg_record_get_note (record) : NULL;
  const char *flag = record != NULL ? dg_record_get_flag (record) : NULL;
  gboolean other = record == NULL || self->record == NULL || dg_record_get_number (record) != self->number;

  if (other)
    stop_source (&self->save_source);
  self->setting = TRUE;
  g_set_object (&self->record, record);
  show_text (self->input, record != NULL ? dg_record_get_input (record) : "", other);
  show_text (self->answer, record != NULL ? dg_record_get_answer (record) : "", other);
  show_note (self, note != NULL ? note : "", other);
  self->setting = FALSE;

  gtk_label_set_label (self->flag, flag != NULL ? flag : "");
  gtk_widget_set_visible (self->flag_box, is_there (flag));
  /* what is below, such as Undo, is of use without a record too */
  gtk_widget_set_visible (self->content, record != NULL);
  show_caption (self);
  if (other)
    {
      gtk_label_set_label (self->status, "");
      show_problems (self, NULL);
    }
  check (self);
}

/**
 * dg_record_editor_set_number:
 * @self: the editor
 * @number: the number that the record has now
 * @n_records: how many records the dataset has
 */
void
dg_record_editor_set_number (DgRecordEditor *self, guint number, guint n_records)
{
  g_return_if_fail (DG_IS_RECORD_EDITOR (self));

  /* Translators: which record, of how many */
  g_autofree char *title = g_strdup_printf (_ ("Record %'u of %'u"), number, n_records);

  self->number = number;
  gtk_label_set_label (self->title, number != 0 ? title : "");
}

/**
 * dg_record_editor_set_waiting:
 * @self: the editor
 * @waiting: whether another record is on its way
 *
 * As long as it is, nothing can be typed into the one that is shown still: it was not meant.
 */
void
dg_record_editor_set_waiting (DgRecordEditor *self, gboolean waiting)
{
  g_return_if_fail (DG_IS_RECORD_EDITOR (self));

  if (waiting)
    dg_record_editor_save (self);
  dg_text_field_set_editable (DG_TEXT_FIELD (self->input), !waiting);
  dg_text_field_set_editable (DG_TEXT_FIELD (self->answer), !waiting);
  gtk_editable_set_editable (self->note, !waiting);
}

/**
 * dg_record_editor_set_plan:
 * @self: the editor
 * @plan: (nullable): what the record was made for
 */
void
dg_record_editor_set_plan (DgRecordEditor *self, const char *plan)
{
  g_return_if_fail (DG_IS_RECORD_EDITOR (self));

  if (g_strcmp0 (self->plan, plan) == 0)
    return;

  g_free (self->plan);
  self->plan = g_strdup (plan);
  show_caption (self);
}

/**
 * dg_record_editor_save:
 * @self: the editor
 *
 * Saves what was typed, if anything was.
 */
void
dg_record_editor_save (DgRecordEditor *self)
{
  g_return_if_fail (DG_IS_RECORD_EDITOR (self));

  g_autofree char *input = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *note = NULL;
  g_autofree char *problem = NULL;
  DgRecordChange change = { 0 };

  stop_source (&self->save_source);
  if (self->record == NULL || self->number == 0 || self->history == NULL)
    return;

  input = dg_text_field_dup_text (DG_TEXT_FIELD (self->input));
  answer = dg_text_field_dup_text (DG_TEXT_FIELD (self->answer));
  note = g_strdup (gtk_editable_get_text (self->note));
  change.number = self->number;
  change.input = dg_text_field_is_changed (DG_TEXT_FIELD (self->input)) ? input : NULL;
  change.answer = dg_text_field_is_changed (DG_TEXT_FIELD (self->answer)) ? answer : NULL;
  change.note = g_strcmp0 (note, self->note_saved) != 0 ? note : NULL;
  if (change.input == NULL && change.answer == NULL && change.note == NULL)
    return;

  if (change.input != NULL || change.answer != NULL)
    change.problem = problem = dg_record_checker_dup_problem (self->checker, input, answer);
  dg_text_field_set_saved (DG_TEXT_FIELD (self->input), input);
  dg_text_field_set_saved (DG_TEXT_FIELD (self->answer), answer);
  g_free (self->note_saved);
  self->note_saved = g_steal_pointer (&note);
  change.note = change.note != NULL ? self->note_saved : NULL;
  dg_review_history_change (self->history, &change, 1);
}

/**
 * dg_record_editor_focus:
 * @self: the editor
 * @part: what is to be typed into
 */
void
dg_record_editor_focus (DgRecordEditor *self, DgRecordPart part)
{
  g_return_if_fail (DG_IS_RECORD_EDITOR (self));

  if (part == DG_RECORD_PART_NOTE)
    gtk_widget_grab_focus (GTK_WIDGET (self->note));
  else
    gtk_widget_grab_focus (GTK_WIDGET (get_view (self, part)));
}

/**
 * dg_record_editor_get_buffer:
 * @self: the editor
 * @part: the input or the answer
 *
 * Returns: (transfer none): its text as it is shown
 */
GtkTextBuffer *
dg_record_editor_get_buffer (DgRecordEditor *self, DgRecordPart part)
{
  g_return_val_if_fail (DG_IS_RECORD_EDITOR (self), NULL);
  g_return_val_if_fail (part != DG_RECORD_PART_NOTE, NULL);

  return gtk_text_view_get_buffer (get_view (self, part));
}

/**
 * dg_record_editor_get_note:
 * @self: the editor
 *
 * Returns: (transfer none): the note
 */
GtkEditable *
dg_record_editor_get_note (DgRecordEditor *self)
{
  g_return_val_if_fail (DG_IS_RECORD_EDITOR (self), NULL);

  return self->note;
}
