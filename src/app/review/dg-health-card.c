/* dg-health-card.c: one thing that a dataset is looked at for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-health-card.h"

#include <adwaita.h>

/**
 * DgHealthCard:
 *
 * A title, what is to be said about it in a sentence, and on a card what shows it: a chart or a list. Its texts are
 * plain, not markup.
 */
struct _DgHealthCard
{
  GtkWidget parent_instance;

  /* template */
  GtkLabel *title_label;
  GtkLabel *summary_label;
  AdwBin *frame;
};

G_DEFINE_FINAL_TYPE (DgHealthCard, dg_health_card, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_CONTENT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
set_title (DgHealthCard *self, const char *title)
{
  gtk_label_set_label (self->title_label, title != NULL ? title : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title != NULL ? title : "", -1);
}

static void
dg_health_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DgHealthCard *self = DG_HEALTH_CARD (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_label (self->title_label));
      break;
    case PROP_CONTENT:
      g_value_set_object (value, adw_bin_get_child (self->frame));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dg_health_card_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DgHealthCard *self = DG_HEALTH_CARD (object);

  switch (id)
    {
    case PROP_TITLE:
      set_title (self, g_value_get_string (value));
      break;
    case PROP_CONTENT:
      adw_bin_set_child (self->frame, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dg_health_card_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (dg_health_card_parent_class)->dispose (object);
}

static void
dg_health_card_class_init (DgHealthCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = dg_health_card_get_property;
  object_class->set_property = dg_health_card_set_property;
  object_class->dispose = dg_health_card_dispose;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CONTENT] =
      g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/review/dg-health-card.ui");
  gtk_widget_class_bind_template_child (widget_class, DgHealthCard, title_label);
  gtk_widget_class_bind_template_child (widget_class, DgHealthCard, summary_label);
  gtk_widget_class_bind_template_child (widget_class, DgHealthCard, frame);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
dg_health_card_init (DgHealthCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dg_health_card_new:
 * @title: what it is about
 * @content: what shows it
 *
 * Returns: (transfer floating): a card without a summary
 */
GtkWidget *
dg_health_card_new (const char *title, GtkWidget *content)
{
  return g_object_new (DG_TYPE_HEALTH_CARD, "title", title, "content", content, NULL);
}

/**
 * dg_health_card_set_summary:
 * @self: a card
 * @summary: (nullable): what is to be said about it, plain text
 */
void
dg_health_card_set_summary (DgHealthCard *self, const char *summary)
{
  g_return_if_fail (DG_IS_HEALTH_CARD (self));

  gtk_label_set_label (self->summary_label, summary != NULL ? summary : "");
  gtk_widget_set_visible (GTK_WIDGET (self->summary_label), summary != NULL && *summary != '\0');
}
