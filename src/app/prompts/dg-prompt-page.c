/* dg-prompt-page.c: a prompt, to be written and changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-prompt-page.h"

#include <glib/gi18n.h>

#include "dg-banner.h"
#include "dg-library-prompts.h"
#include "dg-prompt-text.h"

/* How long the person has to pause before what they wrote is saved, in milliseconds. */
#define PAUSE_MS 1000

/**
 * DgPromptPage:
 *
 * Saves by itself: after a pause, when the page is left, and before a dataset is made from the prompt.
 */
struct _DgPromptPage
{
  DgPage parent_instance;

  DgLibrary *library; /* (owned) */
  char *id;           /* (owned) (nullable): in the library; NULL until it is saved for the first time */
  guint timer;        /* until it is saved, 0 when everything is */
  gboolean saving;    /* whether it is being saved; one at a time, so that a new one gets one id */
  gboolean dirty;     /* whether it was changed since it was last given to the library */
  gboolean generate;  /* whether a dataset is to be made once it is saved */
  gboolean filling;   /* whether it is the program that writes */

  /* template */
  AdwWindowTitle *title;
  GtkButton *generate_button;
  DgBanner *banner;
  AdwEntryRow *name;
  DgPromptText *system;
  DgPromptText *user;
  GtkLabel *placeholders;
};

G_DEFINE_FINAL_TYPE (DgPromptPage, dg_prompt_page, DG_TYPE_PAGE)

static void save (DgPromptPage *self);

/* --- what is written --- */

/* A prompt without a name is called after its first line. */
static char *
dup_name (DgPromptPage *self, const char *system, const char *user)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
  const char *text = *user != '\0' ? user : system;
  g_autofree char *start = NULL;

  if (*name != '\0')
    return g_steal_pointer (&name);

  start = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), 40));
  g_strdelimit (start, "\n\r\t", ' ');
  g_strstrip (start);

  return *start != '\0' ? g_steal_pointer (&start) : g_strdup (_ ("New Prompt"));
}

static DgPrompt *
make_prompt (DgPromptPage *self)
{
  g_autofree char *system = dg_prompt_text_dup_text (self->system);
  g_autofree char *user = dg_prompt_text_dup_text (self->user);
  g_autofree char *name = dup_name (self, system, user);
  DgPrompt *prompt = dg_prompt_new (name, system, user);

  prompt->id = g_strdup (self->id);

  return prompt;
}

static gboolean
is_empty (const DgPrompt *prompt)
{
  return *prompt->system == '\0' && *prompt->user == '\0';
}

static void
show_prompt (DgPromptPage *self, const DgPrompt *prompt)
{
  g_auto (GStrv) names = dg_prompt_dup_placeholders (prompt);
  g_autofree char *list = g_strjoinv (", ", names);
  g_autofree char *text = NULL;

  adw_window_title_set_title (self->title, self->id == NULL && is_empty (prompt) ? _ ("New Prompt") : prompt->name);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "prompt.generate", !is_empty (prompt));

  if (is_empty (prompt))
    text = g_strdup ("");
  else if (*list == '\0')
    text = g_strdup (_ ("No placeholders: each input is the whole message."));
  else if (!g_strv_contains ((const char *const *) names, "input"))
    /* Translators: the %s is a list of placeholders. */
    text = g_strdup_printf (_ ("Fills in %s. Nova Prompt Optimizer fills in only {{input}}."), list);
  else
    text = g_strdup_printf (_ ("Fills in %s"), list);
  gtk_label_set_label (self->placeholders, text);
}

/* --- saving --- */

static void
show_saved (DgPromptPage *self, const char *text)
{
  adw_window_title_set_subtitle (self->title, text);
}

static void
make_dataset (DgPromptPage *self)
{
  self->generate = FALSE;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.generate-from-prompt", "s", self->id);
}

static void
save_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DgPromptPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = dg_library_save_prompt_finish (DG_LIBRARY (source), result, &error);

  self->saving = FALSE;
  if (id == NULL)
    {
      /* the text stays where it is */
      self->dirty = TRUE;
      self->generate = FALSE;
      dg_banner_set_title (self->banner, error->message);
      dg_banner_set_revealed (self->banner, TRUE);
      show_saved (self, _ ("Not saved"));
      return;
    }

  g_free (self->id);
  self->id = g_steal_pointer (&id);
  dg_banner_set_revealed (self->banner, FALSE);
  if (self->dirty)
    save (self);
  else
    {
      show_saved (self, _ ("Saved"));
      if (self->generate)
        make_dataset (self);
    }
}

static void
save (DgPromptPage *self)
{
  g_autoptr (DgPrompt) prompt = make_prompt (self);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->saving || !self->dirty || (self->id == NULL && is_empty (prompt)))
    return;

  self->dirty = FALSE;
  self->saving = TRUE;
  /* not to be called off: the page may go meanwhile */
  dg_library_save_prompt_async (self->library, prompt, NULL, save_cb, g_object_ref (self));
}

static gboolean
pause_cb (gpointer data)
{
  DgPromptPage *self = data;

  self->timer = 0;
  save (self);

  return G_SOURCE_REMOVE;
}

static void
changed_cb (DgPromptPage *self)
{
  g_autoptr (DgPrompt) prompt = NULL;

  if (self->filling)
    return;

  prompt = make_prompt (self);
  self->dirty = TRUE;
  show_saved (self, "");
  show_prompt (self, prompt);
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (PAUSE_MS, pause_cb, self);
}

static void
generate_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DgPromptPage *self = DG_PROMPT_PAGE (widget);

  if (!self->dirty && !self->saving && self->id != NULL)
    {
      make_dataset (self);
      return;
    }

  self->generate = TRUE;
  save (self);
}

static void
save_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  save (DG_PROMPT_PAGE (widget));
}

/* --- as a page --- */

static void
dg_prompt_page_leave (DgPage *page)
{
  save (DG_PROMPT_PAGE (page));
}

static void
dg_prompt_page_shown (DgPage *page)
{
  DgPromptPage *self = DG_PROMPT_PAGE (page);

  gtk_widget_grab_focus (self->id == NULL ? GTK_WIDGET (self->name) : GTK_WIDGET (self->user));
}

static void
dg_prompt_page_dispose (GObject *object)
{
  DgPromptPage *self = DG_PROMPT_PAGE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (dg_prompt_page_parent_class)->dispose (object);
}

static void
dg_prompt_page_finalize (GObject *object)
{
  g_clear_pointer (&DG_PROMPT_PAGE (object)->id, g_free);

  G_OBJECT_CLASS (dg_prompt_page_parent_class)->finalize (object);
}

static void
dg_prompt_page_class_init (DgPromptPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dg_prompt_page_dispose;
  object_class->finalize = dg_prompt_page_finalize;
  DG_PAGE_CLASS (klass)->leave = dg_prompt_page_leave;
  DG_PAGE_CLASS (klass)->shown = dg_prompt_page_shown;

  g_type_ensure (DG_TYPE_BANNER);
  g_type_ensure (DG_TYPE_PROMPT_TEXT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/DatasetGen/prompts/dg-prompt-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DgPromptPage, title);
  gtk_widget_class_bind_template_child (widget_class, DgPromptPage, generate_button);
  gtk_widget_class_bind_template_child (widget_class, DgPromptPage, banner);
  gtk_widget_class_bind_template_child (widget_class, DgPromptPage, name);
  gtk_widget_class_bind_template_child (widget_class, DgPromptPage, system);
  gtk_widget_class_bind_template_child (widget_class, DgPromptPage, user);
  gtk_widget_class_bind_template_child (widget_class, DgPromptPage, placeholders);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save);

  gtk_widget_class_install_action (widget_class, "prompt.generate", NULL, generate_cb);
  gtk_widget_class_install_action (widget_class, "prompt.save", NULL, save_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "prompt.save", NULL);
}

static void
dg_prompt_page_init (DgPromptPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dg_prompt_page_new:
 * @library: the library that the prompt is or will be in
 * @prompt: a prompt; without an id, it is a new one, and saved once something is written or if it has a text already
 *
 * Returns: (transfer floating): a page that edits it
 */
DgPage *
dg_prompt_page_new (DgLibrary *library, const DgPrompt *prompt)
{
  g_return_val_if_fail (DG_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (prompt != NULL, NULL);

  DgPromptPage *self = g_object_new (DG_TYPE_PROMPT_PAGE, NULL);

  self->library = g_object_ref (library);
  self->id = g_strdup (prompt->id);
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->name), prompt->name);
  dg_prompt_text_set_text (self->system, prompt->system);
  dg_prompt_text_set_text (self->user, prompt->user);
  self->filling = FALSE;
  show_prompt (self, prompt);

  if (self->id == NULL && !is_empty (prompt))
    {
      self->dirty = TRUE;
      save (self);
    }

  return DG_PAGE (self);
}
