/* dg-page.c: what the window shows at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-page.h"

/**
 * DgPage:
 *
 * The places, the review of a dataset and the wizard are pages. The window tells a page how wide it is, and a page that
 * is pushed on top of the places brings its own header bar.
 */
typedef struct
{
  gboolean narrow;
  gboolean searching;
  gboolean inviting;
} DgPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (DgPage, dg_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_NARROW,
  PROP_SEARCHING,
  PROP_INVITING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
dg_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DgPage *self = DG_PAGE (object);

  switch (id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, dg_page_get_narrow (self));
      break;
    case PROP_SEARCHING:
      g_value_set_boolean (value, dg_page_get_searching (self));
      break;
    case PROP_INVITING:
      g_value_set_boolean (value, dg_page_get_inviting (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dg_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DgPage *self = DG_PAGE (object);

  switch (id)
    {
    case PROP_NARROW:
      dg_page_set_narrow (self, g_value_get_boolean (value));
      break;
    case PROP_SEARCHING:
      dg_page_set_searching (self, g_value_get_boolean (value));
      break;
    case PROP_INVITING:
      dg_page_set_inviting (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* From wherever the focus went meanwhile, such as what was found. */
static gboolean
stop_searching_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  if (!dg_page_get_searching (DG_PAGE (widget)))
    return GDK_EVENT_PROPAGATE;

  dg_page_set_searching (DG_PAGE (widget), FALSE);

  return GDK_EVENT_STOP;
}

static void
dg_page_class_init (DgPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = dg_page_get_property;
  object_class->set_property = dg_page_set_property;

  /**
   * DgPage:narrow:
   *
   * Whether the window is too narrow for things beside each other. Set by the window.
   */
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);

  /**
   * DgPage:searching:
   *
   * Whether the page shows its search; for pages that have one.
   */
  properties[PROP_SEARCHING] = g_param_spec_boolean ("searching", NULL, NULL, FALSE, flags);

  /**
   * DgPage:inviting:
   *
   * Whether the page has nothing to show and says what to do first, with a button of its own that stands out.
   */
  properties[PROP_INVITING] = g_param_spec_boolean ("inviting", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, stop_searching_cb, NULL);
}

static void
dg_page_init (DgPage *self)
{
}

/**
 * dg_page_get_narrow:
 * @self: a page
 *
 * Returns: whether the window is too narrow for things beside each other
 */
gboolean
dg_page_get_narrow (DgPage *self)
{
  DgPagePrivate *priv = dg_page_get_instance_private (self);

  return priv->narrow;
}

/**
 * dg_page_set_narrow:
 * @self: a page
 * @narrow: whether the window is too narrow for things beside each other
 */
void
dg_page_set_narrow (DgPage *self, gboolean narrow)
{
  DgPagePrivate *priv = dg_page_get_instance_private (self);

  if (priv->narrow == !!narrow)
    return;

  priv->narrow = !!narrow;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

/**
 * dg_page_get_searching:
 * @self: a page
 *
 * Returns: whether the page shows its search
 */
gboolean
dg_page_get_searching (DgPage *self)
{
  DgPagePrivate *priv = dg_page_get_instance_private (self);

  return priv->searching;
}

/**
 * dg_page_set_searching:
 * @self: a page
 * @searching: whether it shows its search
 */
void
dg_page_set_searching (DgPage *self, gboolean searching)
{
  DgPagePrivate *priv = dg_page_get_instance_private (self);

  if (priv->searching == !!searching)
    return;

  priv->searching = !!searching;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCHING]);
}

/**
 * dg_page_get_inviting:
 * @self: a page
 *
 * Returns: whether the page has nothing to show and says what to do first
 */
gboolean
dg_page_get_inviting (DgPage *self)
{
  DgPagePrivate *priv = dg_page_get_instance_private (self);

  return priv->inviting;
}

/**
 * dg_page_set_inviting:
 * @self: a page
 * @inviting: whether it has nothing to show and says what to do first; its search ends then
 */
void
dg_page_set_inviting (DgPage *self, gboolean inviting)
{
  DgPagePrivate *priv = dg_page_get_instance_private (self);

  if (priv->inviting == !!inviting)
    return;

  priv->inviting = !!inviting;
  if (inviting)
    dg_page_set_searching (self, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INVITING]);
}

/**
 * dg_page_shown:
 * @self: a page
 *
 * Tells the page that it is in front now.
 */
void
dg_page_shown (DgPage *self)
{
  g_return_if_fail (DG_IS_PAGE (self));

  if (DG_PAGE_GET_CLASS (self)->shown != NULL)
    DG_PAGE_GET_CLASS (self)->shown (self);
}

/**
 * dg_page_leave:
 * @self: a page
 *
 * Tells the page that it is about to go.
 */
void
dg_page_leave (DgPage *self)
{
  g_return_if_fail (DG_IS_PAGE (self));

  if (DG_PAGE_GET_CLASS (self)->leave != NULL)
    DG_PAGE_GET_CLASS (self)->leave (self);
}

/**
 * dg_page_back:
 * @self: a page
 *
 * Goes back within the page.
 *
 * Returns: whether there was somewhere to go; else the page itself is what the person wants to leave
 */
gboolean
dg_page_back (DgPage *self)
{
  g_return_val_if_fail (DG_IS_PAGE (self), FALSE);

  return DG_PAGE_GET_CLASS (self)->back != NULL && DG_PAGE_GET_CLASS (self)->back (self);
}
