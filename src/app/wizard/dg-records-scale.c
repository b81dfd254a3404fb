/* dg-records-scale.c: a scale for the number of records, with as much room for tens as for hundreds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-records-scale.h"

#include <math.h>

#include "dg-figures.h"
#include "dg-run.h"
#include "dg-still.h"

/* The marks are equally far apart; between two of them the scale is even. */
static const guint marks[] = { DG_MIN_RECORDS, 50, 100, 250, 500, DG_MAX_RECORDS };

/* What a person who drags gets between two marks: round numbers. */
static const guint steps[] = { 5, 5, 10, 25, 50 };

/**
 * DgRecordsScale:
 *
 * A scale from %DG_MIN_RECORDS to %DG_MAX_RECORDS.
 */
struct _DgRecordsScale
{
  GtkWidget parent_instance;

  guint n_records;

  /* template */
  GtkScale *scale;
  GtkAdjustment *adjustment;
};

G_DEFINE_FINAL_TYPE (DgRecordsScale, dg_records_scale, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_RECORDS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static double
get_position (guint n_records)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (steps) - 1 && n_records > marks[i + 1])
    i++;

  return i + (double) (n_records - marks[i]) / (marks[i + 1] - marks[i]);
}

static guint
get_records_at (double position)
{
  guint i = MIN ((guint) position, (guint) G_N_ELEMENTS (steps) - 1);
  double n_records = marks[i] + (position - i) * (marks[i + 1] - marks[i]);

  return (guint) round (n_records / steps[i]) * steps[i];
}

static void
set_records (DgRecordsScale *self, guint n_records)
{
  g_autofree char *text = dg_figures_dup_records (n_records);

  if (n_records == self->n_records)
    return;

  self->n_records = n_records;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORDS]);
}

static void
moved_cb (DgRecordsScale *self)
{
  double position = gtk_adjustment_get_value (self->adjustment);

  /* a number that is not round was typed, and stays as it is */
  if (self->n_records != 0 && fabs (position - get_position (self->n_records)) < 1e-6)
    return;

  set_records (self, CLAMP (get_records_at (position), DG_MIN_RECORDS, DG_MAX_RECORDS));
}

static void
dg_records_scale_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_RECORDS)
    g_value_set_uint (value, DG_RECORDS_SCALE (object)->n_records);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dg_records_scale_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_RECORDS)
    dg_records_scale_set_records (DG_RECORDS_SCALE (object), g_value_get_uint (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dg_records_scale_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (dg_records_scale_parent_class)->dispose (object);
}

static void
dg_records_scale_class_init (DgRecordsScaleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = dg_records_scale_get_property;
  object_class->set_property = dg_records_scale_set_property;
  object_class->dispose = dg_records_scale_dispose;

  /**
   * DgRecordsScale:records:
   *
   * The number of records.
   */
  properties[PROP_RECORDS] = g_param_spec_uint ("records", NULL, NULL, DG_MIN_RECORDS, DG_MAX_RECORDS, DG_MIN_RECORDS,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/wizard/dg-records-scale.ui");
  gtk_widget_class_bind_template_child (widget_class, DgRecordsScale, scale);
  gtk_widget_class_bind_template_child (widget_class, DgRecordsScale, adjustment);
  gtk_widget_class_bind_template_callback (widget_class, moved_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
dg_records_scale_init (DgRecordsScale *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      g_autofree char *text = g_strdup_printf ("%'u", marks[i]);

      gtk_scale_add_mark (self->scale, i, GTK_POS_BOTTOM, text);
    }
  dg_still_keep (GTK_WIDGET (self->scale));
  set_records (self, DG_MIN_RECORDS);
}

/**
 * dg_records_scale_get_records:
 * @self: a scale
 *
 * Returns: the number of records
 */
guint
dg_records_scale_get_records (DgRecordsScale *self)
{
  g_return_val_if_fail (DG_IS_RECORDS_SCALE (self), DG_MIN_RECORDS);

  return self->n_records;
}

/**
 * dg_records_scale_set_records:
 * @self: a scale
 * @n_records: the number of records, %DG_MIN_RECORDS to %DG_MAX_RECORDS
 */
void
dg_records_scale_set_records (DgRecordsScale *self, guint n_records)
{
  g_return_if_fail (DG_IS_RECORDS_SCALE (self));
  g_return_if_fail (n_records >= DG_MIN_RECORDS && n_records <= DG_MAX_RECORDS);

  set_records (self, n_records);
  gtk_adjustment_set_value (self->adjustment, get_position (n_records));
}
