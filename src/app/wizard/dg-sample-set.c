/* dg-sample-set.c: the five cards of the samples step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-sample-set.h"

/**
 * DgSampleSet:
 *
 * A list of #DgSampleItem, of which there are five at all times.
 */
struct _DgSampleSet
{
  GObject parent_instance;

  DgSampleItem *items[DG_N_SAMPLES]; /* (owned) */
  guint n_of;                        /* how many cards the round that is under way is about */
};

static void init_list_model (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DgSampleSet,
                               dg_sample_set,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, init_list_model))

static gboolean
is_concerned (const DgSampleTask *task, DgSampleItem *item)
{
  const DgSample *sample = dg_sample_item_get_sample (item);

  if (task->kind == DG_ROUND_UNDO || dg_sample_item_is_kept (item))
    return FALSE;
  if (task->card > 0)
    return dg_sample_item_get_card (item) == task->card;

  return task->kind != DG_ROUND_REVISE ||
         (sample != NULL && (dg_sample_item_get_notes (item)->len > 0 || *sample->problems != '\0'));
}

static GType
dg_sample_set_get_item_type (GListModel *model)
{
  return DG_TYPE_SAMPLE_ITEM;
}

static guint
dg_sample_set_get_n_items (GListModel *model)
{
  return DG_N_SAMPLES;
}

static gpointer
dg_sample_set_get_item (GListModel *model, guint position)
{
  return position < DG_N_SAMPLES ? g_object_ref (DG_SAMPLE_SET (model)->items[position]) : NULL;
}

static void
init_list_model (GListModelInterface *iface)
{
  iface->get_item_type = dg_sample_set_get_item_type;
  iface->get_n_items = dg_sample_set_get_n_items;
  iface->get_item = dg_sample_set_get_item;
}

static void
dg_sample_set_finalize (GObject *object)
{
  for (guint i = 0; i < DG_N_SAMPLES; i++)
    g_clear_object (&DG_SAMPLE_SET (object)->items[i]);

  G_OBJECT_CLASS (dg_sample_set_parent_class)->finalize (object);
}

static void
dg_sample_set_class_init (DgSampleSetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dg_sample_set_finalize;
}

static void
dg_sample_set_init (DgSampleSet *self)
{
  for (guint i = 0; i < DG_N_SAMPLES; i++)
    self->items[i] = dg_sample_item_new (i + 1);
}

/**
 * dg_sample_set_new:
 *
 * Returns: (transfer full): five cards without samples
 */
DgSampleSet *
dg_sample_set_new (void)
{
  return g_object_new (DG_TYPE_SAMPLE_SET, NULL);
}

/**
 * dg_sample_set_get:
 * @self: the cards
 * @card: the number of one, from 1 on
 *
 * Returns: (transfer none): that card
 */
DgSampleItem *
dg_sample_set_get (DgSampleSet *self, guint card)
{
  g_return_val_if_fail (DG_IS_SAMPLE_SET (self), NULL);
  g_return_val_if_fail (card >= 1 && card <= DG_N_SAMPLES, NULL);

  return self->items[card - 1];
}

/**
 * dg_sample_set_show_draft:
 * @self: the cards
 * @draft: what the session has
 *
 * Has each card show its part of it.
 */
void
dg_sample_set_show_draft (DgSampleSet *self, const DgDraft *draft)
{
  g_return_if_fail (DG_IS_SAMPLE_SET (self));
  g_return_if_fail (draft != NULL);

  for (guint i = 0; i < DG_N_SAMPLES; i++)
    dg_sample_item_show_draft (self->items[i], draft);
}

/**
 * dg_sample_set_mark:
 * @self: the cards
 * @task: (nullable): the round that begins; %NULL when it has ended
 *
 * Marks the cards that wait for what the round makes of them.
 */
void
dg_sample_set_mark (DgSampleSet *self, const DgSampleTask *task)
{
  g_return_if_fail (DG_IS_SAMPLE_SET (self));

  self->n_of = 0;
  for (guint i = 0; i < DG_N_SAMPLES; i++)
    {
      gboolean waiting = task != NULL && is_concerned (task, self->items[i]);

      self->n_of += waiting;
      dg_sample_item_set_waiting (self->items[i], waiting);
    }
}

/**
 * dg_sample_set_count_noted:
 * @self: the cards
 *
 * Returns: how many cards have a note that no round has used yet
 */
guint
dg_sample_set_count_noted (DgSampleSet *self)
{
  g_return_val_if_fail (DG_IS_SAMPLE_SET (self), 0);

  guint n = 0;

  for (guint i = 0; i < DG_N_SAMPLES; i++)
    n += dg_sample_item_is_noted (self->items[i]);

  return n;
}

/**
 * dg_sample_set_count_approved:
 * @self: the cards
 *
 * Returns: how many cards are approved
 */
guint
dg_sample_set_count_approved (DgSampleSet *self)
{
  g_return_val_if_fail (DG_IS_SAMPLE_SET (self), 0);

  guint n = 0;

  for (guint i = 0; i < DG_N_SAMPLES; i++)
    {
      const DgSample *sample = dg_sample_item_get_sample (self->items[i]);

      n += sample != NULL && sample->state == DG_SAMPLE_APPROVED;
    }

  return n;
}

/**
 * dg_sample_set_count_open:
 * @self: the cards
 *
 * Returns: how many cards the person has neither approved nor edited, so that they can be made anew
 */
guint
dg_sample_set_count_open (DgSampleSet *self)
{
  g_return_val_if_fail (DG_IS_SAMPLE_SET (self), 0);

  guint n = 0;

  for (guint i = 0; i < DG_N_SAMPLES; i++)
    n += !dg_sample_item_is_kept (self->items[i]);

  return n;
}

/**
 * dg_sample_set_count_waiting:
 * @self: the cards
 * @n_of: (out): how many cards the round that is under way is about
 *
 * Returns: how many of them have not come yet
 */
guint
dg_sample_set_count_waiting (DgSampleSet *self, guint *n_of)
{
  g_return_val_if_fail (DG_IS_SAMPLE_SET (self), 0);

  guint n = 0;

  for (guint i = 0; i < DG_N_SAMPLES; i++)
    n += dg_sample_item_get_waiting (self->items[i]);
  *n_of = self->n_of;

  return n;
}
