/* dg-checklist-part.c: a part of the requirements, to be written by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-checklist-part.h"

#include <glib/gi18n.h>

#include "dg-text-entry.h"

/**
 * DgChecklistPart:
 *
 * A part with its value and where that came from. What is written is handed on when the person has done with it; until
 * then nothing takes it away from them.
 */
struct _DgChecklistPart
{
  AdwPreferencesRow parent_instance;

  DgItem item;
  guint part;
  char *value;    /* (owned): as the session has it, "" for none */
  char *later;    /* (owned) (nullable): what contradicts it */
  gboolean dirty; /* whether the person has written something else */

  /* template */
  GtkLabel *title;
  GtkLabel *source;
  GtkButton *leave_button;
  GtkBox *choices;
  GtkToggleButton *jsonl;
  GtkToggleButton *csv;
  DgTextEntry *entry;
  GtkBox *conflict_box;
  GtkLabel *conflict;
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE (DgChecklistPart, dg_checklist_part, ADW_TYPE_PREFERENCES_ROW)

enum
{
  SIGNAL_EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_left (const char *value)
{
  return g_strcmp0 (value, DG_LEFT_TO_MODEL) == 0;
}

static gboolean
is_choice (DgChecklistPart *self)
{
  return self->item == DG_ITEM_DATASET_FORMAT;
}

/* --- editing --- */

static void
show_problem (DgChecklistPart *self, const char *problem)
{
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
hand_on (DgChecklistPart *self, const char *value)
{
  g_autofree char *reason = NULL;

  if (!dg_checklist_accepts (self->item, self->part, value, &reason))
    {
      show_problem (self, reason);
      return;
    }

  show_problem (self, NULL);
  self->dirty = FALSE;
  g_signal_emit (self, signals[SIGNAL_EDITED], 0, (guint) self->item, self->part, value);
}

static void
changed_cb (DgChecklistPart *self)
{
  self->dirty = TRUE;
}

static void
commit_cb (DgChecklistPart *self)
{
  dg_checklist_part_commit (self);
}

static void
choice_clicked_cb (DgChecklistPart *self, GtkToggleButton *button)
{
  const char *value = button == self->jsonl ? "jsonl" : "csv";

  if (gtk_toggle_button_get_active (button) && !g_str_equal (self->value, value))
    hand_on (self, value);
}

static void
leave_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hand_on (DG_CHECKLIST_PART (widget), DG_LEFT_TO_MODEL);
}

static void
take_later_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgChecklistPart *self = DG_CHECKLIST_PART (widget);
  g_autofree char *later = g_strdup (self->later);

  if (later != NULL)
    hand_on (self, later);
}

/* --- showing --- */

static const char *
describe_source (DgChecklistPart *self, DgSource source)
{
  if (*self->value == '\0')
    return dg_item_get_info (self->item)->parts[self->part].optional ? _ ("Optional") : _ ("Missing");

  switch (source)
    {
    case DG_SOURCE_PROMPT:
      return _ ("From your prompt");
    case DG_SOURCE_CONVERSATION:
      return _ ("From the conversation");
    case DG_SOURCE_HAND:
      return _ ("Set by hand");
    case DG_SOURCE_MODEL:
    default:
      return is_left (self->value) ? _ ("Left to the model") : _ ("Proposed by the model");
    }
}

/* Of several lines, those that are the model's though others are not. */
static char *
dup_lines_of_model (DgChecklistPart *self, DgChecklist *checklist)
{
  g_auto (GStrv) points = dg_checklist_dup_points (checklist, self->item, self->part);
  g_autoptr (GString) lines = g_string_new (NULL);
  guint n_others = 0;

  for (guint i = 0; points[i] != NULL; i++)
    if (dg_checklist_get_point_source (checklist, self->item, self->part, i + 1) != DG_SOURCE_MODEL)
      n_others++;
    else
      g_string_append_printf (lines, "%s%s", lines->len > 0 ? "; " : "", points[i]);

  return n_others > 0 && lines->len > 0 ? g_strdup (lines->str) : NULL;
}

static void
show_source (DgChecklistPart *self, DgChecklist *checklist)
{
  g_autofree char *lines = dup_lines_of_model (self, checklist);
  /* Translators: %s is what the model has added to what a person said of a requirement. */
  g_autofree char *text = lines != NULL ? g_strdup_printf (_ ("Decided by the model: %s"), lines) : NULL;

  if (text == NULL)
    text = g_strdup (describe_source (self, dg_checklist_get_source (checklist, self->item, self->part)));
  gtk_label_set_label (self->source, text);
}

static void
show_value (DgChecklistPart *self)
{
  if (is_choice (self))
    {
      gtk_toggle_button_set_active (self->jsonl, g_str_equal (self->value, "jsonl"));
      gtk_toggle_button_set_active (self->csv, g_str_equal (self->value, "csv"));
      return;
    }

  dg_text_entry_set_text (self->entry, is_left (self->value) ? "" : self->value);
  self->dirty = FALSE;
}

static void
show_conflict (DgChecklistPart *self, const char *later)
{
  g_autofree char *text = NULL;

  g_free (self->later);
  self->later = g_strdup (later);
  /* Translators: the %s is what the person said later about a requirement, and what contradicts its value. */
  text = later != NULL ? g_strdup_printf (_ ("You also said “%s”."), later) : NULL;
  gtk_label_set_label (self->conflict, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->conflict_box), text != NULL);
}

static void
dg_checklist_part_finalize (GObject *object)
{
  DgChecklistPart *self = DG_CHECKLIST_PART (object);

  g_free (self->value);
  g_free (self->later);

  G_OBJECT_CLASS (dg_checklist_part_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-checklist-part.ui");
  gtk_widget_class_bind_template_child (widget_class, DgChecklistPart, title);
  gtk_widget_class_bind_template_child (widget_class, DgChecklistPart, source);
  gtk_widget_class_bind_template_child (widget_class, DgChecklistPart, leave_button);
  gtk_widget_class_bind_template_child (widget_class, DgChecklistPart, choices);
  gtk_widget_class_bind_template_child (widget_class, DgChecklistPart, jsonl);
  gtk_widget_class_bind_template_child (widget_class, DgChecklistPart, csv);
  gtk_widget_class_bind_template_child (widget_class, DgChecklistPart, entry);
  gtk_widget_class_bind_template_child (widget_class, DgChecklistPart, conflict_box);
  gtk_widget_class_bind_template_child (widget_class, DgChecklistPart, conflict);
  gtk_widget_class_bind_template_child (widget_class, DgChecklistPart, problem);
  gtk_widget_class_bind_template_callback (widget_class, commit_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, choice_clicked_cb);
}

static void
dg_checklist_part_class_init (DgChecklistPartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = dg_checklist_part_finalize;

  /**
   * DgChecklistPart::edited:
   * @self: the part
   * @item: its item
   * @part: which part of that
   * @value: what the person wants it to be, accepted by dg_checklist_accepts()
   */
  signals[SIGNAL_EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_STRING);

  g_type_ensure (DG_TYPE_TEXT_ENTRY);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "part.leave", NULL, leave_cb);
  gtk_widget_class_install_action (widget_class, "part.take-later", NULL, take_later_cb);
}

static void
dg_checklist_part_init (DgChecklistPart *self)
{
  self->value = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  /* named for those who hear it, also before it is told which part it is */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Requirement"), -1);
}

/**
 * dg_checklist_part_new:
 * @item: an item
 * @part: one of its parts, counted from 0
 *
 * Returns: (transfer floating): a row for it
 */
GtkWidget *
dg_checklist_part_new (DgItem item, guint part)
{
  const DgItemInfo *info = dg_item_get_info (item);
  DgChecklistPart *self = g_object_new (DG_TYPE_CHECKLIST_PART, NULL);
  const char *title = _ (info->parts[part].title);

  self->item = item;
  self->part = part;
  gtk_label_set_label (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->choices), is_choice (self));
  gtk_widget_set_visible (GTK_WIDGET (self->entry), !is_choice (self));

  return GTK_WIDGET (self);
}

/**
 * dg_checklist_part_show:
 * @self: a part
 * @checklist: the requirements
 *
 * Shows what the requirements say. What the person is writing is left alone.
 */
void
dg_checklist_part_show (DgChecklistPart *self, DgChecklist *checklist)
{
  g_return_if_fail (DG_IS_CHECKLIST_PART (self));
  g_return_if_fail (DG_IS_CHECKLIST (checklist));

  const char *value = dg_checklist_get_value (checklist, self->item, self->part);
  gboolean leaves;

  g_free (self->value);
  self->value = g_strdup (value != NULL ? value : "");
  if (!self->dirty)
    show_value (self);
  show_conflict (self, dg_checklist_get_conflict (checklist, self->item, self->part));
  show_source (self, checklist);
  dg_text_entry_set_placeholder (self->entry,
                                 is_left (value) ? _ ("The model decides; or write it here") : _ ("Write it here"));
  leaves = !is_left (value) && !(self->item == DG_ITEM_TASK && self->part == DG_GOAL_PART);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "part.leave", leaves);
  gtk_widget_set_visible (GTK_WIDGET (self->leave_button), leaves);
}

/**
 * dg_checklist_part_commit:
 * @self: a part
 *
 * Hands on what the person has written, if it is anything else than what is there.
 */
void
dg_checklist_part_commit (DgChecklistPart *self)
{
  g_return_if_fail (DG_IS_CHECKLIST_PART (self));

  g_autofree char *text = dg_text_entry_dup_text (self->entry);

  if (!self->dirty)
    return;
  g_strstrip (text);
  if (g_str_equal (text, is_left (self->value) ? "" : self->value))
    {
      show_problem (self, NULL);
      show_value (self);
      return;
    }

  hand_on (self, text);
}
