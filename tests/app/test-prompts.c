/* test-prompts.c: the place of the prompts, and the page that edits one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app-assert.h"
#include "app-fixture.h"
#include "dg-library-prompts.h"
#include "dg-prompt-page.h"
#include "dg-prompt-preview.h"
#include "dg-prompt-text.h"
#include "dg-prompts-page.h"
#include "dg-window.h"
#include "store-test-utils.h"

static DgPromptsPage *
present_page (AppFixture *fixture)
{
  DgPromptsPage *page = g_object_new (DG_TYPE_PROMPTS_PAGE, NULL);

  app_fixture_open_library (fixture);
  dg_prompts_page_set_engine (page, fixture->engine, fixture->runs);
  app_fixture_present (fixture, GTK_WIDGET (page));

  return page;
}

static char *
save_prompt (AppFixture *fixture, const char *name, const char *system, const char *user)
{
  DgLibrary *library = app_fixture_open_library (fixture);
  g_autoptr (DgPrompt) prompt = dg_prompt_new (name, system, user);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *id;

  dg_library_save_prompt_async (library, prompt, NULL, store_test_ready_cb, &result);
  app_wait_until (result != NULL);
  id = dg_library_save_prompt_finish (library, result, &error);
  g_assert_no_error (error);

  return id;
}

static GPtrArray *
list_prompts (AppFixture *fixture)
{
  DgLibrary *library = dg_engine_get_library (fixture->engine);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *prompts;

  dg_library_list_prompts_async (library, NULL, store_test_ready_cb, &result);
  app_wait_until (result != NULL);
  prompts = dg_library_list_prompts_finish (library, result, &error);
  g_assert_no_error (error);

  return prompts;
}

static GtkWidget *
find_row (gpointer widget, const char *name)
{
  return app_find (GTK_WIDGET (widget), ADW_TYPE_ACTION_ROW, name);
}

static void
test_empty (AppFixture *fixture, gconstpointer data)
{
  DgPromptsPage *page = present_page (fixture);
  GtkWidget *button;

  app_wait_until ((button = app_find (GTK_WIDGET (page), GTK_TYPE_BUTTON, "From a Text File…")) != NULL &&
                  gtk_widget_get_mapped (button));
}

static void
test_list (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *first = save_prompt (fixture, "Triage <b>&", "", "Sort: {{input}}");
  g_autofree char *second = save_prompt (fixture, "Summaries", "You sum up.", "{text} and {{input}}");
  DgPromptsPage *page = present_page (fixture);
  GtkWidget *row;

  /* a name is no markup */
  app_wait_until ((row = find_row (page, "Triage <b>&")) != NULL);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "User prompt · fills in input");
  row = find_row (page, "Summaries");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==,
                   "System and user prompt · fills in text, input");
}

static void
test_search (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *first = save_prompt (fixture, "Triage", "", "Sort it");
  g_autofree char *second = save_prompt (fixture, "Summaries", "", "ÜBERSICHT");
  DgPromptsPage *page = present_page (fixture);
  GtkWidget *search = app_find (GTK_WIDGET (page), GTK_TYPE_SEARCH_ENTRY, NULL);

  app_wait_until (find_row (page, "Triage") != NULL);
  dg_page_set_searching (DG_PAGE (page), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (search), "übersicht");
  app_wait_until (find_row (page, "Triage") == NULL);
  g_assert_nonnull (find_row (page, "Summaries"));

  gtk_editable_set_text (GTK_EDITABLE (search), "nowhere");
  app_wait_until (find_row (page, "Summaries") == NULL);

  /* who leaves the search sees all of them again */
  dg_page_set_searching (DG_PAGE (page), FALSE);
  app_wait_until (find_row (page, "Triage") != NULL && find_row (page, "Summaries") != NULL);
}

static void
test_delete_undo (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *id = save_prompt (fixture, "Triage", "", "Sort it");
  DgPromptsPage *page = present_page (fixture);
  GtkWidget *undo;

  app_wait_until (find_row (page, "Triage") != NULL);
  gtk_widget_activate_action (GTK_WIDGET (page), "prompts.delete", "s", id);
  app_wait_until (find_row (page, "Triage") == NULL);
  app_wait_until ((undo = app_find (GTK_WIDGET (fixture->window), GTK_TYPE_BUTTON, "Undo")) != NULL);
  g_signal_emit_by_name (undo, "clicked");
  app_wait_until (find_row (page, "Triage") != NULL);

  g_autoptr (GPtrArray) prompts = list_prompts (fixture);

  g_assert_cmpuint (prompts->len, ==, 1);
  g_assert_cmpstr (((DgPrompt *) g_ptr_array_index (prompts, 0))->id, ==, id);
}

/* --- one prompt --- */

static DgPage *
present_prompt (AppFixture *fixture, const DgPrompt *prompt)
{
  DgPage *page = dg_prompt_page_new (app_fixture_open_library (fixture), prompt);

  app_fixture_present (fixture, GTK_WIDGET (page));

  return page;
}

static GtkTextBuffer *
get_buffer (DgPage *page, guint number)
{
  GtkWidget *first = app_find (GTK_WIDGET (page), DG_TYPE_PROMPT_TEXT, NULL);
  GtkWidget *second = app_find (gtk_widget_get_next_sibling (gtk_widget_get_parent (first)), DG_TYPE_PROMPT_TEXT, NULL);

  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (number == 0 ? first : second));
}

/* The page saves when it is left, and what was never written is no prompt. */
static void
test_new (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (DgPrompt) prompt = dg_prompt_new ("", "", "");
  DgPage *page = present_prompt (fixture, prompt);

  dg_page_leave (page);

  g_autoptr (GPtrArray) none = list_prompts (fixture);

  g_assert_cmpuint (none->len, ==, 0);

  gtk_text_buffer_set_text (get_buffer (page, 1), "Sort this message:\n{{input}}", -1);
  dg_page_leave (page);

  g_autoptr (GPtrArray) prompts = list_prompts (fixture);
  const DgPrompt *saved;

  g_assert_cmpuint (prompts->len, ==, 1);
  saved = g_ptr_array_index (prompts, 0);
  g_assert_cmpstr (saved->name, ==, "Sort this message: {{input}}");
  g_assert_cmpstr (saved->user, ==, "Sort this message:\n{{input}}");
}

/* Two savings of a new prompt, one while the other is under way, make one prompt. */
static void
test_saved_once (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (DgPrompt) prompt = dg_prompt_new ("", "", "");
  DgPage *page = present_prompt (fixture, prompt);

  gtk_text_buffer_set_text (get_buffer (page, 1), "one", -1);
  gtk_widget_activate_action (GTK_WIDGET (page), "prompt.save", NULL);
  gtk_text_buffer_set_text (get_buffer (page, 1), "two", -1);
  gtk_widget_activate_action (GTK_WIDGET (page), "prompt.save", NULL);
  app_wait_until (app_find (GTK_WIDGET (page), GTK_TYPE_LABEL, "Saved") != NULL);

  g_autoptr (GPtrArray) prompts = list_prompts (fixture);

  g_assert_cmpuint (prompts->len, ==, 1);
  g_assert_cmpstr (((DgPrompt *) g_ptr_array_index (prompts, 0))->user, ==, "two");
}

static gboolean
is_marked (GtkTextBuffer *buffer, int offset)
{
  GtkTextIter iter;
  g_autoptr (GSList) tags = NULL;

  gtk_text_buffer_get_iter_at_offset (buffer, &iter, offset);
  tags = gtk_text_iter_get_tags (&iter);

  return tags != NULL;
}

/* Offsets of a buffer are characters, and the text in front of the placeholder has more bytes than characters. */
static void
test_placeholders_marked (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (DgPrompt) prompt = dg_prompt_new ("Grüße", "", "Grüße: {{ input }}, {\"a\": 1}");
  DgPage *page = present_prompt (fixture, prompt);
  GtkTextBuffer *buffer = get_buffer (page, 1);

  g_assert_false (is_marked (buffer, 6));
  g_assert_true (is_marked (buffer, 7));
  g_assert_true (is_marked (buffer, 17));
  g_assert_false (is_marked (buffer, 18));
  /* braces of JSON are text */
  g_assert_false (is_marked (buffer, 21));
}

static void
test_generate_sensitivity (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (DgPrompt) prompt = dg_prompt_new ("", "", "");
  DgPage *page = present_prompt (fixture, prompt);
  GtkWidget *button = app_find (GTK_WIDGET (page), GTK_TYPE_BUTTON, "Generate Dataset");

  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_text_buffer_set_text (get_buffer (page, 0), "You sort.", -1);
  g_assert_true (gtk_widget_get_sensitive (button));
}

static void
test_preview (AppFixture *fixture, gconstpointer data)
{
  GtkWidget *preview = g_object_new (DG_TYPE_PROMPT_PREVIEW, NULL);
  g_autoptr (DgPrompt) prompt = dg_prompt_new ("<b>&", "", "a < b {{input}}");

  app_fixture_present (fixture, preview);
  dg_prompt_preview_set_prompt (DG_PROMPT_PREVIEW (preview), prompt);
  g_assert_nonnull (app_find (preview, GTK_TYPE_LABEL, "<b>&"));
  g_assert_nonnull (app_find (preview, GTK_TYPE_LABEL, "Fills {{input}}"));
  g_assert_nonnull (app_find (preview, GTK_TYPE_LABEL, "a < b {{input}}"));
  dg_prompt_preview_set_prompt (DG_PROMPT_PREVIEW (preview), NULL);
  g_assert_nonnull (app_find (preview, GTK_TYPE_LABEL, "Start from Scratch"));
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);

  app_test_add ("/app/prompts/empty", test_empty);
  app_test_add ("/app/prompts/list", test_list);
  app_test_add ("/app/prompts/search", test_search);
  app_test_add ("/app/prompts/delete-undo", test_delete_undo);
  app_test_add ("/app/prompt/new", test_new);
  app_test_add ("/app/prompt/saved-once", test_saved_once);
  app_test_add ("/app/prompt/placeholders-marked", test_placeholders_marked);
  app_test_add ("/app/prompt/generate-sensitivity", test_generate_sensitivity);
  app_test_add ("/app/prompt/preview", test_preview);

  return g_test_run ();
}
