/* dg-banner.c: a message across a page, with the button that mends it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-banner.h"

#include <adwaita.h>

#include "dg-page.h"

/**
 * DgBanner:
 *
 * What libadwaita 1.3 has as AdwBanner, for 1.2. Its text is plain, not markup.
 */
struct _DgBanner
{
  GtkWidget parent_instance;

  /* template */
  GtkRevealer *revealer;
  GtkBox *box;
  GtkLabel *label;
  GtkWidget *buttons;
  GtkButton *secondary_button;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (DgBanner, dg_banner, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_BUTTON_LABEL,
  PROP_SECONDARY_LABEL,
  PROP_REVEALED,
  N_PROPS
};

enum
{
  SIGNAL_BUTTON_CLICKED,
  SIGNAL_SECONDARY_CLICKED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
button_clicked_cb (DgBanner *self)
{
  g_signal_emit (self, signals[SIGNAL_BUTTON_CLICKED], 0);
}

static void
secondary_clicked_cb (DgBanner *self)
{
  g_signal_emit (self, signals[SIGNAL_SECONDARY_CLICKED], 0);
}

static void
dg_banner_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DgBanner *self = DG_BANNER (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_label (self->label));
      break;
    case PROP_BUTTON_LABEL:
      g_value_set_string (value, gtk_button_get_label (self->button));
      break;
    case PROP_SECONDARY_LABEL:
      g_value_set_string (value, gtk_button_get_label (self->secondary_button));
      break;
    case PROP_REVEALED:
      g_value_set_boolean (value, gtk_revealer_get_reveal_child (self->revealer));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dg_banner_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DgBanner *self = DG_BANNER (object);

  switch (id)
    {
    case PROP_TITLE:
      dg_banner_set_title (self, g_value_get_string (value));
      break;
    case PROP_BUTTON_LABEL:
      dg_banner_set_button_label (self, g_value_get_string (value));
      break;
    case PROP_SECONDARY_LABEL:
      dg_banner_set_secondary_label (self, g_value_get_string (value));
      break;
    case PROP_REVEALED:
      dg_banner_set_revealed (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
show_buttons (DgBanner *self)
{
  gtk_widget_set_visible (self->buttons, gtk_widget_get_visible (GTK_WIDGET (self->button)) ||
                                             gtk_widget_get_visible (GTK_WIDGET (self->secondary_button)));
}

/* Beside two buttons, a narrow page has no room for words. */
static void
narrow_cb (DgBanner *self, GParamSpec *pspec, DgPage *page)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  dg_page_get_narrow (page) ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
dg_banner_root (GtkWidget *widget)
{
  GtkWidget *page = gtk_widget_get_ancestor (widget, DG_TYPE_PAGE);

  GTK_WIDGET_CLASS (dg_banner_parent_class)->root (widget);
  if (page == NULL)
    return;

  g_signal_connect_object (page, "notify::narrow", G_CALLBACK (narrow_cb), widget, G_CONNECT_SWAPPED);
  narrow_cb (DG_BANNER (widget), NULL, DG_PAGE (page));
}

static void
dg_banner_unroot (GtkWidget *widget)
{
  GtkWidget *page = gtk_widget_get_ancestor (widget, DG_TYPE_PAGE);

  if (page != NULL)
    g_signal_handlers_disconnect_by_func (page, narrow_cb, widget);
  GTK_WIDGET_CLASS (dg_banner_parent_class)->unroot (widget);
}

static void
dg_banner_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (dg_banner_parent_class)->dispose (object);
}

static void
dg_banner_class_init (DgBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = dg_banner_get_property;
  object_class->set_property = dg_banner_set_property;
  object_class->dispose = dg_banner_dispose;
  widget_class->root = dg_banner_root;
  widget_class->unroot = dg_banner_unroot;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_BUTTON_LABEL] = g_param_spec_string ("button-label", NULL, NULL, NULL, flags);
  properties[PROP_SECONDARY_LABEL] = g_param_spec_string ("secondary-label", NULL, NULL, NULL, flags);
  properties[PROP_REVEALED] = g_param_spec_boolean ("revealed", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_BUTTON_CLICKED] = g_signal_new ("button-clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SECONDARY_CLICKED] = g_signal_new ("secondary-clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                                    0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/widgets/dg-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, DgBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, DgBanner, box);
  gtk_widget_class_bind_template_child (widget_class, DgBanner, label);
  gtk_widget_class_bind_template_child (widget_class, DgBanner, buttons);
  gtk_widget_class_bind_template_child (widget_class, DgBanner, secondary_button);
  gtk_widget_class_bind_template_child (widget_class, DgBanner, button);
  gtk_widget_class_bind_template_callback (widget_class, button_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, secondary_clicked_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
dg_banner_init (DgBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dg_banner_set_title:
 * @self: a banner
 * @title: (nullable): what it says, plain text
 */
void
dg_banner_set_title (DgBanner *self, const char *title)
{
  g_return_if_fail (DG_IS_BANNER (self));

  if (g_strcmp0 (gtk_label_get_label (self->label), title != NULL ? title : "") == 0)
    return;

  gtk_label_set_label (self->label, title != NULL ? title : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title != NULL ? title : "", -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/**
 * dg_banner_set_button_label:
 * @self: a banner
 * @label: (nullable): the label of its button, with a mnemonic; %NULL for no button
 */
void
dg_banner_set_button_label (DgBanner *self, const char *label)
{
  g_return_if_fail (DG_IS_BANNER (self));

  gtk_button_set_label (self->button, label != NULL ? label : "");
  gtk_widget_set_visible (GTK_WIDGET (self->button), label != NULL && *label != '\0');
  show_buttons (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUTTON_LABEL]);
}

/**
 * dg_banner_set_secondary_label:
 * @self: a banner
 * @label: (nullable): the label of a second button, which mends nothing, with a mnemonic; %NULL for none
 */
void
dg_banner_set_secondary_label (DgBanner *self, const char *label)
{
  g_return_if_fail (DG_IS_BANNER (self));

  gtk_button_set_label (self->secondary_button, label != NULL ? label : "");
  gtk_widget_set_visible (GTK_WIDGET (self->secondary_button), label != NULL && *label != '\0');
  show_buttons (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SECONDARY_LABEL]);
}

/**
 * dg_banner_set_revealed:
 * @self: a banner
 * @revealed: whether it is seen
 */
void
dg_banner_set_revealed (DgBanner *self, gboolean revealed)
{
  g_return_if_fail (DG_IS_BANNER (self));

  if (gtk_revealer_get_reveal_child (self->revealer) == !!revealed)
    return;

  gtk_revealer_set_reveal_child (self->revealer, revealed);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVEALED]);
}
