/* dg-window.c: the window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-window.h"

#include <glib/gi18n.h>

#include "dg-bedrock-model.h"
#include "dg-datasets-page.h"
#include "dg-prompts-page.h"
#include "dg-review-page.h"
#include "dg-wizard-page.h"

/* Below this width, in application pixels, things are one above the other; with large text even before. */
#define NARROW_WIDTH 720

/* How long a page that was left stays behind the one that comes, in milliseconds: GtkStack's own default. */
#define TRANSITION_MS 200

/**
 * DgWindow:
 *
 * The places, Datasets and Prompts, and on top of them the page that the person works on.
 */
struct _DgWindow
{
  AdwApplicationWindow parent_instance;

  DgEngine *engine;    /* (owned) */
  DgRunList *runs;     /* (owned) */
  DgPage *page;        /* (unowned) (nullable): the page on top of the places */
  gboolean narrow;     /* whether the window is too narrow for things beside each other */
  int wide_minimum;    /* what things beside each other need, 0 until that is known */
  GBinding *searching; /* (unowned) (nullable): of the search button to the place that is shown */

  /* template */
  GtkStack *pages;
  AdwHeaderBar *header;
  GtkStack *add_buttons;
  GtkStack *titles;
  AdwWindowTitle *narrow_title;
  GtkToggleButton *search_button;
  GtkButton *generate_button;
  AdwViewStack *places;
  AdwViewSwitcherBar *switcher_bar;
  DgDatasetsPage *datasets_page;
  DgPromptsPage *prompts_page;
};

G_DEFINE_FINAL_TYPE (DgWindow, dg_window, ADW_TYPE_APPLICATION_WINDOW)

static DgPage *
get_place (DgWindow *self)
{
  return DG_PAGE (adw_view_stack_get_visible_child (self->places));
}

/* --- width --- */

static void
update_narrow (DgWindow *self, gboolean narrow)
{
  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  gtk_stack_set_visible_child_name (self->titles, narrow ? "narrow" : "wide");
  /* as much room beside the title as the buttons on the other side have is more than there is */
  adw_header_bar_set_centering_policy (self->header, narrow ? ADW_CENTERING_POLICY_LOOSE : ADW_CENTERING_POLICY_STRICT);
  gtk_widget_set_visible (GTK_WIDGET (self->add_buttons), !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->generate_button), !narrow);
  adw_view_switcher_bar_set_reveal (self->switcher_bar, narrow);
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  dg_page_set_narrow (DG_PAGE (self->datasets_page), narrow);
  dg_page_set_narrow (DG_PAGE (self->prompts_page), narrow);
  if (self->page != NULL)
    dg_page_set_narrow (self->page, narrow);
}

/* A window cannot be made narrower than what it shows, and would never become narrow. So what it shows when it is wide
 * does not count: it shows something else before it gets there. */
static void
dg_window_measure (GtkWidget *widget,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *minimum_baseline,
                   int *natural_baseline)
{
  DgWindow *self = DG_WINDOW (widget);

  /* how high it is at a width at which it will be narrow nobody can tell yet */
  if (orientation == GTK_ORIENTATION_VERTICAL && !self->narrow && for_size >= 0)
    for_size = MAX (for_size, self->wide_minimum);

  GTK_WIDGET_CLASS (dg_window_parent_class)
      ->measure (widget, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
  if (orientation == GTK_ORIENTATION_VERTICAL || self->narrow)
    return;

  self->wide_minimum = *minimum;
  *minimum = 0;
}

/* Before the children get their places, so that they get the right ones at once. */
static void
dg_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DgWindow *self = DG_WINDOW (widget);

  update_narrow (self, width < MAX (NARROW_WIDTH, self->wide_minimum));

  GTK_WIDGET_CLASS (dg_window_parent_class)->size_allocate (widget, width, height, baseline);
}

/* --- places --- */

/* One button stands out at a time: that of the place, when it says what to do first. */
static void
update_header (DgWindow *self)
{
  gboolean inviting = dg_page_get_inviting (get_place (self));

  if (inviting)
    gtk_widget_remove_css_class (GTK_WIDGET (self->generate_button), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->generate_button), "suggested-action");
  gtk_widget_set_sensitive (GTK_WIDGET (self->search_button), !inviting);
}

static void
show_place_cb (DgWindow *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->places);
  AdwViewStackPage *place;

  /* while the template is built */
  if (name == NULL || self->engine == NULL)
    return;

  place = adw_view_stack_get_page (self->places, adw_view_stack_get_visible_child (self->places));
  gtk_stack_set_visible_child_name (self->add_buttons, name);
  adw_window_title_set_title (self->narrow_title, adw_view_stack_page_get_title (place));
  g_settings_set_string (dg_engine_get_settings (self->engine), "place", name);

  g_clear_pointer (&self->searching, g_binding_unbind);
  self->searching = g_object_bind_property (get_place (self), "searching", self->search_button, "active",
                                            G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  update_header (self);
  if (self->page == NULL)
    dg_page_shown (get_place (self));
}

static gboolean
show_home_cb (gpointer data)
{
  dg_page_shown (data);

  return G_SOURCE_REMOVE;
}

/* A page leaves once the one that takes its place has slid in. */
static gboolean
remove_page_cb (gpointer data)
{
  GtkWidget *page = data;
  GtkWidget *stack = gtk_widget_get_parent (page);

  if (stack != NULL)
    gtk_stack_remove (GTK_STACK (stack), page);

  return G_SOURCE_REMOVE;
}

/* --- actions --- */

static void
show_place_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgWindow *self = DG_WINDOW (widget);

  dg_window_go_home (self);
  adw_view_stack_set_visible_child_name (self->places, g_variant_get_string (parameter, NULL));
}

static void
search_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgWindow *self = DG_WINDOW (widget);
  DgPage *page = self->page != NULL ? self->page : get_place (self);

  if (!dg_page_get_inviting (page))
    dg_page_set_searching (page, TRUE);
}

static void
add_dataset_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgWindow *self = DG_WINDOW (widget);

  gtk_widget_activate_action (widget, "win.show-place", "s", "datasets");
  dg_datasets_page_choose_file (self->datasets_page);
}

static void
new_prompt_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgWindow *self = DG_WINDOW (widget);

  gtk_widget_activate_action (widget, "win.show-place", "s", "prompts");
  dg_prompts_page_new_prompt (self->prompts_page);
}

static void
review_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgWindow *self = DG_WINDOW (widget);

  dg_window_push (self, dg_review_page_new (self->engine, self->runs, g_variant_get_string (parameter, NULL)));
}

static void
back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgWindow *self = DG_WINDOW (widget);

  if (self->page == NULL || !dg_page_back (self->page))
    dg_window_go_home (self);
}

/* --- the wizard --- */

static DgWizardPage *
push_wizard (DgWindow *self, const char *provider)
{
  g_autoptr (DgWizardContext) context = dg_wizard_context_new (self->engine, self->runs);
  DgPage *page = dg_wizard_page_new (context);

  if (provider != NULL)
    dg_wizard_context_choose_model (context, provider, provider);
  dg_window_push (self, page);

  return DG_WIZARD_PAGE (page);
}

static void
generate_dataset_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  push_wizard (DG_WINDOW (widget), NULL);
}

static void
practice_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  push_wizard (DG_WINDOW (widget), DG_PROVIDER_PRACTICE);
}

static void
generate_from_prompt_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dg_wizard_page_choose_prompt (push_wizard (DG_WINDOW (widget), NULL), g_variant_get_string (parameter, NULL));
}

static void
continue_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dg_wizard_page_continue (push_wizard (DG_WINDOW (widget), NULL), g_variant_get_string (parameter, NULL));
}

/* What needs a library waits until it is open. */
static void
library_cb (DgWindow *self)
{
  static const char *const names[] = { "win.add-dataset",      "win.new-prompt",           "win.review",
                                       "win.generate-dataset", "win.generate-from-prompt", "win.practice",
                                       "win.continue" };
  gboolean open = dg_engine_get_library (self->engine) != NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), names[i], open);
}

/* --- life --- */

static void
restore_state (DgWindow *self)
{
  GSettings *settings = dg_engine_get_settings (self->engine);
  g_autofree char *place = g_settings_get_string (settings, "place");
  int width, height;

  g_settings_get (settings, "window-size", "(ii)", &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  adw_view_stack_set_visible_child_name (self->places, place);
}

static void
save_state (DgWindow *self)
{
  GSettings *settings = dg_engine_get_settings (self->engine);
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set (settings, "window-size", "(ii)", width, height);
  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
}

static gboolean
dg_window_close_request (GtkWindow *window)
{
  DgWindow *self = DG_WINDOW (window);

  if (self->page != NULL)
    dg_page_leave (self->page);
  save_state (self);

  return GTK_WINDOW_CLASS (dg_window_parent_class)->close_request (window);
}

static void
dg_window_dispose (GObject *object)
{
  DgWindow *self = DG_WINDOW (object);

  g_clear_object (&self->engine);
  g_clear_object (&self->runs);

  G_OBJECT_CLASS (dg_window_parent_class)->dispose (object);
}

static void
dg_window_class_init (DgWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dg_window_dispose;
  widget_class->measure = dg_window_measure;
  widget_class->size_allocate = dg_window_size_allocate;
  GTK_WINDOW_CLASS (klass)->close_request = dg_window_close_request;

  g_type_ensure (DG_TYPE_DATASETS_PAGE);
  g_type_ensure (DG_TYPE_PROMPTS_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/dg-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DgWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, DgWindow, header);
  gtk_widget_class_bind_template_child (widget_class, DgWindow, add_buttons);
  gtk_widget_class_bind_template_child (widget_class, DgWindow, titles);
  gtk_widget_class_bind_template_child (widget_class, DgWindow, narrow_title);
  gtk_widget_class_bind_template_child (widget_class, DgWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, DgWindow, generate_button);
  gtk_widget_class_bind_template_child (widget_class, DgWindow, places);
  gtk_widget_class_bind_template_child (widget_class, DgWindow, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, DgWindow, datasets_page);
  gtk_widget_class_bind_template_child (widget_class, DgWindow, prompts_page);
  gtk_widget_class_bind_template_callback (widget_class, show_place_cb);

  gtk_widget_class_install_action (widget_class, "win.show-place", "s", show_place_action_cb);
  gtk_widget_class_install_action (widget_class, "win.add-dataset", NULL, add_dataset_cb);
  gtk_widget_class_install_action (widget_class, "win.new-prompt", NULL, new_prompt_cb);
  gtk_widget_class_install_action (widget_class, "win.review", "s", review_cb);
  gtk_widget_class_install_action (widget_class, "win.generate-dataset", NULL, generate_dataset_cb);
  gtk_widget_class_install_action (widget_class, "win.generate-from-prompt", "s", generate_from_prompt_cb);
  gtk_widget_class_install_action (widget_class, "win.practice", NULL, practice_cb);
  gtk_widget_class_install_action (widget_class, "win.continue", "s", continue_cb);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_cb);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_cb);
}

static void
dg_window_init (DgWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dg_window_new:
 * @application: the program
 * @engine: what stands behind the pages
 * @runs: the runs under way
 *
 * Returns: (transfer none): a window, which belongs to the toolkit, as large as the last one was
 */
DgWindow *
dg_window_new (GtkApplication *application, DgEngine *engine, DgRunList *runs)
{
  g_return_val_if_fail (DG_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (DG_IS_RUN_LIST (runs), NULL);

  DgWindow *self = g_object_new (DG_TYPE_WINDOW, "application", application, NULL);

  self->engine = g_object_ref (engine);
  self->runs = g_object_ref (runs);
  dg_datasets_page_set_engine (self->datasets_page, engine, runs);
  dg_prompts_page_set_engine (self->prompts_page, engine, runs);
  g_signal_connect_object (engine, "notify::library", G_CALLBACK (library_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->datasets_page, "notify::inviting", G_CALLBACK (update_header), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->prompts_page, "notify::inviting", G_CALLBACK (update_header), self, G_CONNECT_SWAPPED);
  library_cb (self);
  restore_state (self);
  show_place_cb (self);

  return self;
}

/**
 * dg_window_push:
 * @self: the window
 * @page: (transfer floating): a page with a header bar of its own
 *
 * Shows a page on top of the places, instead of the one that is there.
 */
void
dg_window_push (DgWindow *self, DgPage *page)
{
  g_return_if_fail (DG_IS_WINDOW (self));
  g_return_if_fail (DG_IS_PAGE (page));

  dg_window_go_home (self);

  self->page = page;
  dg_page_set_narrow (page, self->narrow);
  gtk_stack_add_child (self->pages, GTK_WIDGET (page));
  gtk_stack_set_visible_child (self->pages, GTK_WIDGET (page));
  dg_page_shown (page);
}

/**
 * dg_window_go_home:
 * @self: the window
 *
 * Shows the places; the page on top of them saves what it has, and goes.
 */
void
dg_window_go_home (DgWindow *self)
{
  g_return_if_fail (DG_IS_WINDOW (self));

  DgPage *page = g_steal_pointer (&self->page);

  if (page == NULL)
    return;

  dg_page_leave (page);
  gtk_stack_set_visible_child_name (self->pages, "home");
  g_timeout_add_full (G_PRIORITY_DEFAULT, TRANSITION_MS * 2, remove_page_cb, g_object_ref (page), g_object_unref);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, show_home_cb, g_object_ref (get_place (self)), g_object_unref);
}

/**
 * dg_window_import:
 * @self: the window
 * @file: a file with records
 *
 * Shows what would be imported from a file.
 */
void
dg_window_import (DgWindow *self, GFile *file)
{
  g_return_if_fail (DG_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-place", "s", "datasets");
  dg_datasets_page_import (self->datasets_page, file);
}
