/* dg-prompts-page.c: the place where the prompts are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-prompts-page.h"

struct _DgPromptsPage
{
  DgPage parent_instance;

  DgEngine *engine; /* (owned) (nullable): NULL until it is set */
  DgRunList *runs;  /* (owned) (nullable): NULL until it is set */
};

G_DEFINE_FINAL_TYPE (DgPromptsPage, dg_prompts_page, DG_TYPE_PAGE)

static void
dg_prompts_page_dispose (GObject *object)
{
  DgPromptsPage *self = DG_PROMPTS_PAGE (object);

  g_clear_object (&self->engine);
  g_clear_object (&self->runs);

  G_OBJECT_CLASS (dg_prompts_page_parent_class)->dispose (object);
}

static void
dg_prompts_page_class_init (DgPromptsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dg_prompts_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/prompts/dg-prompts-page.ui");
}

static void
dg_prompts_page_init (DgPromptsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dg_prompts_page_set_engine:
 * @self: the page
 * @engine: what stands behind the pages
 * @runs: the runs under way
 *
 * Gives the page what it shows; once.
 */
void
dg_prompts_page_set_engine (DgPromptsPage *self, DgEngine *engine, DgRunList *runs)
{
  g_return_if_fail (DG_IS_PROMPTS_PAGE (self));
  g_return_if_fail (DG_IS_ENGINE (engine) && self->engine == NULL);

  self->engine = g_object_ref (engine);
  self->runs = g_object_ref (runs);
}

/**
 * dg_prompts_page_new_prompt:
 * @self: the page
 *
 * Begins a new prompt, with the focus where it is written.
 */
void
dg_prompts_page_new_prompt (DgPromptsPage *self)
{
  g_return_if_fail (DG_IS_PROMPTS_PAGE (self));
}
