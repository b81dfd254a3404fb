/* dg-extension.c: plans more records of a kind that the person describes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dg-extension.h"
#include "dg-outline-pairs.h"
#include "dg-reply.h"
#include "dg-request-text.h"
#include "dg-template.h"
#include "dg-words.h"

#define MAX_TOKENS 600

#define WISH_CHARACTERS 4000
#define SAY_CHARACTERS 400
#define NAME_CHARACTERS 60
#define TEXT_CHARACTERS 160
#define WORD_CHARACTERS 40

#define MAX_PARTS 6
#define MAX_COUNT 100000
#define MAX_EXTRAS 4

/* --- the request --- */

/**
 * dg_extension_make_request:
 * @checklist: the requirements
 * @outline: what the records vary in
 * @about: what the person wants more of
 * @n_records: how many records there are to be
 *
 * Returns: (transfer full): asks in what parts the records differ from the outline
 */
DgModelRequest *
dg_extension_make_request (DgChecklist *checklist, const DgOutline *outline, const char *about, guint n_records)
{
  g_return_val_if_fail (DG_IS_CHECKLIST (checklist) && outline != NULL && about != NULL && n_records > 0, NULL);

  DgModelRequest *request = dg_model_request_new ("extend");
  g_autofree char *task = dg_request_text_dup_section (checklist, DG_ITEM_TASK);
  g_autofree char *role = dg_request_text_dup_section (checklist, DG_ITEM_ROLE_PERSONA);
  g_autofree char *input = dg_request_text_dup_section (checklist, DG_ITEM_INPUT_FORMAT);
  g_autofree char *output = dg_request_text_dup_section (checklist, DG_ITEM_OUTPUT_FORMAT);
  g_autofree char *system = dg_template_fill ("extension-system.txt", "task", task, "role_persona", role,
                                              "input_format", input, "output_format", output, NULL);
  g_autofree char *schema = dg_template_dup_schema ("extend-plan.json");
  g_autofree char *count = g_strdup_printf ("%u", n_records);
  g_autoptr (GString) plan = g_string_new (NULL);
  g_autoptr (GString) wish = g_string_new (NULL);
  g_autofree char *message = NULL;

  dg_request_text_append_outline (plan, outline);
  dg_request_text_append_material (wish, "WISH", about, WISH_CHARACTERS);
  message = dg_template_fill ("extension-user.txt", "plan", plan->str, "wish", wish->str, "count", count, NULL);

  dg_model_request_set_system (request, system);
  dg_model_request_add_message (request, DG_ROLE_USER, message);
  dg_model_request_set_tool (request, "extend_plan", "Stores in what parts the new records are made.", schema);
  dg_model_request_set_max_tokens (request, MAX_TOKENS);
  dg_model_request_set_temperature (request, 0.0);

  return request;
}

/* --- the parts --- */

typedef struct
{
  gint64 number; /* the model's */
  gint64 wanted; /* likewise */
  guint count;
} Part;

static gboolean
has_part (GArray *parts, gint64 number)
{
  for (guint i = 0; i < parts->len; i++)
    if (g_array_index (parts, Part, i).number == number)
      return TRUE;

  return FALSE;
}

static GArray *
read_parts (DgJsonValue reply)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (Part));
  DgJsonValue row;
  DgJsonIter rows;

  dg_reply_find_rows (reply, "parts", &rows);
  while (parts->len < MAX_PARTS && dg_json_iter_next (&rows, NULL, &row))
    {
      const Part part = { dg_reply_get_number (row, "part"), MIN (dg_reply_get_number (row, "count"), MAX_COUNT), 0 };

      if (part.number > 0 && part.wanted > 0 && !has_part (parts, part.number))
        g_array_append_val (parts, part);
    }

  return parts;
}

/* The part that loses most by having its count cut off. */
static guint
find_largest_remainder (GArray *parts, double scale)
{
  guint best = 0;
  double largest = -1.0;

  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);
      double remainder = (double) part->wanted * scale - part->count;

      if (remainder > largest)
        {
          best = i;
          largest = remainder;
        }
    }

  return best;
}

/* Makes the counts add up, in the proportions that the model named; returns whether they did not. */
static gboolean
apportion (GArray *parts, guint n_records)
{
  gint64 sum = 0;
  guint given = 0;

  for (guint i = 0; i < parts->len; i++)
    sum += g_array_index (parts, Part, i).wanted;
  for (guint i = 0; i < parts->len; i++)
    {
      Part *part = &g_array_index (parts, Part, i);

      part->count = (guint) (part->wanted * n_records / sum);
      given += part->count;
    }
  for (; given < n_records; given++)
    g_array_index (parts, Part, find_largest_remainder (parts, (double) n_records / (double) sum)).count++;

  return sum != n_records;
}

/* --- what the parts are --- */

static gboolean
is_only (DgJsonValue reply, gint64 part, guint id)
{
  DgJsonValue row;
  DgJsonIter rows;

  dg_reply_find_rows (reply, "limits", &rows);
  while (dg_json_iter_next (&rows, NULL, &row))
    {
      g_autofree char *rule = dg_reply_dup_text (row, "rule", WORD_CHARACTERS);

      if (dg_reply_get_number (row, "part") == part && dg_reply_get_number (row, "id") == id &&
          g_str_equal (rule, "only"))
        return TRUE;
    }

  return FALSE;
}

static guint
get_id (const DgDimension *dimension, guint position)
{
  return ((DgDimensionValue *) g_ptr_array_index (dimension->values, position))->id;
}

/* A dimension of which something is wanted `only` keeps that and nothing else. */
static void
apply_only (DgOutline *outline, DgJsonValue reply, gint64 part)
{
  for (guint d = 0; d < outline->dimensions->len; d++)
    {
      DgDimension *dimension = g_ptr_array_index (outline->dimensions, d);
      g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (guint));

      for (guint v = 0; v < dimension->values->len; v++)
        {
          guint id = get_id (dimension, v);

          if (!is_only (reply, part, id))
            g_array_append_val (others, id);
        }
      if (others->len == dimension->values->len)
        continue;
      for (guint i = 0; i < others->len; i++)
        dg_outline_remove_value (outline, g_array_index (others, guint, i));
    }
}

static void
apply_never (DgOutline *outline, DgJsonValue reply, gint64 part)
{
  DgJsonValue row;
  DgJsonIter rows;

  dg_reply_find_rows (reply, "limits", &rows);
  while (dg_json_iter_next (&rows, NULL, &row))
    {
      g_autofree char *rule = dg_reply_dup_text (row, "rule", WORD_CHARACTERS);
      gint64 id = dg_reply_get_number (row, "id");
      DgDimension *dimension = NULL;

      if (dg_reply_get_number (row, "part") != part || !g_str_equal (rule, "never") || id < 1 || id > G_MAXINT)
        continue;
      if (dg_outline_find_value (outline, (guint) id, &dimension) != NULL && dimension->values->len > 1)
        dg_outline_remove_value (outline, (guint) id);
    }
}

/* Several ways are dealt to the records; a single one is how all of them are. */
static void
add_ways (DgDimensionValue *value, const char *text)
{
  g_auto (GStrv) ways = g_strsplit_set (text, ";|", -1);

  for (guint i = 0; ways[i] != NULL; i++)
    if (*g_strstrip (ways[i]) != '\0')
      g_ptr_array_add (value->ways, g_strdup (ways[i]));
}

static DgDimension *
find_dimension (DgOutline *outline, const char *name)
{
  g_autofree char *folded = dg_words_fold (name);

  for (guint d = 0; d < outline->dimensions->len; d++)
    {
      DgDimension *dimension = g_ptr_array_index (outline->dimensions, d);
      g_autofree char *other = dg_words_fold (dimension->name);

      if (g_str_equal (folded, other))
        return dimension;
    }

  return NULL;
}

/* An extra value of something that varies already takes the place of its values. */
static DgDimension *
clear_dimension (DgOutline *outline, const char *name)
{
  DgDimension *dimension = find_dimension (outline, name);

  if (dimension == NULL)
    {
      dimension = dg_dimension_new (name);
      g_ptr_array_add (outline->dimensions, dimension);
    }
  while (dimension->values->len > 0)
    dg_outline_remove_value (outline, get_id (dimension, dimension->values->len - 1));

  return dimension;
}

static void
add_extras (DgOutline *outline, DgJsonValue reply, gint64 part, guint *last_id)
{
  guint n_extras = 0;
  DgJsonValue row;
  DgJsonIter rows;

  dg_reply_find_rows (reply, "extra", &rows);
  while (n_extras < MAX_EXTRAS && dg_json_iter_next (&rows, NULL, &row))
    {
      g_autofree char *name = dg_reply_dup_text (row, "dimension", NAME_CHARACTERS);
      g_autofree char *text = dg_reply_dup_text (row, "value", TEXT_CHARACTERS);
      g_autofree char *how = dg_reply_dup_text (row, "how", TEXT_CHARACTERS);
      DgDimensionValue *value;

      if (dg_reply_get_number (row, "part") != part || *name == '\0' || *text == '\0')
        continue;
      value = dg_dimension_add_value (clear_dimension (outline, name), text, 1.0);
      value->id = ++*last_id;
      add_ways (value, how);
      n_extras++;
    }
}

static guint
find_last_id (const DgOutline *outline)
{
  guint last = 0;

  for (guint d = 0; d < outline->dimensions->len; d++)
    {
      const DgDimension *dimension = g_ptr_array_index (outline->dimensions, d);

      for (guint v = 0; v < dimension->values->len; v++)
        last = MAX (last, get_id (dimension, v));
    }

  return last;
}

/*
 * The first edge case is the plain one, whatever it is called: where the wish rules it out, it stays in its place and
 * is dealt to no record.
 */
static void
keep_plain_place (DgOutline *self, const DgOutline *outline)
{
  DgDimension *edges = dg_outline_find_kind (self, DG_DIMENSION_EDGE);
  const DgDimensionValue *plain;
  DgDimensionValue *kept;

  if (edges == NULL)
    return;
  plain = g_ptr_array_index (dg_outline_find_kind (outline, DG_DIMENSION_EDGE)->values, 0);
  if (get_id (edges, 0) == plain->id)
    return;

  kept = dg_dimension_add_value (edges, plain->value, DG_EXTENSION_TRIFLE);
  kept->id = plain->id;
  g_ptr_array_insert (edges->values, 0, g_ptr_array_steal_index (edges->values, edges->values->len - 1));
}

static DgOutline *
make_part (const DgOutline *outline, DgJsonValue reply, gint64 part, guint *last_id)
{
  DgOutline *self = dg_outline_copy (outline);

  apply_only (self, reply, part);
  apply_never (self, reply, part);
  add_extras (self, reply, part, last_id);
  /* what goes only with what the part does not have is not in it either */
  dg_outline_repair (self, DG_OUTLINE_DROP_VALUES);
  keep_plain_place (self, outline);

  return self;
}

/* Numbers that do not add up would mislead whoever reads them, so those that hold are told too. */
static char *
dup_say (DgJsonValue reply, GArray *parts, gboolean repaired)
{
  g_autofree char *say = dg_reply_dup_text (reply, "say", SAY_CHARACTERS);
  g_autoptr (GString) counts = g_string_new (NULL);

  if (!repaired)
    return g_steal_pointer (&say);

  for (guint i = 0; i < parts->len; i++)
    g_string_append_printf (counts, "%s%u", i > 0 ? " + " : "", g_array_index (parts, Part, i).count);

  return g_strstrip (g_strdup_printf (_ ("%s The records are dealt as %s, so that they add up."), say, counts->str));
}

/**
 * dg_extension_read:
 * @outline: what the records vary in
 * @n_records: how many records there are to be
 * @reply: the input of the tool call
 * @error: return location for an error
 *
 * Each part is the outline with what the wish rules out taken away and what it adds put in; a dimension never loses
 * its last value. The counts add up to @n_records, whatever the model's do.
 *
 * Returns: (transfer full) (nullable): the parts; %NULL with %DG_GENERATOR_ERROR_REPLY when there are none
 */
DgExtension *
dg_extension_read (const DgOutline *outline, guint n_records, DgJsonValue reply, GError **error)
{
  g_return_val_if_fail (outline != NULL && n_records > 0, NULL);

  g_autoptr (GArray) parts = read_parts (reply);
  guint last_id = find_last_id (outline);
  gboolean repaired;
  DgExtension *self;

  if (parts->len == 0)
    {
      g_set_error (error, DG_GENERATOR_ERROR, DG_GENERATOR_ERROR_REPLY,
                   _ ("The model did not say how many records of which kind there are to be. Say what you want in "
                      "other words."));
      return NULL;
    }

  repaired = apportion (parts, n_records);
  self = g_new0 (DgExtension, 1);
  self->outlines = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_outline_free);
  self->counts = g_array_new (FALSE, FALSE, sizeof (guint));
  self->say = dup_say (reply, parts, repaired);
  self->question = dg_reply_dup_text (reply, "question", SAY_CHARACTERS);
  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);

      if (part->count == 0)
        continue;
      g_ptr_array_add (self->outlines, make_part (outline, reply, part->number, &last_id));
      g_array_append_val (self->counts, part->count);
    }

  return self;
}

/**
 * dg_extension_free:
 * @self: (transfer full): an extension
 */
void
dg_extension_free (DgExtension *self)
{
  g_ptr_array_unref (self->outlines);
  g_array_unref (self->counts);
  g_free (self->say);
  g_free (self->question);
  g_free (self);
}
