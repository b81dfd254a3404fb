/* dg-prompt.h: a prompt of the user's, which a dataset is made for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DgPrompt:
 * @id: (owned) (nullable): in the library; %NULL for one that is not kept there
 * @name: (owned): for people
 * @system: (owned): the system prompt, may be empty
 * @user: (owned): the user prompt, may be empty
 */
typedef struct
{
  char *id;
  char *name;
  char *system;
  char *user;
} DgPrompt;

DgPrompt *dg_prompt_new (const char *name, const char *system, const char *user);
DgPrompt *dg_prompt_copy (const DgPrompt *self);
void dg_prompt_free (DgPrompt *self);
GStrv dg_prompt_dup_placeholders (const DgPrompt *self);
const char *dg_prompt_find_placeholder (const char *text, const char **start, char **name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DgPrompt, dg_prompt_free)

G_END_DECLS
