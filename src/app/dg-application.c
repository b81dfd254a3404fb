/* dg-application.c: the program
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-application.h"

#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>

#include "dg-dialogs.h"
#include "dg-engine.h"
#include "dg-preferences-window.h"
#include "dg-run-list.h"
#include "dg-window.h"

/* The notification of a run that goes on without a window. */
#define GOES_ON_ID "goes-on"

/**
 * DgApplication:
 *
 * A single instance with a single window. Runs belong to it and not to the window, so that they go on when that is
 * closed.
 */
struct _DgApplication
{
  AdwApplication parent_instance;

  GSettings *settings; /* (owned) (nullable): NULL in a process that only passes its call on */
  DgEngine *engine;    /* (owned) (nullable): likewise */
  DgRunList *runs;     /* (owned) (nullable): likewise */
  gboolean held;       /* whether runs keep the program alive */
  guint inhibitor;     /* of suspending, 0 without one */
};

G_DEFINE_FINAL_TYPE (DgApplication, dg_application, ADW_TYPE_APPLICATION)

static const struct
{
  const char *action;
  const char *keys[3];
} shortcuts[] = {
  { "app.preferences", { "<Control>comma" } }, { "app.quit", { "<Control>q" } },
  { "window.close", { "<Control>w" } },        { "win.generate-dataset", { "<Control>g" } },
  { "win.add-dataset", { "<Control>o" } },     { "win.new-prompt", { "<Control>n" } },
  { "win.search", { "<Control>f" } },          { "win.show-place::datasets", { "<Alt>1" } },
  { "win.show-place::prompts", { "<Alt>2" } }, { "win.back", { "<Alt>Left" } },
};

static DgWindow *
get_window (DgApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *link = windows; link != NULL; link = link->next)
    if (DG_IS_WINDOW (link->data))
      return link->data;

  return dg_window_new (GTK_APPLICATION (self), self->engine, self->runs);
}

static DgWindow *
present_window (DgApplication *self)
{
  DgWindow *window = get_window (self);

  g_application_withdraw_notification (G_APPLICATION (self), GOES_ON_ID);
  gtk_window_present (GTK_WINDOW (window));

  return window;
}

/* --- runs --- */

static char *
dup_ending (DgActiveRun *run)
{
  const DgRunReport *report = dg_active_run_get_report (run);

  if (report == NULL)
    return g_strdup (dg_active_run_get_error (run)->message);

  guint n_records = dg_run_report_get_records (report);

  return g_strdup_printf (ngettext ("%u record is saved.", "%u records are saved.", n_records), n_records);
}

/* Who looks at the window sees it there. */
static void
run_ended_cb (DgRunList *runs, DgActiveRun *run, DgApplication *self)
{
  const DgRunReport *report = dg_active_run_get_report (run);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autofree char *id = g_strdup_printf ("run-%s", dg_session_get_draft (dg_active_run_get_session (run))->id);
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *body = NULL;

  if (window != NULL && gtk_window_is_active (window))
    return;

  body = dup_ending (run);
  notification = g_notification_new (dg_active_run_get_title (run));
  g_notification_set_body (notification, body);
  if (report != NULL && report->dataset != NULL)
    g_notification_set_default_action_and_target (notification, "app.review", "s", report->dataset);
  g_application_send_notification (G_APPLICATION (self), id, notification);
}

/* One thing is held for all runs together, from the first to the last. */
static void
runs_changed_cb (GListModel *runs, guint position, guint removed, guint added, DgApplication *self)
{
  gboolean running = g_list_model_get_n_items (runs) > 0;

  if (running == self->held)
    return;

  self->held = running;
  if (running)
    {
      g_application_hold (G_APPLICATION (self));
      self->inhibitor =
          gtk_application_inhibit (GTK_APPLICATION (self), gtk_application_get_active_window (GTK_APPLICATION (self)),
                                   GTK_APPLICATION_INHIBIT_SUSPEND, _ ("Records are being made"));
      return;
    }

  g_application_withdraw_notification (G_APPLICATION (self), GOES_ON_ID);
  if (self->inhibitor != 0)
    gtk_application_uninhibit (GTK_APPLICATION (self), self->inhibitor);
  self->inhibitor = 0;
  g_application_release (G_APPLICATION (self));
}

static void
dg_application_window_removed (GtkApplication *application, GtkWindow *window)
{
  DgApplication *self = DG_APPLICATION (application);
  g_autoptr (GNotification) notification = NULL;

  GTK_APPLICATION_CLASS (dg_application_parent_class)->window_removed (application, window);

  if (!DG_IS_WINDOW (window) || !self->held)
    return;

  notification = g_notification_new (_ ("Dataset Generator Goes On"));
  g_notification_set_body (notification, _ ("The window is closed, and records are still being made. You are told when "
                                            "they are there."));
  g_notification_add_button (notification, _ ("Show"), "app.show");
  g_application_send_notification (G_APPLICATION (self), GOES_ON_ID, notification);
}

/* --- actions --- */

static void
show_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  present_window (data);
}

static void
generate_dataset_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (present_window (data)), "win.generate-dataset", NULL);
}

static void
add_dataset_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (present_window (data)), "win.add-dataset", NULL);
}

static void
review_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (present_window (data)), "win.review", "s",
                              g_variant_get_string (parameter, NULL));
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DgApplication *self = data;

  gtk_window_present (GTK_WINDOW (dg_preferences_window_new (GTK_WINDOW (present_window (self)), self->engine)));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dg_dialogs_show_about (GTK_WINDOW (present_window (data)));
}

static void
quit_answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgApplication) self = data;

  if (dg_dialogs_ask_finish (result))
    g_application_quit (G_APPLICATION (self));
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DgApplication *self = data;
  const DgQuestion question = {
    .heading = _ ("Quit While Records Are Made?"),
    .body = _ ("What was made is saved. You can go on later with “Continue”, on the Datasets page."),
    .answer = _ ("_Quit"),
    .refusal = _ ("_Keep Running"),
    .destructive = TRUE,
  };

  if (self->held)
    {
      dg_dialogs_ask_async (GTK_WINDOW (present_window (self)), &question, NULL, quit_answer_cb, g_object_ref (self));
      return;
    }

  /* the window saves its state when it is closed */
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self)); link != NULL;
       link = gtk_application_get_windows (GTK_APPLICATION (self)))
    gtk_window_close (link->data);
  g_application_quit (G_APPLICATION (self));
}

static const GActionEntry actions[] = {
  { "show", show_cb },          { "generate-dataset", generate_dataset_cb }, { "add-dataset", add_dataset_cb },
  { "review", review_cb, "s" }, { "preferences", preferences_cb },           { "about", about_cb },
  { "quit", quit_cb },
};

/* --- life --- */

static void
dg_application_startup (GApplication *application)
{
  DgApplication *self = DG_APPLICATION (application);

  G_APPLICATION_CLASS (dg_application_parent_class)->startup (application);

  gtk_source_init ();
  self->settings = g_settings_new (DG_APP_ID);
  self->engine = dg_engine_new (self->settings);
  self->runs = dg_run_list_new ();
  g_signal_connect_object (self->runs, "ended", G_CALLBACK (run_ended_cb), self, 0);
  g_signal_connect_object (self->runs, "items-changed", G_CALLBACK (runs_changed_cb), self, 0);

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), shortcuts[i].action, shortcuts[i].keys);

  dg_engine_open_library (self->engine);
  dg_engine_find_credentials (self->engine);
}

static void
dg_application_activate (GApplication *application)
{
  present_window (DG_APPLICATION (application));
}

static void
dg_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  DgWindow *window = present_window (DG_APPLICATION (application));

  for (int i = 0; i < n_files; i++)
    dg_window_import (window, files[i]);
}

static void
dg_application_finalize (GObject *object)
{
  DgApplication *self = DG_APPLICATION (object);

  g_clear_object (&self->runs);
  g_clear_object (&self->engine);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (dg_application_parent_class)->finalize (object);
}

static int
dg_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1;

  g_print ("dataset-gen %s\n", DG_VERSION);

  return 0;
}

static void
dg_application_class_init (DgApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = dg_application_finalize;
  application_class->startup = dg_application_startup;
  application_class->activate = dg_application_activate;
  application_class->open = dg_application_open;
  application_class->handle_local_options = dg_application_handle_local_options;
  GTK_APPLICATION_CLASS (klass)->window_removed = dg_application_window_removed;
}

static void
dg_application_init (DgApplication *self)
{
  static const GOptionEntry options[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version and exit"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _ ("[FILE…]"));
  g_application_set_option_context_summary (
      G_APPLICATION (self),
      _ ("Makes evaluation datasets for prompt optimization with Amazon Nova models. FILEs with records (JSONL, JSON, "
         "CSV) are offered for import. Without a display, use dataset-gen-cli."));
}

/**
 * dg_application_new:
 *
 * Returns: (transfer full): the program
 */
DgApplication *
dg_application_new (void)
{
  return g_object_new (DG_TYPE_APPLICATION, "application-id", DG_APP_ID, "flags", G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", "/org/example/DatasetGen", NULL);
}
