/* dg-review-tools.c: what can be done with a whole dataset in Review
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-review-tools.h"

#include <glib/gi18n.h>

#include "dg-export.h"
#include "dg-extend-dialog.h"
#include "dg-optimizer-dialog.h"
#include "dg-toast.h"

static GtkWindow *
get_window (DgReviewPage *page)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
started_cb (DgReviewPage *page, DgActiveRun *run, const char *say)
{
  if (say != NULL && *say != '\0')
    dg_toast_show (GTK_WIDGET (page), say);
}

static void
extend_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgReviewPage *page = DG_REVIEW_PAGE (widget);
  DgExtendDialog *dialog = dg_extend_dialog_new (get_window (page), dg_review_page_get_engine (page),
                                                 dg_review_page_get_runs (page), dg_review_page_get_dataset (page));

  g_signal_connect_object (dialog, "started", G_CALLBACK (started_cb), page, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
export_as (DgReviewPage *page, DgExportKind kind)
{
  /* what is being typed belongs to it; the library does one thing after the other */
  dg_review_records_save (dg_review_page_get_records (page));
  dg_export_dataset (GTK_WIDGET (page), dg_engine_get_library (dg_review_page_get_engine (page)),
                     dg_review_page_get_dataset (page), kind);
}

static void
export_jsonl_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  export_as (DG_REVIEW_PAGE (widget), DG_EXPORT_JSONL);
}

static void
export_csv_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  export_as (DG_REVIEW_PAGE (widget), DG_EXPORT_CSV);
}

static void
export_folder_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  export_as (DG_REVIEW_PAGE (widget), DG_EXPORT_FOLDER);
}

static void
use_in_optimizer_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgReviewPage *page = DG_REVIEW_PAGE (widget);

  gtk_window_present (
      GTK_WINDOW (dg_optimizer_dialog_new (get_window (page), dg_engine_get_library (dg_review_page_get_engine (page)),
                                           dg_review_page_get_dataset (page))));
}

/**
 * dg_review_tools_install:
 * @page_class: the class of the page
 *
 * Installs the actions `review.extend`, `review.export-jsonl`, `review.export-csv`, `review.export-folder` and
 * `review.use-in-optimizer`.
 */
void
dg_review_tools_install (GtkWidgetClass *page_class)
{
  gtk_widget_class_install_action (page_class, "review.extend", NULL, extend_cb);
  gtk_widget_class_install_action (page_class, "review.export-jsonl", NULL, export_jsonl_cb);
  gtk_widget_class_install_action (page_class, "review.export-csv", NULL, export_csv_cb);
  gtk_widget_class_install_action (page_class, "review.export-folder", NULL, export_folder_cb);
  gtk_widget_class_install_action (page_class, "review.use-in-optimizer", NULL, use_in_optimizer_cb);
}

/**
 * dg_review_tools_update:
 * @page: the page
 *
 * Decides what can be done now: something when there is a dataset, and one run at a time adds to it.
 */
void
dg_review_tools_update (DgReviewPage *page)
{
  g_return_if_fail (DG_IS_REVIEW_PAGE (page));

  static const char *const others[] = { "review.export-jsonl", "review.export-csv", "review.export-folder",
                                        "review.use-in-optimizer" };
  DgDataset *dataset = dg_review_page_get_dataset (page);
  DgRunList *runs = dg_review_page_get_runs (page);
  gboolean running =
      dataset != NULL && runs != NULL && dg_run_list_find_dataset (runs, dg_dataset_get_id (dataset)) != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (page), "review.extend", dataset != NULL && !running);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (page), others[i], dataset != NULL);
}

/**
 * dg_review_tools_tell_end:
 * @page: the page
 * @run: a run that has added to its dataset
 *
 * Says what came of it.
 */
void
dg_review_tools_tell_end (DgReviewPage *page, DgActiveRun *run)
{
  g_return_if_fail (DG_IS_REVIEW_PAGE (page) && DG_IS_ACTIVE_RUN (run));

  const DgRunReport *report = dg_active_run_get_report (run);
  g_autofree char *text = NULL;

  if (report == NULL)
    {
      dg_toast_show_error (GTK_WIDGET (page), dg_active_run_get_error (run));
      return;
    }

  if (report->accepted >= report->requested)
    text = g_strdup_printf (ngettext ("%'u record added", "%'u records added", report->accepted), report->accepted);
  else
    text = g_strdup_printf (ngettext ("%'u of %'u record added", "%'u of %'u records added", report->requested),
                            report->accepted, report->requested);
  dg_toast_show (GTK_WIDGET (page), text);
}
