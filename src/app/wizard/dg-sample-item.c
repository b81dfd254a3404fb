/* dg-sample-item.c: what a card of the samples step shows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-sample-item.h"

/**
 * DgSampleItem:
 *
 * A card of the latest round, with what its widgets need besides it. It follows the session: nobody writes to it but
 * #DgSampleDesk, except for what is being typed.
 */
struct _DgSampleItem
{
  GObject parent_instance;

  guint card;       /* 1 to DG_N_SAMPLES */
  DgSample *sample; /* (owned) (nullable): NULL before it was made */
  DgSample *before; /* (owned) (nullable): what it was before the model revised it */
  GPtrArray *notes; /* (owned) (element-type DgNote): those that no round has used yet */
  gboolean waiting; /* whether a round that is under way makes or revises it */
  gboolean noting;  /* whether a note is being typed */
};

G_DEFINE_FINAL_TYPE (DgSampleItem, dg_sample_item, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
dg_sample_item_finalize (GObject *object)
{
  DgSampleItem *self = DG_SAMPLE_ITEM (object);

  g_clear_pointer (&self->sample, dg_sample_free);
  g_clear_pointer (&self->before, dg_sample_free);
  g_clear_pointer (&self->notes, g_ptr_array_unref);

  G_OBJECT_CLASS (dg_sample_item_parent_class)->finalize (object);
}

static void
dg_sample_item_class_init (DgSampleItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dg_sample_item_finalize;

  /**
   * DgSampleItem::changed:
   * @self: the item
   *
   * There is something else to show.
   */
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dg_sample_item_init (DgSampleItem *self)
{
  self->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_note_free);
}

/**
 * dg_sample_item_new:
 * @card: which card, 1 to %DG_N_SAMPLES
 *
 * Returns: (transfer full): an item without a sample
 */
DgSampleItem *
dg_sample_item_new (guint card)
{
  DgSampleItem *self = g_object_new (DG_TYPE_SAMPLE_ITEM, NULL);

  self->card = card;

  return self;
}

/**
 * dg_sample_item_get_card:
 * @self: an item
 *
 * Returns: which card it is, 1 to %DG_N_SAMPLES
 */
guint
dg_sample_item_get_card (DgSampleItem *self)
{
  g_return_val_if_fail (DG_IS_SAMPLE_ITEM (self), 0);

  return self->card;
}

/**
 * dg_sample_item_get_sample:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the sample, valid until the item changes; %NULL before it was made
 */
const DgSample *
dg_sample_item_get_sample (DgSampleItem *self)
{
  g_return_val_if_fail (DG_IS_SAMPLE_ITEM (self), NULL);

  return self->sample;
}

/**
 * dg_sample_item_get_before:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): what the sample was before the model revised it, valid until the item changes;
 *   %NULL when it is not a revision, or the person has made it their own since
 */
const DgSample *
dg_sample_item_get_before (DgSampleItem *self)
{
  g_return_val_if_fail (DG_IS_SAMPLE_ITEM (self), NULL);

  return self->before;
}

/**
 * dg_sample_item_get_notes:
 * @self: an item
 *
 * Returns: (transfer none) (element-type DgNote): the notes on it that no round has used yet, oldest first
 */
GPtrArray *
dg_sample_item_get_notes (DgSampleItem *self)
{
  g_return_val_if_fail (DG_IS_SAMPLE_ITEM (self), NULL);

  return self->notes;
}

/**
 * dg_sample_item_is_kept:
 * @self: an item
 *
 * Returns: whether the person has approved or edited it, so that the model does not overwrite it
 */
gboolean
dg_sample_item_is_kept (DgSampleItem *self)
{
  g_return_val_if_fail (DG_IS_SAMPLE_ITEM (self), FALSE);

  return self->sample != NULL && (self->sample->state == DG_SAMPLE_APPROVED || self->sample->state == DG_SAMPLE_EDITED);
}

/**
 * dg_sample_item_is_noted:
 * @self: an item
 *
 * Returns: whether there is a note on it that no round has used yet, or one is being typed
 */
gboolean
dg_sample_item_is_noted (DgSampleItem *self)
{
  g_return_val_if_fail (DG_IS_SAMPLE_ITEM (self), FALSE);

  return self->notes->len > 0 || self->noting;
}

/**
 * dg_sample_item_get_waiting:
 * @self: an item
 *
 * Returns: whether a round that is under way makes or revises it
 */
gboolean
dg_sample_item_get_waiting (DgSampleItem *self)
{
  g_return_val_if_fail (DG_IS_SAMPLE_ITEM (self), FALSE);

  return self->waiting;
}

/**
 * dg_sample_item_set_waiting:
 * @self: an item
 * @waiting: whether a round that is under way makes or revises it
 */
void
dg_sample_item_set_waiting (DgSampleItem *self, gboolean waiting)
{
  g_return_if_fail (DG_IS_SAMPLE_ITEM (self));

  if (self->waiting == !!waiting)
    return;

  self->waiting = !!waiting;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * dg_sample_item_set_noting:
 * @self: an item
 * @noting: whether a note on it is being typed
 */
void
dg_sample_item_set_noting (DgSampleItem *self, gboolean noting)
{
  g_return_if_fail (DG_IS_SAMPLE_ITEM (self));

  if (self->noting == !!noting)
    return;

  self->noting = !!noting;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
says_same (const DgSample *a, const DgSample *b)
{
  return g_str_equal (a->input, b->input) && g_str_equal (a->answer, b->answer);
}

/* Rounds copy what they do not change, so that it may be some rounds ago that the card was another. */
static const DgSample *
find_before (const DgDraft *draft, const DgSample *sample)
{
  for (guint round = sample->round; round-- > 1;)
    {
      const DgSample *earlier = dg_draft_find_sample (draft, round, sample->card);

      if (earlier != NULL && !says_same (earlier, sample))
        return earlier;
    }

  return NULL;
}

static void
take_notes (DgSampleItem *self, const DgDraft *draft)
{
  g_ptr_array_set_size (self->notes, 0);
  for (guint i = 0; i < draft->notes->len; i++)
    {
      const DgNote *note = g_ptr_array_index (draft->notes, i);

      if (note->card == self->card && !note->used)
        g_ptr_array_add (self->notes, dg_note_copy (note));
    }
}

/**
 * dg_sample_item_show_draft:
 * @self: an item
 * @draft: a session
 *
 * Shows the card of the latest round.
 */
void
dg_sample_item_show_draft (DgSampleItem *self, const DgDraft *draft)
{
  g_return_if_fail (DG_IS_SAMPLE_ITEM (self) && draft != NULL);

  const DgSample *sample = dg_draft_find_sample (draft, dg_draft_get_round (draft), self->card);
  const DgSample *before = sample != NULL && sample->state == DG_SAMPLE_REVISED ? find_before (draft, sample) : NULL;

  g_clear_pointer (&self->sample, dg_sample_free);
  g_clear_pointer (&self->before, dg_sample_free);
  self->sample = sample != NULL ? dg_sample_copy (sample) : NULL;
  self->before = before != NULL ? dg_sample_copy (before) : NULL;
  take_notes (self, draft);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * dg_sample_item_show_sample:
 * @self: an item
 * @sample: its sample
 *
 * Shows the sample that a round has just made. It is not saved yet.
 */
void
dg_sample_item_show_sample (DgSampleItem *self, const DgSample *sample)
{
  g_return_if_fail (DG_IS_SAMPLE_ITEM (self) && sample != NULL);

  DgSample *last = g_steal_pointer (&self->sample);

  g_clear_pointer (&self->before, dg_sample_free);
  if (last != NULL && sample->state == DG_SAMPLE_REVISED && !says_same (last, sample))
    self->before = g_steal_pointer (&last);
  g_clear_pointer (&last, dg_sample_free);
  self->sample = dg_sample_copy (sample);
  self->waiting = FALSE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
