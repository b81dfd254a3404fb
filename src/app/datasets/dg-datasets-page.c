/* dg-datasets-page.c: the place where the datasets are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-datasets-page.h"

#include <glib/gi18n.h>

#include "dg-banner.h"
#include "dg-dataset-actions.h"
#include "dg-dataset-name.h"
#include "dg-datasets-empty.h"
#include "dg-datasets-list.h"
#include "dg-datasets-loader.h"
#include "dg-datasets-model.h"
#include "dg-import-queue.h"
#include "dg-rename-popover.h"

/* A library that opens faster than this shows no spinner, in milliseconds. */
#define PATIENCE_MS 300

/**
 * DgDatasetsPage:
 *
 * The drafts and the datasets of the library, with what can be done with them; what it says where there are none, or no
 * library.
 */
struct _DgDatasetsPage
{
  DgPage parent_instance;

  DgEngine *engine;         /* (owned) (nullable): NULL until it is set */
  DgRunList *runs;          /* (owned) (nullable): NULL until it is set */
  DgDatasetsModel *model;   /* (owned) (nullable): likewise */
  DgDatasetsLoader *loader; /* (owned) (nullable): likewise */
  DgImportQueue *imports;   /* (owned) (nullable): likewise */
  char *wanted;             /* (owned) (nullable): the id of what gets the focus when it is loaded */
  char *opened;             /* (owned) (nullable): the id of what was opened or renamed last */
  gboolean wants_focus;     /* whether it gets the focus when there is something to have it */
  guint spinner_id;         /* source that shows the spinner, 0 without one */

  /* template */
  DgBanner *banner;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkStack *states;
  AdwStatusPage *failed_page;
  DgDatasetsEmpty *empty;
  DgDatasetsList *list;
  GtkWidget *bottom_bar;
  GtkRevealer *drop_revealer;

  GtkWidget *rename_popover; /* (owned by the page as its parent) */
};

G_DEFINE_FINAL_TYPE (DgDatasetsPage, dg_datasets_page, DG_TYPE_PAGE)

/* --- what is shown --- */

static DgLibrary *
get_library (DgDatasetsPage *self)
{
  return self->loader != NULL ? dg_datasets_loader_get_library (self->loader) : NULL;
}

/* Why there is no list: the library could not be opened, or not be read. */
static const GError *
get_error (DgDatasetsPage *self)
{
  return get_library (self) != NULL ? dg_datasets_loader_get_error (self->loader)
                                    : dg_engine_get_library_error (self->engine);
}

static const char *
choose_state (DgDatasetsPage *self)
{
  if (get_error (self) != NULL)
    return "failed";
  if (!dg_datasets_loader_is_loaded (self->loader))
    return self->spinner_id == 0 ? "loading" : "waiting";
  if (dg_datasets_model_get_n_entries (self->model) == 0)
    return "empty";

  return dg_datasets_model_get_n_found (self->model) > 0 ? "list" : "nothing";
}

/* Returns: (transfer full) (nullable): why models cannot be asked, and what that means */
static char *
dup_connection_problem (DgDatasetsPage *self)
{
  g_autofree char *provider = dg_engine_dup_provider (self->engine);

  if (g_strcmp0 (provider, DG_PRACTICE_PROVIDER) == 0)
    return NULL;

  switch (dg_engine_get_connection (self->engine))
    {
    case DG_CONNECTION_NONE:
      return g_strdup (_ ("To make datasets with Amazon Nova, connect your AWS account."));
    case DG_CONNECTION_FAILED:
      return g_strdup (dg_engine_get_connection_error (self->engine)->message);
    case DG_CONNECTION_SEARCHING:
    case DG_CONNECTION_FOUND:
    default:
      return NULL;
    }
}

static void
update_connection (DgDatasetsPage *self)
{
  g_autofree char *problem = dup_connection_problem (self);
  const char *state = gtk_stack_get_visible_child_name (self->states);

  dg_datasets_empty_set_problem (self->empty, problem);
  if (problem != NULL)
    dg_banner_set_title (self->banner, problem);
  dg_banner_set_revealed (self->banner, problem != NULL && g_str_equal (state, "list"));
}

static void
update_actions (DgDatasetsPage *self)
{
  static const char *const names[] = { "datasets.open",   "datasets.rename",      "datasets.duplicate",
                                       "datasets.delete", "datasets.open-folder", "datasets.discard" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), names[i], get_library (self) != NULL);
}

/* The first row, or the button with which one comes to have a row; once there is one of them. */
static void
focus_first (DgDatasetsPage *self)
{
  const char *state = gtk_stack_get_visible_child_name (self->states);

  self->wants_focus = g_str_equal (state, "waiting") || g_str_equal (state, "loading");
  if (!self->wants_focus && !dg_datasets_list_focus_first (self->list))
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->states), GTK_DIR_TAB_FORWARD);
}

static void
update_state (DgDatasetsPage *self)
{
  const char *state = choose_state (self);
  gboolean listing = g_str_equal (state, "list") || g_str_equal (state, "nothing");

  if (get_error (self) != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (get_error (self)->message, -1);

      adw_status_page_set_description (self->failed_page, escaped);
    }
  gtk_stack_set_visible_child_name (self->states, state);
  gtk_widget_set_visible (self->bottom_bar, listing && dg_page_get_narrow (DG_PAGE (self)));
  dg_page_set_inviting (DG_PAGE (self), g_str_equal (state, "empty") || g_str_equal (state, "failed"));
  gtk_search_bar_set_key_capture_widget (self->search_bar, listing ? GTK_WIDGET (self) : NULL);
  dg_datasets_empty_set_compact (self->empty, dg_page_get_narrow (DG_PAGE (self)));
  update_connection (self);
  update_actions (self);
  if (self->wants_focus && gtk_widget_get_mapped (GTK_WIDGET (self)))
    focus_first (self);
}

static gboolean
show_spinner_cb (gpointer data)
{
  DgDatasetsPage *self = data;

  self->spinner_id = 0;
  update_state (self);

  return G_SOURCE_REMOVE;
}

static void
loader_changed_cb (DgDatasetsPage *self)
{
  update_state (self);
  if (self->wanted != NULL && dg_datasets_list_focus_entry (self->list, self->wanted))
    g_clear_pointer (&self->wanted, g_free);
}

static void
library_changed_cb (DgDatasetsPage *self)
{
  DgLibrary *library = dg_engine_get_library (self->engine);

  dg_datasets_loader_set_library (self->loader, library);
  dg_import_queue_set_library (self->imports, library);
  update_state (self);
}

/* --- search and order --- */

static void
search_changed_cb (DgDatasetsPage *self)
{
  if (self->model == NULL)
    return;

  dg_datasets_model_set_search (self->model, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  update_state (self);
}

static void
search_activated_cb (DgDatasetsPage *self)
{
  dg_datasets_list_focus_first (self->list);
}

/* Escape */
static void
search_stopped_cb (DgDatasetsPage *self)
{
  dg_page_set_searching (DG_PAGE (self), FALSE);
  dg_datasets_list_focus_first (self->list);
}

static void
searching_changed_cb (DgDatasetsPage *self)
{
  if (!dg_page_get_searching (DG_PAGE (self)))
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
sort_changed_cb (DgDatasetsPage *self)
{
  GSettings *settings = dg_engine_get_settings (self->engine);

  dg_datasets_model_set_sort (self->model, (DgDatasetSort) g_settings_get_enum (settings, "dataset-sort"));
}

static void
connect_clicked_cb (DgDatasetsPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "app.preferences", NULL);
}

/* --- actions --- */

static DgDatasetEntry *
get_target (DgDatasetsPage *self, GVariant *parameter)
{
  return get_library (self) != NULL ? dg_datasets_model_get_entry (self->model, g_variant_get_string (parameter, NULL))
                                    : NULL;
}

static void
open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgDatasetsPage *self = DG_DATASETS_PAGE (widget);
  DgDatasetEntry *entry = get_target (self, parameter);

  if (entry == NULL)
    return;

  g_free (self->opened);
  self->opened = g_variant_dup_string (parameter, NULL);
  gtk_widget_activate_action_variant (widget,
                                      dg_dataset_entry_get_dataset (entry) != NULL ? "win.review" : "win.continue",
                                      parameter);
}

/* The row goes at once; the focus goes to its neighbour. */
static void
take_away_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgDatasetsPage *self = DG_DATASETS_PAGE (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  g_autofree char *focused = dg_datasets_list_dup_focused (self->list);
  g_autofree char *neighbour = dg_datasets_list_dup_neighbour (self->list, id);

  if (neighbour != NULL && g_strcmp0 (focused, id) == 0)
    dg_datasets_list_focus_entry (self->list, neighbour);
  dg_datasets_loader_hide (self->loader, id);
}

static void
delete_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgDatasetsPage *self = DG_DATASETS_PAGE (widget);

  if (get_target (self, parameter) != NULL)
    dg_dataset_actions_delete (widget, get_library (self), g_variant_get_string (parameter, NULL));
}

static void
discard_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgDatasetsPage *self = DG_DATASETS_PAGE (widget);
  DgDatasetEntry *entry = get_target (self, parameter);

  if (entry != NULL && dg_dataset_entry_get_draft (entry) != NULL)
    dg_dataset_actions_discard (widget, get_library (self), dg_dataset_entry_get_draft (entry));
}

static void
duplicate_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgDatasetsPage *self = DG_DATASETS_PAGE (widget);

  if (get_target (self, parameter) != NULL)
    dg_dataset_actions_duplicate (widget, get_library (self), g_variant_get_string (parameter, NULL));
}

static void
rename_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgDatasetsPage *self = DG_DATASETS_PAGE (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  GtkWidget *row = get_target (self, parameter) != NULL ? dg_datasets_list_get_row (self->list, id) : NULL;
  graphene_rect_t bounds;

  if (row == NULL || !gtk_widget_compute_bounds (row, widget, &bounds))
    return;

  gtk_popover_set_pointing_to (GTK_POPOVER (self->rename_popover),
                               &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                                                (int) bounds.size.height });
  g_free (self->opened);
  self->opened = g_strdup (id);
  dg_rename_popover_ask (DG_RENAME_POPOVER (self->rename_popover), self->model, id);
}

static void
renamed_cb (DgDatasetsPage *self, const char *id, const char *name)
{
  if (get_library (self) != NULL)
    dg_dataset_actions_rename (GTK_WIDGET (self), get_library (self), id, name);
}

static void
rename_closed_cb (DgDatasetsPage *self)
{
  g_autofree char *focused = dg_datasets_list_dup_focused (self->list);

  if (focused == NULL && self->wanted == NULL && self->opened != NULL)
    dg_datasets_list_focus_entry (self->list, self->opened);
}

static void
open_folder_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgDatasetEntry *entry = get_target (DG_DATASETS_PAGE (widget), parameter);
  DgDataset *dataset = entry != NULL ? dg_dataset_entry_get_dataset (entry) : NULL;

  if (dataset != NULL && dg_dataset_get_path (dataset) != NULL)
    dg_dataset_actions_open_folder (widget, dg_dataset_get_path (dataset));
}

/* Something that is new in the list, or back in it, gets the focus. */
static void
show_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgDatasetsPage *self = DG_DATASETS_PAGE (widget);

  g_free (self->wanted);
  self->wanted = g_variant_dup_string (parameter, NULL);
  /* what is searched for might hide it */
  dg_page_set_searching (DG_PAGE (self), FALSE);
  dg_datasets_loader_unhide (self->loader, self->wanted);
}

static void
reload_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dg_datasets_loader_unhide (DG_DATASETS_PAGE (widget)->loader, NULL);
}

static void
try_again_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgDatasetsPage *self = DG_DATASETS_PAGE (widget);

  if (get_library (self) != NULL)
    dg_datasets_loader_load (self->loader);
  else
    dg_engine_open_library (self->engine);
}

/* --- life --- */

static void
dg_datasets_page_shown (DgPage *page)
{
  DgDatasetsPage *self = DG_DATASETS_PAGE (page);

  if (gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL)
    return;
  if (self->opened == NULL || !dg_datasets_list_focus_entry (self->list, self->opened))
    focus_first (self);
}

static void
dg_datasets_page_map (GtkWidget *widget)
{
  DgDatasetsPage *self = DG_DATASETS_PAGE (widget);

  GTK_WIDGET_CLASS (dg_datasets_page_parent_class)->map (widget);
  if (self->loader != NULL)
    dg_datasets_loader_set_awake (self->loader, TRUE);
}

static void
dg_datasets_page_unmap (GtkWidget *widget)
{
  DgDatasetsPage *self = DG_DATASETS_PAGE (widget);

  if (self->loader != NULL)
    dg_datasets_loader_set_awake (self->loader, FALSE);
  GTK_WIDGET_CLASS (dg_datasets_page_parent_class)->unmap (widget);
}

static void
dg_datasets_page_dispose (GObject *object)
{
  DgDatasetsPage *self = DG_DATASETS_PAGE (object);

  g_clear_handle_id (&self->spinner_id, g_source_remove);
  g_clear_pointer (&self->rename_popover, gtk_widget_unparent);
  g_clear_object (&self->imports);
  g_clear_object (&self->loader);
  g_clear_object (&self->model);
  g_clear_object (&self->engine);
  g_clear_object (&self->runs);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_pointer (&self->opened, g_free);

  G_OBJECT_CLASS (dg_datasets_page_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "datasets.open", "s", open_cb);
  gtk_widget_class_install_action (widget_class, "datasets.rename", "s", rename_cb);
  gtk_widget_class_install_action (widget_class, "datasets.duplicate", "s", duplicate_cb);
  gtk_widget_class_install_action (widget_class, "datasets.delete", "s", delete_cb);
  gtk_widget_class_install_action (widget_class, "datasets.discard", "s", discard_cb);
  gtk_widget_class_install_action (widget_class, "datasets.open-folder", "s", open_folder_cb);
  gtk_widget_class_install_action (widget_class, "datasets.take-away", "s", take_away_cb);
  gtk_widget_class_install_action (widget_class, "datasets.show", "s", show_cb);
  gtk_widget_class_install_action (widget_class, "datasets.reload", NULL, reload_cb);
  gtk_widget_class_install_action (widget_class, "datasets.try-again", NULL, try_again_cb);
}

static void
dg_datasets_page_class_init (DgDatasetsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dg_datasets_page_dispose;
  widget_class->map = dg_datasets_page_map;
  widget_class->unmap = dg_datasets_page_unmap;
  DG_PAGE_CLASS (klass)->shown = dg_datasets_page_shown;

  install_actions (widget_class);

  g_type_ensure (DG_TYPE_BANNER);
  g_type_ensure (DG_TYPE_DATASETS_EMPTY);
  g_type_ensure (DG_TYPE_DATASETS_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/datasets/dg-datasets-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DgDatasetsPage, banner);
  gtk_widget_class_bind_template_child (widget_class, DgDatasetsPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, DgDatasetsPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, DgDatasetsPage, states);
  gtk_widget_class_bind_template_child (widget_class, DgDatasetsPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, DgDatasetsPage, empty);
  gtk_widget_class_bind_template_child (widget_class, DgDatasetsPage, list);
  gtk_widget_class_bind_template_child (widget_class, DgDatasetsPage, bottom_bar);
  gtk_widget_class_bind_template_child (widget_class, DgDatasetsPage, drop_revealer);
  gtk_widget_class_bind_template_callback (widget_class, connect_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
}

static void
dg_datasets_page_init (DgDatasetsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->rename_popover = g_object_new (DG_TYPE_RENAME_POPOVER, NULL);
  gtk_widget_set_parent (self->rename_popover, GTK_WIDGET (self));
  g_signal_connect_swapped (self->rename_popover, "rename", G_CALLBACK (renamed_cb), self);
  g_signal_connect_swapped (self->rename_popover, "closed", G_CALLBACK (rename_closed_cb), self);

  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  g_signal_connect (self, "notify::searching", G_CALLBACK (searching_changed_cb), NULL);
}

/**
 * dg_datasets_page_set_engine:
 * @self: the page
 * @engine: what stands behind the pages
 * @runs: the runs under way
 *
 * Gives the page what it shows; once.
 */
void
dg_datasets_page_set_engine (DgDatasetsPage *self, DgEngine *engine, DgRunList *runs)
{
  g_return_if_fail (DG_IS_DATASETS_PAGE (self));
  g_return_if_fail (DG_IS_ENGINE (engine) && self->engine == NULL);

  GSettings *settings = dg_engine_get_settings (engine);

  self->engine = g_object_ref (engine);
  self->runs = g_object_ref (runs);
  self->model = dg_datasets_model_new (runs);
  self->loader = dg_datasets_loader_new (self->model);
  self->imports = dg_import_queue_new (GTK_WIDGET (self), self->model);
  dg_import_queue_add_drop_target (self->imports, self->drop_revealer);
  self->spinner_id = g_timeout_add (PATIENCE_MS, show_spinner_cb, self);
  dg_datasets_list_set_model (self->list, self->model, settings);

  g_signal_connect_object (self->loader, "changed", G_CALLBACK (loader_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::dataset-sort", G_CALLBACK (sort_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::provider", G_CALLBACK (update_connection), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "notify::connection", G_CALLBACK (update_connection), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "notify::library", G_CALLBACK (library_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::narrow", G_CALLBACK (update_state), NULL);
  sort_changed_cb (self);
  library_changed_cb (self);
}

/**
 * dg_datasets_page_choose_file:
 * @self: the page
 *
 * Lets the person choose a file with records, and shows what would be imported.
 */
void
dg_datasets_page_choose_file (DgDatasetsPage *self)
{
  g_return_if_fail (DG_IS_DATASETS_PAGE (self) && self->imports != NULL);

  dg_import_queue_choose_file (self->imports);
}

/**
 * dg_datasets_page_import:
 * @self: the page
 * @file: a file with records
 *
 * Shows what would be imported from a file; several are shown one after another.
 */
void
dg_datasets_page_import (DgDatasetsPage *self, GFile *file)
{
  g_return_if_fail (DG_IS_DATASETS_PAGE (self));
  g_return_if_fail (G_IS_FILE (file) && self->imports != NULL);

  dg_import_queue_add (self->imports, file);
}
