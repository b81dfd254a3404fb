/* dg-prompt.c: a prompt of the user's, which a dataset is made for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dg-prompt.h"

/* A name longer than this is no name. */
#define MAX_PLACEHOLDER 64

#define BLANKS " \t\r\n\v\f"

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

/* Behind the name that @text begins with, or @text where there is none. */
static const char *
skip_name (const char *text)
{
  const char *p = text;
  guint length = 0;

  for (; g_unichar_isalnum (g_utf8_get_char (p)) || *p == '_'; p = g_utf8_next_char (p))
    length++;

  return length > MAX_PLACEHOLDER || g_ascii_isdigit (*text) ? text : p;
}

/**
 * dg_prompt_find_placeholder:
 * @text: a text
 * @start: (out) (optional): where its braces begin
 * @name: (out) (optional) (transfer full): what stands between them
 *
 * A name between braces, one or more on either side, with blanks inside: what Nova Prompt Optimizer looks for with
 * \{+\s*(\w+)\s*\}+. Other braces, as in JSON, are text, and so are the quantifiers of regular expressions.
 *
 * Returns: (nullable): what follows the first placeholder of @text, %NULL when there is none
 */
const char *
dg_prompt_find_placeholder (const char *text, const char **start, char **name)
{
  g_return_val_if_fail (text != NULL, NULL);

  const char *brace = text;

  while ((brace = strchr (brace, '{')) != NULL)
    {
      const char *first = brace;
      const char *begin, *end, *close;

      brace += strspn (brace, "{");
      begin = brace + strspn (brace, BLANKS);
      end = skip_name (begin);
      close = end + strspn (end, BLANKS);
      if (end == begin || *close != '}')
        continue;

      if (start != NULL)
        *start = first;
      if (name != NULL)
        *name = g_strndup (begin, (gsize) (end - begin));
      return close + strspn (close, "}");
    }

  return NULL;
}

/**
 * dg_prompt_dup_placeholders:
 * @self: a prompt
 *
 * What stands between braces as Nova Prompt Optimizer sees it; it fills `{{input}}` or `{input}` and no other.
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

      while ((rest = dg_prompt_find_placeholder (rest, NULL, &name)) != NULL)
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
