/* dg-health-item.c: records to look at, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-health-item.h"

/**
 * DgHealthItem:
 *
 * A group of duplicates, or a problem.
 */
struct _DgHealthItem
{
  GObject parent_instance;

  char *what;      /* (owned) */
  char *where;     /* (owned) */
  char *title;     /* (owned) */
  GArray *numbers; /* (owned) (element-type guint) */
  gboolean grave;
};

G_DEFINE_FINAL_TYPE (DgHealthItem, dg_health_item, G_TYPE_OBJECT)

static void
dg_health_item_finalize (GObject *object)
{
  DgHealthItem *self = DG_HEALTH_ITEM (object);

  g_clear_pointer (&self->what, g_free);
  g_clear_pointer (&self->where, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->numbers, g_array_unref);

  G_OBJECT_CLASS (dg_health_item_parent_class)->finalize (object);
}

static void
dg_health_item_class_init (DgHealthItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dg_health_item_finalize;
}

static void
dg_health_item_init (DgHealthItem *self)
{
}

/**
 * dg_health_item_new:
 * @what: what is the matter
 * @where: which records that is about, for a person
 * @title: what the records have in common
 * @numbers: (element-type guint): the records
 * @grave: whether it makes the dataset wrong, and not only larger than it need be
 *
 * Returns: (transfer full): an item
 */
DgHealthItem *
dg_health_item_new (const char *what, const char *where, const char *title, GArray *numbers, gboolean grave)
{
  g_return_val_if_fail (what != NULL && where != NULL && title != NULL && numbers != NULL, NULL);

  DgHealthItem *self = g_object_new (DG_TYPE_HEALTH_ITEM, NULL);

  self->what = g_strdup (what);
  self->where = g_strdup (where);
  self->title = g_strdup (title);
  self->numbers = g_array_ref (numbers);
  self->grave = grave;

  return self;
}

/**
 * dg_health_item_get_what:
 * @self: an item
 *
 * Returns: (transfer none): what is the matter
 */
const char *
dg_health_item_get_what (DgHealthItem *self)
{
  g_return_val_if_fail (DG_IS_HEALTH_ITEM (self), NULL);

  return self->what;
}

/**
 * dg_health_item_get_where:
 * @self: an item
 *
 * Returns: (transfer none): which records that is about, for a person
 */
const char *
dg_health_item_get_where (DgHealthItem *self)
{
  g_return_val_if_fail (DG_IS_HEALTH_ITEM (self), NULL);

  return self->where;
}

/**
 * dg_health_item_get_title:
 * @self: an item
 *
 * Returns: (transfer none): what the records have in common
 */
const char *
dg_health_item_get_title (DgHealthItem *self)
{
  g_return_val_if_fail (DG_IS_HEALTH_ITEM (self), NULL);

  return self->title;
}

/**
 * dg_health_item_get_numbers:
 * @self: an item
 *
 * Returns: (transfer none) (element-type guint): the records
 */
GArray *
dg_health_item_get_numbers (DgHealthItem *self)
{
  g_return_val_if_fail (DG_IS_HEALTH_ITEM (self), NULL);

  return self->numbers;
}

/**
 * dg_health_item_is_grave:
 * @self: an item
 *
 * Returns: whether it makes the dataset wrong, and not only larger than it need be
 */
gboolean
dg_health_item_is_grave (DgHealthItem *self)
{
  g_return_val_if_fail (DG_IS_HEALTH_ITEM (self), FALSE);

  return self->grave;
}
