/* dg-run-end.c: what came of a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-run-end.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "dg-dataset-name.h"
#include "dg-figures.h"
#include "dg-plain-row.h"

/* Longer values are in several lines. */
#define VALUE_CHARACTERS 30

/**
 * DgRunEnd:
 *
 * The report of a run that has saved its records.
 */
struct _DgRunEnd
{
  GtkWidget parent_instance;

  /* template */
  AdwStatusPage *page;
  GtkListBox *rows;
  GtkWidget *review_button;
};

G_DEFINE_FINAL_TYPE (DgRunEnd, dg_run_end, GTK_TYPE_WIDGET)

static void
add_row (DgRunEnd *self, const char *title, const char *value)
{
  GtkWidget *row = dg_plain_row_new (title, NULL);
  GtkWidget *label = gtk_label_new (value);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), (int) MIN (g_utf8_strlen (value, -1), VALUE_CHARACTERS));
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, value, -1);
  gtk_list_box_append (self->rows, row);
}

/* A path is long: it stands below its title. */
static void
add_path (DgRunEnd *self, const char *path)
{
  GtkWidget *row = dg_plain_row_new (_ ("File"), path);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("File"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, path, -1);
  gtk_list_box_append (self->rows, row);
}

static char *
dup_cost (const DgRunReport *report)
{
  if (g_strcmp0 (report->provider, DG_PRACTICE_PROVIDER) == 0)
    return g_strdup (_ ("free (practice model, not AI)"));

  return dg_figures_dup_cost (report->cost_usd);
}

static char *
dup_refused (const DgRunReport *report)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (report->duplicates > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%'u duplicate", "%'u duplicates", report->duplicates),
                                             report->duplicates));
  if (report->invalid > 0)
    g_ptr_array_add (parts,
                     g_strdup_printf (ngettext ("%'u invalid", "%'u invalid", report->invalid), report->invalid));
  if (report->surplus > 0)
    g_ptr_array_add (parts,
                     g_strdup_printf (ngettext ("%'u too many", "%'u too many", report->surplus), report->surplus));
  if (parts->len == 0)
    return g_strdup (_ ("none"));

  g_ptr_array_add (parts, NULL);

  return g_strjoinv (_ (", "), (char **) parts->pdata);
}

static void
add_check (DgRunEnd *self, DgActiveRun *run)
{
  DgAnswerCheck *check = run != NULL ? dg_active_run_get_check (run) : NULL;
  const GError *error = run != NULL ? dg_active_run_get_check_error (run) : NULL;
  DgAnswerCheckProgress progress;
  g_autofree char *text = NULL;

  if (check == NULL)
    return;

  dg_answer_check_get_progress (check, &progress);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    text = g_strdup (error->message);
  else
    /* Translators: of the check of the answers. */
    text = g_strdup_printf (_ ("%'u of %'u checked, %'u flagged for review"), progress.n_checked, progress.n_records,
                            progress.n_flagged);
  add_row (self, _ ("Answers"), text);
}

static void
clear_rows (DgRunEnd *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_list_box_remove (self->rows, row);
}

static void
dg_run_end_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (dg_run_end_parent_class)->dispose (object);
}

/* What is suggested. */
static gboolean
dg_run_end_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (DG_RUN_END (widget)->review_button);
}

static void
dg_run_end_class_init (DgRunEndClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_run_end_dispose;
  widget_class->grab_focus = dg_run_end_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-run-end.ui");
  gtk_widget_class_bind_template_child (widget_class, DgRunEnd, page);
  gtk_widget_class_bind_template_child (widget_class, DgRunEnd, rows);
  gtk_widget_class_bind_template_child (widget_class, DgRunEnd, review_button);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
dg_run_end_init (DgRunEnd *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* --- what it says --- */

static char *
dup_title (const DgRunReport *report)
{
  guint n_records = dg_run_report_get_records (report);

  if (n_records < report->requested)
    return g_strdup_printf (ngettext ("%'u of %'u Records Saved", "%'u of %'u Records Saved", report->requested),
                            n_records, report->requested);

  return g_strdup_printf (ngettext ("%'u Record Saved", "%'u Records Saved", n_records), n_records);
}

/**
 * dg_run_end_show_report:
 * @self: a view
 * @report: the report of a run that saved a dataset
 * @run: (nullable): the run, when it was of this program's life
 *
 * Shows how it went.
 */
void
dg_run_end_show_report (DgRunEnd *self, const DgRunReport *report, DgActiveRun *run)
{
  g_return_if_fail (DG_IS_RUN_END (self));
  g_return_if_fail (report != NULL);

  const char *reason = run != NULL ? dg_run_get_reason (dg_active_run_get_run (run)) : NULL;
  g_autofree char *title = dup_title (report);
  g_autofree char *description = NULL;
  g_autofree char *valid = g_strdup_printf ("%.0f %%", floor (dg_run_report_get_first_try_valid (report) * 100.0));
  g_autofree char *refused = dup_refused (report);
  g_autofree char *duration = dg_figures_dup_duration (report->seconds);
  g_autofree char *cost = dup_cost (report);

  /* Translators: the name of a dataset, and why it has fewer records than were asked for. */
  description = reason != NULL ? g_markup_printf_escaped (_ ("%s\n%s"), report->name, reason)
                               : g_markup_escape_text (report->name, -1);
  adw_status_page_set_title (self->page, title);
  adw_status_page_set_description (self->page, description);

  clear_rows (self);
  add_row (self, _ ("Valid at first try"), valid);
  add_row (self, _ ("Refused"), refused);
  add_row (self, _ ("Time"), duration);
  add_row (self, _ ("Cost"), cost);
  add_check (self, run);
  if (report->path != NULL)
    add_path (self, report->path);
}

/**
 * dg_run_end_dup_summary:
 * @report: the report of a run that saved a dataset
 *
 * Returns: (transfer full): how it went, in one line
 */
char *
dg_run_end_dup_summary (const DgRunReport *report)
{
  g_return_val_if_fail (report != NULL, NULL);

  guint n_records = dg_run_report_get_records (report);
  g_autofree char *duration = dg_figures_dup_duration (report->seconds);
  g_autofree char *cost = dup_cost (report);

  /* Translators: how many records, how long it took, and what it cost. */
  return g_strdup_printf (ngettext ("%'u record saved in %s, %s", "%'u records saved in %s, %s", n_records), n_records,
                          duration, cost);
}
