/* dg-preferences-window.c: what the person can set
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-preferences-window.h"

struct _DgPreferencesWindow
{
  AdwWindow parent_instance;

  DgEngine *engine; /* (owned) */
};

G_DEFINE_FINAL_TYPE (DgPreferencesWindow, dg_preferences_window, ADW_TYPE_WINDOW)

static void
dg_preferences_window_dispose (GObject *object)
{
  g_clear_object (&DG_PREFERENCES_WINDOW (object)->engine);

  G_OBJECT_CLASS (dg_preferences_window_parent_class)->dispose (object);
}

static void
dg_preferences_window_class_init (DgPreferencesWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dg_preferences_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/DatasetGen/preferences/dg-preferences-window.ui");
}

static void
dg_preferences_window_init (DgPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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

  return self;
}
