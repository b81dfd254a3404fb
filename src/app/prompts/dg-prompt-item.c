/* dg-prompt-item.c: a prompt in a list model
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-prompt-item.h"

#include <glib/gi18n.h>
#include <string.h>

struct _DgPromptItem
{
  GObject parent_instance;

  DgPrompt *prompt; /* (owned) */
  char *folded;     /* (owned) (nullable): its texts, folded for searching; made when the first search comes */
};

G_DEFINE_FINAL_TYPE (DgPromptItem, dg_prompt_item, G_TYPE_OBJECT)

static void
dg_prompt_item_finalize (GObject *object)
{
  DgPromptItem *self = DG_PROMPT_ITEM (object);

  g_clear_pointer (&self->prompt, dg_prompt_free);
  g_clear_pointer (&self->folded, g_free);

  G_OBJECT_CLASS (dg_prompt_item_parent_class)->finalize (object);
}

static void
dg_prompt_item_class_init (DgPromptItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dg_prompt_item_finalize;
}

static void
dg_prompt_item_init (DgPromptItem *self)
{
}

/**
 * dg_prompt_item_new:
 * @prompt: a prompt of the library
 *
 * Returns: (transfer full): an item with a copy of it
 */
DgPromptItem *
dg_prompt_item_new (const DgPrompt *prompt)
{
  g_return_val_if_fail (prompt != NULL, NULL);

  DgPromptItem *self = g_object_new (DG_TYPE_PROMPT_ITEM, NULL);

  self->prompt = dg_prompt_copy (prompt);

  return self;
}

/**
 * dg_prompt_item_get_prompt:
 * @self: an item
 *
 * Returns: (transfer none): the prompt
 */
const DgPrompt *
dg_prompt_item_get_prompt (DgPromptItem *self)
{
  g_return_val_if_fail (DG_IS_PROMPT_ITEM (self), NULL);

  return self->prompt;
}

static const char *
get_kind (const DgPrompt *prompt)
{
  if (*prompt->system != '\0' && *prompt->user != '\0')
    return _ ("System and user prompt");
  if (*prompt->system != '\0')
    return _ ("System prompt");
  if (*prompt->user != '\0')
    return _ ("User prompt");

  return _ ("Empty");
}

/**
 * dg_prompt_item_dup_summary:
 * @self: an item
 *
 * Returns: (transfer full): what kind of prompt it is and what it fills in, for a person
 */
char *
dg_prompt_item_dup_summary (DgPromptItem *self)
{
  g_return_val_if_fail (DG_IS_PROMPT_ITEM (self), NULL);

  g_auto (GStrv) names = dg_prompt_dup_placeholders (self->prompt);
  g_autofree char *list = g_strjoinv (", ", names);

  if (*list == '\0')
    return g_strdup (get_kind (self->prompt));

  /* Translators: the kind of a prompt, such as “User prompt”, and a list of its placeholders. */
  return g_strdup_printf (_ ("%s · fills in %s"), get_kind (self->prompt), list);
}

/**
 * dg_prompt_item_matches:
 * @self: an item
 * @text: what is searched for
 *
 * Returns: whether its name or one of its texts has @text in it, in capitals or not
 */
gboolean
dg_prompt_item_matches (DgPromptItem *self, const char *text)
{
  g_return_val_if_fail (DG_IS_PROMPT_ITEM (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  g_autofree char *folded = g_utf8_casefold (text, -1);

  if (self->folded == NULL)
    {
      g_autofree char *all = g_strjoin ("\n", self->prompt->name, self->prompt->system, self->prompt->user, NULL);

      self->folded = g_utf8_casefold (all, -1);
    }

  return strstr (self->folded, folded) != NULL;
}
