/* dg-prompt.c: a prompt of the user's, which a dataset is made for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dg-prompt.h"

/* A name longer than this is no name. */
#define MAX_PLACEHOLDER 64

/**
 * dg_prompt_new:
 * @name: what it is called
 * @system: (nullable): the system prompt
 * @user: (nullable): the user prompt
 *
 * Returns: (transfer full): a prompt that is not kept in a library
 */
DgPrompt *
dg_prompt_new (const char *name, const char *system, const char *user)
{
  g_return_val_if_fail (name != NULL, NULL);

  DgPrompt *self = g_new0 (DgPrompt, 1);

  self->name = g_strdup (name);
  self->system = g_strdup (system != NULL ? system : "");
  self->user = g_strdup (user != NULL ? user : "");

  return self;
}

/**
 * dg_prompt_copy:
 * @self: a prompt
 *
 * Returns: (transfer full): the same again
 */
DgPrompt *
dg_prompt_copy (const DgPrompt *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  DgPrompt *copy = dg_prompt_new (self->name, self->system, self->user);

  copy->id = g_strdup (self->id);

  return copy;
}

/**
 * dg_prompt_free:
 * @self: (transfer full): a prompt
 */
void
dg_prompt_free (DgPrompt *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->system);
  g_free (self->user);
  g_free (self);
}

static gboolean
is_name (const char *text, gsize length)
{
  if (length == 0 || length > MAX_PLACEHOLDER || g_ascii_isdigit (text[0]))
    return FALSE;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && text[i] != '_')
      return FALSE;

  return TRUE;
}

/* `{{name}}` and `{name}`, with blanks inside, are placeholders; other braces, as in JSON, are text. */
static const char *
find_placeholder (const char *text, char **name)
{
  for (const char *open = strchr (text, '{'); open != NULL; open = strchr (open + 1, '{'))
    {
      const char *start = open[1] == '{' ? open + 2 : open + 1;
      const char *end = strchr (start, '}');
      g_autofree char *inside = end != NULL ? g_strstrip (g_strndup (start, (gsize) (end - start))) : NULL;

      if (inside == NULL)
        return NULL;
      if (!is_name (inside, strlen (inside)) || (open[1] == '{') != (end[1] == '}'))
        continue;

      *name = g_steal_pointer (&inside);
      return end + 1;
    }

  return NULL;
}

/**
 * dg_prompt_dup_placeholders:
 * @self: a prompt
 *
 * Nova Prompt Optimizer fills `{{input}}` or `{input}` and no other.
 *
 * Returns: (transfer full): the names of its placeholders in the order they come, each once
 */
GStrv
dg_prompt_dup_placeholders (const DgPrompt *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *const texts[] = { self->system, self->user };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *rest = texts[i];
      char *name = NULL;

      while ((rest = find_placeholder (rest, &name)) != NULL)
        {
          if (g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
            g_free (name);
          else
            g_ptr_array_add (names, name);
        }
    }
  g_ptr_array_add (names, NULL);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}
