/* dg-growing-text.c: a text view that is as high as its lines, whatever its width becomes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-growing-text.h"

/**
 * DgGrowingText:
 *
 * GtkTextView asks for another height when its text changes, but not when another width breaks the lines elsewhere.
 */
typedef struct
{
  int width;      /* the last that it was given */
  guint resizing; /* id of the source that asks for another height, 0 for none */
} DgGrowingTextPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (DgGrowingText, dg_growing_text, GTK_TYPE_TEXT_VIEW)

static gboolean
resize_cb (gpointer data)
{
  DgGrowingTextPrivate *priv = dg_growing_text_get_instance_private (data);

  priv->resizing = 0;
  gtk_widget_queue_resize (data);

  return G_SOURCE_REMOVE;
}

static void
dg_growing_text_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DgGrowingTextPrivate *priv = dg_growing_text_get_instance_private (DG_GROWING_TEXT (widget));

  GTK_WIDGET_CLASS (dg_growing_text_parent_class)->size_allocate (widget, width, height, baseline);

  /* once the lines are broken, which the view does when there is time */
  if (width != priv->width && priv->resizing == 0)
    priv->resizing = g_idle_add_full (G_PRIORITY_LOW, resize_cb, widget, NULL);
  priv->width = width;
}

static void
dg_growing_text_dispose (GObject *object)
{
  DgGrowingTextPrivate *priv = dg_growing_text_get_instance_private (DG_GROWING_TEXT (object));

  g_clear_handle_id (&priv->resizing, g_source_remove);

  G_OBJECT_CLASS (dg_growing_text_parent_class)->dispose (object);
}

static void
dg_growing_text_class_init (DgGrowingTextClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dg_growing_text_dispose;
  GTK_WIDGET_CLASS (klass)->size_allocate = dg_growing_text_size_allocate;
}

static void
dg_growing_text_init (DgGrowingText *self)
{
}
