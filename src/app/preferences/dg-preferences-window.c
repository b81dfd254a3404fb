/* dg-preferences-window.c: what the person can set
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-preferences-window.h"

#include <glib/gi18n.h>

#include "dg-bedrock-model.h"
#include "dg-connection-group.h"
#include "dg-dialogs.h"
#include "dg-model-catalog.h"

/**
 * DgPreferencesWindow:
 *
 * Everything holds at once. What cannot hold says so below its row, and what was set before stays.
 */
struct _DgPreferencesWindow
{
  AdwWindow parent_instance;

  DgEngine *engine;          /* (owned) (nullable): NULL until it is set */
  GCancellable *cancellable; /* (owned): of what is under way */
  GPtrArray *model_keys;     /* (owned) (element-type utf8): of the rows of the list of models */

  /* template */
  AdwComboRow *provider_row;
  AdwComboRow *model_row;
  AdwEntryRow *region_row;
  AdwActionRow *region_problem_row;
  DgConnectionGroup *connection_group;
  AdwActionRow *folder_row;
  GtkButton *folder_reset_button;
  GtkButton *folder_button;
  AdwActionRow *folder_problem_row;
  GtkSpinButton *requests;
  AdwComboRow *send_row;
};

G_DEFINE_FINAL_TYPE (DgPreferencesWindow, dg_preferences_window, ADW_TYPE_WINDOW)

static void
show_problem (AdwActionRow *row, const char *text)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL);
}

/* --- model --- */

static gboolean
is_practice (DgPreferencesWindow *self)
{
  return adw_combo_row_get_selected (self->provider_row) == 1;
}

static void
provider_selected_cb (DgPreferencesWindow *self)
{
  if (self->engine == NULL)
    return;

  g_settings_set_string (dg_engine_get_settings (self->engine), "provider",
                         is_practice (self) ? DG_PROVIDER_PRACTICE : DG_PROVIDER_BEDROCK);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->provider_row),
                               is_practice (self) ? _ ("Made up by this program; free, and needs no account or network")
                                                  : "");
  gtk_widget_set_visible (GTK_WIDGET (self->model_row), !is_practice (self));
  gtk_widget_set_visible (GTK_WIDGET (self->region_row), !is_practice (self));
}

static void
model_selected_cb (DgPreferencesWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->model_row);
  const char *key;

  if (self->engine == NULL || selected >= self->model_keys->len)
    return;

  key = g_ptr_array_index (self->model_keys, selected);
  g_settings_set_string (dg_engine_get_settings (self->engine), "model", key);
  if (dg_model_catalog_find (key) != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->model_row), _ (dg_model_catalog_find (key)->summary));
}

/* A model that is not in the catalogue can have been set by hand; it stays in the list as it is. */
static void
fill_models (DgPreferencesWindow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *current = dg_engine_dup_model (self->engine);
  guint n_models;
  const DgModelInfo *models = dg_model_catalog_list (&n_models);
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < n_models; i++)
    {
      if (models[i].withdrawn != NULL)
        continue;
      if (g_str_equal (models[i].key, current))
        selected = self->model_keys->len;
      gtk_string_list_append (names, models[i].name);
      g_ptr_array_add (self->model_keys, g_strdup (models[i].key));
    }
  if (selected == GTK_INVALID_LIST_POSITION)
    {
      selected = self->model_keys->len;
      gtk_string_list_append (names, current);
      g_ptr_array_add (self->model_keys, g_strdup (current));
    }

  adw_combo_row_set_model (self->model_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->model_row, selected);
  model_selected_cb (self);
}

/* What the catalogue says is meant for programs that take the region from their environment. */
static char *
dup_region_problem (const char *region, const char *model, const GError *error)
{
  if (!g_str_has_prefix (model, "arn:") &&
      g_error_matches (error, DG_INFERENCE_ERROR, DG_INFERENCE_ERROR_CONFIGURATION))
    /* Translators: %s is what was given. */
    return g_strdup_printf (_ ("“%s” is not the name of an AWS region, such as us-east-1."), region);

  return g_strdup (error->message);
}

static void
region_applied_cb (DgPreferencesWindow *self)
{
  g_autofree char *region = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->region_row))));
  g_autofree char *model = dg_engine_dup_model (self->engine);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = *region != '\0' ? dg_model_catalog_resolve (model, region, &error) : NULL;

  g_autofree char *problem = error != NULL ? dup_region_problem (region, model, error) : NULL;

  show_problem (self->region_problem_row, problem);
  if (error != NULL)
    return;

  g_settings_set_string (dg_engine_get_settings (self->engine), "region", region);
  dg_engine_find_credentials (self->engine);
}

/* --- library --- */

static void
show_folder (DgPreferencesWindow *self)
{
  g_autofree char *folder = dg_engine_dup_folder (self->engine);
  g_autofree char *display = g_filename_display_name (folder);
  g_autofree char *escaped = g_markup_escape_text (display, -1);
  g_autofree char *chosen = g_settings_get_string (dg_engine_get_settings (self->engine), "library-folder");

  adw_action_row_set_subtitle (self->folder_row, escaped);
  gtk_widget_set_visible (GTK_WIDGET (self->folder_reset_button), *chosen != '\0');
}

static void
set_folder_sensitive (DgPreferencesWindow *self, gboolean sensitive)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->folder_button), sensitive);
  gtk_widget_set_sensitive (GTK_WIDGET (self->folder_reset_button), sensitive);
}

static void
folder_changed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgPreferencesWindow) self = data;
  g_autoptr (GError) error = NULL;

  dg_engine_change_folder_finish (DG_ENGINE (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->engine == NULL)
    return;

  set_folder_sensitive (self, TRUE);
  show_problem (self->folder_problem_row, error != NULL ? error->message : NULL);
  show_folder (self);
}

static void
change_folder (DgPreferencesWindow *self, const char *folder)
{
  show_problem (self->folder_problem_row, NULL);
  set_folder_sensitive (self, FALSE);
  dg_engine_change_folder_async (self->engine, folder, self->cancellable, folder_changed_cb, g_object_ref (self));
}

static void
folder_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgPreferencesWindow) self = data;
  g_autoptr (GFile) folder = dg_dialogs_file_finish (result, NULL);

  if (folder == NULL || self->engine == NULL)
    return;

  if (g_file_peek_path (folder) != NULL)
    change_folder (self, g_file_peek_path (folder));
  else
    show_problem (self->folder_problem_row, _ ("The library has to be on this computer. Choose a local folder."));
}

static void
folder_choose_cb (DgPreferencesWindow *self)
{
  dg_dialogs_choose_folder_async (GTK_WINDOW (self), _ ("Choose the Folder of the Library"), self->cancellable,
                                  folder_chosen_cb, g_object_ref (self));
}

static void
folder_reset_cb (DgPreferencesWindow *self)
{
  change_folder (self, "");
}

/* --- work --- */

static void
send_selected_cb (DgPreferencesWindow *self)
{
  if (self->engine != NULL)
    g_settings_set_enum (dg_engine_get_settings (self->engine), "send-key",
                         (int) adw_combo_row_get_selected (self->send_row));
}

/* --- life --- */

static void
dg_preferences_window_dispose (GObject *object)
{
  DgPreferencesWindow *self = DG_PREFERENCES_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (dg_preferences_window_parent_class)->dispose (object);
}

static void
dg_preferences_window_finalize (GObject *object)
{
  DgPreferencesWindow *self = DG_PREFERENCES_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->model_keys, g_ptr_array_unref);

  G_OBJECT_CLASS (dg_preferences_window_parent_class)->finalize (object);
}

static void
dg_preferences_window_class_init (DgPreferencesWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dg_preferences_window_dispose;
  object_class->finalize = dg_preferences_window_finalize;

  g_type_ensure (DG_TYPE_CONNECTION_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/DatasetGen/preferences/dg-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DgPreferencesWindow, provider_row);
  gtk_widget_class_bind_template_child (widget_class, DgPreferencesWindow, model_row);
  gtk_widget_class_bind_template_child (widget_class, DgPreferencesWindow, region_row);
  gtk_widget_class_bind_template_child (widget_class, DgPreferencesWindow, region_problem_row);
  gtk_widget_class_bind_template_child (widget_class, DgPreferencesWindow, connection_group);
  gtk_widget_class_bind_template_child (widget_class, DgPreferencesWindow, folder_row);
  gtk_widget_class_bind_template_child (widget_class, DgPreferencesWindow, folder_reset_button);
  gtk_widget_class_bind_template_child (widget_class, DgPreferencesWindow, folder_button);
  gtk_widget_class_bind_template_child (widget_class, DgPreferencesWindow, folder_problem_row);
  gtk_widget_class_bind_template_child (widget_class, DgPreferencesWindow, requests);
  gtk_widget_class_bind_template_child (widget_class, DgPreferencesWindow, send_row);
  gtk_widget_class_bind_template_callback (widget_class, provider_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, model_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, region_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, folder_choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, folder_reset_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_selected_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
dg_preferences_window_init (DgPreferencesWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->model_keys = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  /* GTK 4.8 says both, the name and the title of the row */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->requests), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

static void
show_settings (DgPreferencesWindow *self)
{
  GSettings *settings = dg_engine_get_settings (self->engine);
  g_autofree char *provider = dg_engine_dup_provider (self->engine);
  g_autofree char *region = g_settings_get_string (settings, "region");

  adw_combo_row_set_selected (self->provider_row, g_str_equal (provider, DG_PROVIDER_PRACTICE) ? 1 : 0);
  provider_selected_cb (self);
  fill_models (self);
  gtk_editable_set_text (GTK_EDITABLE (self->region_row), region);
  show_folder (self);
  adw_combo_row_set_selected (self->send_row, (guint) g_settings_get_enum (settings, "send-key"));
  g_settings_bind (settings, "max-requests", gtk_spin_button_get_adjustment (self->requests), "value",
                   G_SETTINGS_BIND_DEFAULT);
}

/**
 * dg_preferences_window_new:
 * @parent: the window it belongs to
 * @engine: what stands behind the pages
 *
 * Returns: (transfer none): a window, which belongs to the toolkit
 */
DgPreferencesWindow *
dg_preferences_window_new (GtkWindow *parent, DgEngine *engine)
{
  g_return_val_if_fail (DG_IS_ENGINE (engine), NULL);

  DgPreferencesWindow *self = g_object_new (DG_TYPE_PREFERENCES_WINDOW, "transient-for", parent, NULL);

  self->engine = g_object_ref (engine);
  show_settings (self);
  dg_connection_group_set_engine (self->connection_group, engine);

  return self;
}
