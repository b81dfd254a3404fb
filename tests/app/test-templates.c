/* test-templates.c: every widget that has a template can be made, is named, fits, and goes again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "app-assert.h"
#include "app-fixture.h"
#include "dg-page.h"
#include "dg-wizard-step.h"

#define PREFIX "/org/example/DatasetGen/"

/* --- finding them --- */

static char *
load_text (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  g_assert_no_error (error);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* The class whose template is in the file; %NULL for a file that is not a template. */
static char *
dup_template_class (const char *path)
{
  g_autofree char *text = load_text (path);
  const char *start = strstr (text, "<template class=\"");

  if (start == NULL)
    return NULL;

  start += strlen ("<template class=\"");

  return g_strndup (start, strcspn (start, "\""));
}

/* A class is known to the type system from its first use on; GtkBuilder finds the function that makes it known. */
static GType
get_type (const char *class_name)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new ();
  GType type = gtk_builder_get_type_from_name (builder, class_name);

  g_assert_cmpstr (g_type_name (type), ==, class_name);

  return type;
}

static void
collect_classes (GPtrArray *classes, const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = g_resources_enumerate_children (folder, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  g_assert_no_error (error);
  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (folder, names[i], NULL);
      g_autofree char *class_name = NULL;

      if (g_str_has_suffix (path, "/"))
        collect_classes (classes, path);
      else if (g_str_has_suffix (path, ".ui"))
        class_name = dup_template_class (path);
      /* what is made of one that is abstract has a template of its own */
      if (class_name != NULL && !G_TYPE_IS_ABSTRACT (get_type (class_name)))
        g_ptr_array_add (classes, g_steal_pointer (&class_name));
    }
}

static GtkWidget *
make_widget (const char *class_name)
{
  return g_object_ref_sink (g_object_new (get_type (class_name), NULL));
}

static void
drop_widget (GtkWidget *widget)
{
  if (GTK_IS_WINDOW (widget))
    gtk_window_destroy (GTK_WINDOW (widget));
  g_object_unref (widget);
}

/* --- what they have to keep --- */

static void
test_named (gconstpointer class_name)
{
  GtkWidget *widget = make_widget (class_name);

  app_assert_named (widget);
  drop_widget (widget);
}

/* The window and its places are tried at every width in test-window.c. */
static void
test_fits (gconstpointer class_name)
{
  GtkWidget *widget = make_widget (class_name);

  if (DG_IS_PAGE (widget))
    {
      app_assert_fits (widget, APP_WIDE_WIDTH);
      dg_page_set_narrow (DG_PAGE (widget), TRUE);
    }
  if (DG_IS_WIZARD_STEP (widget))
    {
      app_assert_fits (widget, APP_WIDE_WIDTH);
      dg_wizard_step_set_narrow (DG_WIZARD_STEP (widget), TRUE);
    }
  app_assert_fits (widget, APP_NARROW_WIDTH);
  drop_widget (widget);
}

static void
gone_cb (gpointer data, GObject *object)
{
  GHashTable *left = data;

  g_hash_table_remove (left, object);
}

static void
watch (GtkWidget *widget, gpointer data)
{
  GHashTable *left = data;

  g_object_weak_ref (G_OBJECT (widget), gone_cb, left);
  g_hash_table_insert (left, widget, g_strdup (G_OBJECT_TYPE_NAME (widget)));
}

/* With everything in it: a child that a class forgets outlives its parent. */
static void
test_goes (gconstpointer class_name)
{
  g_autoptr (GHashTable) left = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  GtkWidget *widget = make_widget (class_name);

  app_foreach (widget, watch, left);
  drop_widget (widget);

  app_wait_until (g_hash_table_size (left) == 0);
}

/* A widget need not have been shown to be taken away. */
static void
test_twice (gconstpointer class_name)
{
  GtkWidget *widget = make_widget (class_name);
  GtkWidget *other = make_widget (class_name);

  g_object_run_dispose (G_OBJECT (widget));
  g_object_run_dispose (G_OBJECT (widget));
  drop_widget (widget);
  drop_widget (other);
}

static const char *const style_sheets[] = {
  "style.css", "style-hc.css", "datasets/style.css", "prompts/style.css", "review/style.css", "wizard/style.css",
};

static void
test_styles_flip (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (style_sheets); i++)
    {
      g_autofree char *path = g_strconcat (PREFIX, style_sheets[i], NULL);
      g_autofree char *styles = load_text (path);

      /* where things are told by sides, they stay there in languages that go the other way */
      g_assert_false (g_regex_match_simple ("(margin|padding|border)-(left|right)", styles, 0, 0));
    }
}

static void
parsing_error_cb (GtkCssProvider *provider, GtkCssSection *section, GError *error, gpointer data)
{
  const GtkCssLocation *place = gtk_css_section_get_start_location (section);

  g_test_message ("%s:%" G_GSIZE_FORMAT ": %s", (const char *) data, place->lines + 1, error->message);
  g_test_fail ();
}

static void
test_styles_are_read (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (style_sheets); i++)
    {
      g_autofree char *path = g_strconcat (PREFIX, style_sheets[i], NULL);
      g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

      g_signal_connect (provider, "parsing-error", G_CALLBACK (parsing_error_cb), (gpointer) style_sheets[i]);
      gtk_css_provider_load_from_resource (provider, path);
    }
}

static void
add_test (const char *class_name, const char *what, GTestDataFunc func)
{
  g_autofree char *path = g_strdup_printf ("/app/templates/%s/%s", class_name, what);

  g_test_add_data_func_full (path, g_strdup (class_name), func, g_free);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GPtrArray) classes = g_ptr_array_new_with_free_func (g_free);

  app_test_init (&argc, &argv);

  collect_classes (classes, PREFIX);
  g_assert_cmpuint (classes->len, >, 0);
  for (guint i = 0; i < classes->len; i++)
    {
      const char *class_name = g_ptr_array_index (classes, i);

      add_test (class_name, "named", test_named);
      add_test (class_name, "fits", test_fits);
      add_test (class_name, "goes", test_goes);
      /* libadwaita's own group, up to 1.2, is not made for it */
      if (!g_type_is_a (get_type (class_name), ADW_TYPE_PREFERENCES_GROUP))
        add_test (class_name, "disposed-twice", test_twice);
    }
  g_test_add_func ("/app/styles/flip", test_styles_flip);
  g_test_add_func ("/app/styles/are-read", test_styles_are_read);

  return g_test_run ();
}
