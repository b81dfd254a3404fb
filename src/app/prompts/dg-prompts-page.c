/* dg-prompts-page.c: the place where the prompts are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-prompts-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "dg-dialogs.h"
#include "dg-library-prompts.h"
#include "dg-plain-row.h"
#include "dg-prompt-item.h"
#include "dg-prompt-page.h"
#include "dg-text-file.h"
#include "dg-toast.h"
#include "dg-window.h"

/* As the command line has it. */
#define MAX_PROMPT_BYTES (256 * 1024)

struct _DgPromptsPage
{
  DgPage parent_instance;

  DgEngine *engine;          /* (owned) (nullable): NULL until it is set */
  DgRunList *runs;           /* (owned) (nullable): NULL until it is set */
  DgLibrary *library;        /* (owned) (nullable): the one that is shown */
  GCancellable *cancellable; /* (owned): of what the page has begun */
  GListStore *prompts;       /* (owned) (element-type DgPromptItem): all of them */
  GtkFilterListModel *found; /* (owned): those that are shown */
  GtkCustomFilter *filter;   /* (owned): by what is searched for */

  /* template */
  GtkSearchBar *search_bar;
  GtkSearchEntry *search;
  GtkStack *states;
  AdwStatusPage *error_page;
  GtkListBox *list;
  GtkWidget *bottom_bar;
};

G_DEFINE_FINAL_TYPE (DgPromptsPage, dg_prompts_page, DG_TYPE_PAGE)

static void load (DgPromptsPage *self);

/* --- the list --- */

/* What depends on whether there is something to see. */
static void
update_surroundings (DgPromptsPage *self)
{
  const char *state = gtk_stack_get_visible_child_name (self->states);
  gboolean listing = g_str_equal (state, "list") || g_str_equal (state, "nothing-found");

  dg_page_set_inviting (DG_PAGE (self), g_str_equal (state, "empty") || g_str_equal (state, "error"));
  gtk_search_bar_set_key_capture_widget (self->search_bar, listing ? GTK_WIDGET (self) : NULL);
  gtk_widget_set_visible (self->bottom_bar, listing && dg_page_get_narrow (DG_PAGE (self)));
}

static void
update_state (DgPromptsPage *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->prompts)) == 0)
    gtk_stack_set_visible_child_name (self->states, "empty");
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->found)) == 0)
    gtk_stack_set_visible_child_name (self->states, "nothing-found");
  else
    gtk_stack_set_visible_child_name (self->states, "list");
  update_surroundings (self);
}

static gboolean
match_item (gpointer item, gpointer data)
{
  DgPromptsPage *self = data;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  return !dg_page_get_searching (DG_PAGE (self)) || *text == '\0' || dg_prompt_item_matches (item, text);
}

static void
search_changed_cb (DgPromptsPage *self)
{
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  if (self->library != NULL)
    update_state (self);
}

static GtkWidget *
new_menu_button (const DgPrompt *prompt)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenuItem) generate = g_menu_item_new (_ ("_Generate Dataset from This Prompt"), NULL);
  g_autoptr (GMenuItem) remove = g_menu_item_new (_ ("_Delete"), NULL);
  GtkWidget *button = gtk_menu_button_new ();
  /* Translators: the %s is the name of a prompt. */
  g_autofree char *label = g_strdup_printf (_ ("Menu of %s"), prompt->name);

  g_menu_item_set_action_and_target (generate, "win.generate-from-prompt", "s", prompt->id);
  g_menu_item_set_action_and_target (remove, "prompts.delete", "s", prompt->id);
  g_menu_append_item (menu, generate);
  g_menu_append_item (menu, remove);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("More"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return button;
}

static GtkWidget *
create_row (gpointer item, gpointer data)
{
  const DgPrompt *prompt = dg_prompt_item_get_prompt (item);
  g_autofree char *summary = dg_prompt_item_dup_summary (item);
  GtkWidget *row = dg_plain_row_new (prompt->name, summary);

  g_object_set (row, "title-lines", 2, "subtitle-lines", 2, "activatable", TRUE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, prompt->name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, summary, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_menu_button (prompt));
  g_object_set_data_full (G_OBJECT (row), "dg-item", g_object_ref (item), g_object_unref);

  return row;
}

static void
open_prompt (DgPromptsPage *self, const DgPrompt *prompt)
{
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));

  if (DG_IS_WINDOW (window) && self->library != NULL)
    dg_window_push (DG_WINDOW (window), dg_prompt_page_new (self->library, prompt));
}

static void
row_activated_cb (DgPromptsPage *self, GtkListBoxRow *row)
{
  open_prompt (self, dg_prompt_item_get_prompt (g_object_get_data (G_OBJECT (row), "dg-item")));
}

/* --- loading --- */

static gboolean
is_same (DgPromptItem *item, const DgPrompt *prompt)
{
  const DgPrompt *old = dg_prompt_item_get_prompt (item);

  return g_str_equal (old->id, prompt->id) && g_str_equal (old->name, prompt->name) &&
         g_str_equal (old->system, prompt->system) && g_str_equal (old->user, prompt->user);
}

/* Rows that are as they were keep their focus. */
static void
take_prompts (DgPromptsPage *self, GPtrArray *prompts)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->prompts));
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint start = 0;

  for (; start < MIN (n_items, prompts->len); start++)
    {
      g_autoptr (DgPromptItem) item = g_list_model_get_item (G_LIST_MODEL (self->prompts), start);

      if (!is_same (item, g_ptr_array_index (prompts, start)))
        break;
    }
  for (guint i = start; i < prompts->len; i++)
    g_ptr_array_add (items, dg_prompt_item_new (g_ptr_array_index (prompts, i)));

  g_list_store_splice (self->prompts, start, n_items - start, items->pdata, items->len);
}

static void
list_prompts_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgPromptsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) prompts = dg_library_list_prompts_finish (DG_LIBRARY (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || DG_LIBRARY (source) != self->library)
    return;

  if (prompts == NULL)
    {
      g_autofree char *text = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->error_page, text);
      gtk_stack_set_visible_child_name (self->states, "error");
      update_surroundings (self);
      return;
    }

  take_prompts (self, prompts);
  update_state (self);
}

static void
load (DgPromptsPage *self)
{
  if (self->library != NULL)
    dg_library_list_prompts_async (self->library, self->cancellable, list_prompts_cb, g_object_ref (self));
}

static void
library_cb (DgPromptsPage *self)
{
  DgLibrary *library = dg_engine_get_library (self->engine);

  if (library == self->library)
    return;

  if (self->library != NULL)
    g_signal_handlers_disconnect_by_func (self->library, load, self);
  g_set_object (&self->library, library);
  if (library != NULL)
    g_signal_connect_object (library, "changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  load (self);
}

/* --- deleting, with undo --- */

typedef struct
{
  DgPromptsPage *page; /* (owned) */
  DgLibrary *library;  /* (owned): it was deleted from */
  DgPrompt *prompt;    /* (owned) */
} Deletion;

static void
free_deletion (gpointer data)
{
  Deletion *deletion = data;

  g_object_unref (deletion->page);
  g_object_unref (deletion->library);
  dg_prompt_free (deletion->prompt);
  g_free (deletion);
}

static void
restore_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgPromptsPage) self = data;
  g_autoptr (GError) error = NULL;

  if (!dg_library_restore_prompt_finish (DG_LIBRARY (source), result, &error))
    dg_toast_show_error (GTK_WIDGET (self), error);
}

static void
undo_deletion (gpointer data)
{
  Deletion *deletion = data;

  dg_library_restore_prompt_async (deletion->library, deletion->prompt, NULL, restore_cb,
                                   g_object_ref (deletion->page));
}

static void
delete_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgPromptsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DgPrompt) prompt = dg_library_delete_prompt_finish (DG_LIBRARY (source), result, &error);
  g_autofree char *text = NULL;
  Deletion *deletion;

  if (prompt == NULL)
    {
      dg_toast_show_error (GTK_WIDGET (self), error);
      return;
    }

  /* Translators: the %s is the name of a prompt. */
  text = g_strdup_printf (_ ("Deleted “%s”"), prompt->name);
  deletion = g_new0 (Deletion, 1);
  deletion->page = g_object_ref (self);
  deletion->library = g_object_ref (DG_LIBRARY (source));
  deletion->prompt = g_steal_pointer (&prompt);
  dg_toast_show_with_button (GTK_WIDGET (self), text, _ ("_Undo"), undo_deletion, deletion, free_deletion);
}

/* --- actions --- */

static void
delete_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgPromptsPage *self = DG_PROMPTS_PAGE (widget);

  if (self->library != NULL)
    dg_library_delete_prompt_async (self->library, g_variant_get_string (parameter, NULL), NULL, delete_cb,
                                    g_object_ref (self));
}

static void
try_again_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  load (DG_PROMPTS_PAGE (widget));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgPromptsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = dg_text_file_read_finish (G_FILE (source), result, &error);
  g_autofree char *name = NULL;
  g_autofree char *display = NULL;
  g_autoptr (DgPrompt) prompt = NULL;

  if (text == NULL)
    {
      dg_toast_show_error (GTK_WIDGET (self), error);
      return;
    }

  name = g_file_get_basename (G_FILE (source));
  display = g_filename_display_name (name);
  if (strrchr (display, '.') != NULL && strrchr (display, '.') != display)
    *strrchr (display, '.') = '\0';
  prompt = dg_prompt_new (display, "", text);
  open_prompt (self, prompt);
}

static void
import_file (DgPromptsPage *self, GFile *file)
{
  dg_text_file_read_async (file, MAX_PROMPT_BYTES, self->cancellable, read_cb, g_object_ref (self));
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgPromptsPage) self = data;
  g_autoptr (GFile) file = dg_dialogs_file_finish (result, NULL);

  if (file != NULL)
    import_file (self, file);
}

static void
import_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgPromptsPage *self = DG_PROMPTS_PAGE (widget);

  dg_dialogs_open_file_async (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Choose a Prompt"), DG_FILE_KIND_TEXT,
                              self->cancellable, file_chosen_cb, g_object_ref (self));
}

static gboolean
drop_cb (DgPromptsPage *self, const GValue *value)
{
  GdkFileList *files = g_value_get_boxed (value);
  GSList *list = gdk_file_list_get_files (files);

  if (list == NULL)
    return FALSE;

  import_file (self, list->data);
  g_slist_free (list);

  return TRUE;
}

/* --- as a page --- */

static void
dg_prompts_page_shown (DgPage *page)
{
  DgPromptsPage *self = DG_PROMPTS_PAGE (page);

  load (self);
}

static void
dg_prompts_page_dispose (GObject *object)
{
  DgPromptsPage *self = DG_PROMPTS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  /* the rows go with the template, and their model before them */
  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->found);
  g_clear_object (&self->filter);
  g_clear_object (&self->prompts);
  g_clear_object (&self->library);
  g_clear_object (&self->engine);
  g_clear_object (&self->runs);

  G_OBJECT_CLASS (dg_prompts_page_parent_class)->dispose (object);
}

static void
dg_prompts_page_finalize (GObject *object)
{
  g_clear_object (&DG_PROMPTS_PAGE (object)->cancellable);

  G_OBJECT_CLASS (dg_prompts_page_parent_class)->finalize (object);
}

static void
dg_prompts_page_class_init (DgPromptsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dg_prompts_page_dispose;
  object_class->finalize = dg_prompts_page_finalize;
  DG_PAGE_CLASS (klass)->shown = dg_prompts_page_shown;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/prompts/dg-prompts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DgPromptsPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, DgPromptsPage, search);
  gtk_widget_class_bind_template_child (widget_class, DgPromptsPage, states);
  gtk_widget_class_bind_template_child (widget_class, DgPromptsPage, error_page);
  gtk_widget_class_bind_template_child (widget_class, DgPromptsPage, list);
  gtk_widget_class_bind_template_child (widget_class, DgPromptsPage, bottom_bar);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);

  gtk_widget_class_install_action (widget_class, "prompts.delete", "s", delete_action_cb);
  gtk_widget_class_install_action (widget_class, "prompts.import", NULL, import_cb);
  gtk_widget_class_install_action (widget_class, "prompts.try-again", NULL, try_again_cb);
}

static void
dg_prompts_page_init (DgPromptsPage *self)
{
  GtkDropTarget *target;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->prompts = g_list_store_new (DG_TYPE_PROMPT_ITEM);
  self->filter = gtk_custom_filter_new (match_item, self, NULL);
  self->found =
      gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->prompts)), GTK_FILTER (g_object_ref (self->filter)));
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->found), create_row, self, NULL);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search));
  g_signal_connect (self, "notify::searching", G_CALLBACK (search_changed_cb), NULL);
  g_signal_connect (self, "notify::narrow", G_CALLBACK (update_surroundings), NULL);

  target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/**
 * dg_prompts_page_set_engine:
 * @self: the page
 * @engine: what stands behind the pages
 * @runs: the runs under way
 *
 * Gives the page what it shows; once.
 */
void
dg_prompts_page_set_engine (DgPromptsPage *self, DgEngine *engine, DgRunList *runs)
{
  g_return_if_fail (DG_IS_PROMPTS_PAGE (self));
  g_return_if_fail (DG_IS_ENGINE (engine) && self->engine == NULL);

  self->engine = g_object_ref (engine);
  self->runs = g_object_ref (runs);
  g_signal_connect_object (engine, "notify::library", G_CALLBACK (library_cb), self, G_CONNECT_SWAPPED);
  library_cb (self);
}

/**
 * dg_prompts_page_new_prompt:
 * @self: the page
 *
 * Begins a new prompt, with the focus where it is written.
 */
void
dg_prompts_page_new_prompt (DgPromptsPage *self)
{
  g_return_if_fail (DG_IS_PROMPTS_PAGE (self));

  g_autoptr (DgPrompt) prompt = dg_prompt_new ("", "", "");

  open_prompt (self, prompt);
}
