/* review-fixture.c: a dataset to look through, and the page that shows it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "review-fixture.h"

#include "dg-library-review.h"
#include "store-test-utils.h"

/**
 * review_import:
 * @fixture: the fixture, with its library open
 * @text: a CSV file
 *
 * Returns: (transfer full): the id of a dataset with what the file says
 */
char *
review_import (AppFixture *fixture, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, "brought.csv", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  const DgImport import = { .name = "Brought" };
  DgLibrary *library = dg_engine_get_library (fixture->engine);

  store_test_write (path, text);
  dg_library_import_file_async (library, path, &import, NULL, store_test_ready_cb, &result);
  g_autoptr (DgDataset) dataset =
      dg_library_import_file_finish (library, store_test_wait (&result), NULL, NULL, &error);
  g_assert_no_error (error);

  return g_strdup (dg_dataset_get_id (dataset));
}

/**
 * review_import_many:
 * @fixture: the fixture, with its library open
 * @n_records: how many records
 *
 * Returns: (transfer full): the id of a dataset with so many records, “question 1” with “answer 1” and so on
 */
char *
review_import_many (AppFixture *fixture, guint n_records)
{
  g_autoptr (GString) text = g_string_new ("input,answer\n");

  for (guint i = 1; i <= n_records; i++)
    g_string_append_printf (text, "question %u,answer %u\n", i, i);

  return review_import (fixture, text->str);
}

/**
 * review_present:
 * @fixture: the fixture, with its library open
 * @dataset: the id of a dataset with records
 *
 * Returns: (transfer none): the records on its page, which is in a window, with the first of them in the editor
 */
DgReviewRecords *
review_present (AppFixture *fixture, const char *dataset)
{
  DgPage *page = dg_review_page_new (fixture->engine, fixture->runs, dataset);
  DgReviewRecords *records = dg_review_page_get_records (DG_REVIEW_PAGE (page));

  app_fixture_present (fixture, GTK_WIDGET (page));
  review_wait_for_number (records, 1);

  return records;
}

static gboolean
shows_number (DgReviewRecords *records, guint number)
{
  DgRecord *record = dg_record_editor_get_record (dg_review_records_get_editor (records));

  return record != NULL && dg_record_get_number (record) == number &&
         dg_record_list_get_selected_number (dg_review_records_get_list (records)) == number;
}

/**
 * review_wait_for_number:
 * @records: the records
 * @number: which one
 *
 * Waits until it is in the editor.
 */
void
review_wait_for_number (DgReviewRecords *records, guint number)
{
  app_wait_until (shows_number (records, number));
}

/**
 * review_wait_saved:
 * @records: the records
 *
 * Waits until all is saved.
 */
void
review_wait_saved (DgReviewRecords *records)
{
  app_wait_until (!dg_review_history_get_saving (dg_review_records_get_history (records)));
}

/**
 * review_activate:
 * @records: the records
 * @action: one of their actions, which can be done now
 */
void
review_activate (DgReviewRecords *records, const char *action)
{
  g_assert_true (review_is_enabled (records, action));
  gtk_widget_activate_action (GTK_WIDGET (records), action, NULL);
}

/**
 * review_is_enabled:
 * @records: the records
 * @action: one of their actions
 *
 * Returns: whether it can be done now
 */
gboolean
review_is_enabled (DgReviewRecords *records, const char *action)
{
  GtkWidget *button = g_object_ref_sink (gtk_button_new ());
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (records));
  gboolean enabled;

  /* a button knows what its action can do */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_insert_after (button, GTK_WIDGET (records), child);
  enabled = gtk_widget_get_sensitive (button);
  gtk_widget_unparent (button);
  g_object_unref (button);

  return enabled;
}

/**
 * review_load:
 * @fixture: the fixture
 * @dataset: the id of a dataset
 * @number: which record
 *
 * Returns: (transfer full): the record as it is saved
 */
DgRecord *
review_load (AppFixture *fixture, const char *dataset, guint number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = store_test_load_records (dg_engine_get_library (fixture->engine), dataset, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (number, <=, records->len);

  return g_object_ref (g_ptr_array_index (records, number - 1));
}

/**
 * review_dup_shown:
 * @records: the records
 * @part: the input or the answer
 *
 * Returns: (transfer full): what the editor shows
 */
char *
review_dup_shown (DgReviewRecords *records, DgRecordPart part)
{
  GtkTextBuffer *buffer = dg_record_editor_get_buffer (dg_review_records_get_editor (records), part);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

/**
 * review_type:
 * @records: the records
 * @part: the input or the answer
 * @text: what it becomes
 *
 * Types into the editor, as a person would.
 */
void
review_type (DgReviewRecords *records, DgRecordPart part, const char *text)
{
  GtkTextBuffer *buffer = dg_record_editor_get_buffer (dg_review_records_get_editor (records), part);

  gtk_text_buffer_set_text (buffer, text, -1);
}
