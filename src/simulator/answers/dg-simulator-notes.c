/* dg-simulator-notes.c: what a person means by a note on a sample
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-notes.h"

#include <string.h>

#include "dg-simulator-limits.h"
#include "dg-simulator-shown.h"

#define MAX_RULE_WORDS 20
/* Of the words that a text has, how many a shorter one keeps; and what is short where no text is shown */
#define KEPT_OF_TEN 6
#define SHORT_WORDS 30
#define LONG_WORDS 20

#define PRAISE                                                                                                         \
  "^\\W*(?:very |really |sehr |echt )?(?:good|great|nice|perfect|love|fine|excellent|well done|ok(?:ay)?|gut|super|"   \
  "prima|passt|schön|toll|perfekt)\\b"
#define BUT "\\b(?:but|however|though|except|only|too|aber|nur|zu|jedoch)\\b"
#define THIS_ONE "\\b(?:this one only|only (?:this|here)|just this (?:one|sample)|nur (?:hier|dieses|bei diesem))\\b"
#define FORMAT                                                                                                         \
  "\\b(?:json|xml|format|tags?|fields?|keys?|lower ?case|upper ?case|capitals?|kleingeschrieben|großgeschrieben|"     \
  "klein schreiben|felder?|labels? (?:should|must|is called|has to|soll|muss))\\b"
#define ANSWER_FORM "\\b(?:answers?|outputs?|labels?|json|xml|tags?|fields?|keys?|antwort\\w*|ausgabe|felder?)\\b"
#define MISSING                                                                                                        \
  "\\b(?:miss(?:ing|es)|lacks?|lacking|should (?:also )?(?:mention|name|include|have|contain|say)|must "               \
  "(?:mention|name|"                                                                                                   \
  "include|have|contain)|needs? (?:an?|the|more|to (?:mention|name|have))|add|there is no|has no|fehlt|fehlen|"        \
  "vermisse|erwähnen|sollte .{1,40}(?:nennen|enthalten|stehen))\\b"
#define QUALITY                                                                                                        \
  "\\b(?:too|wrong|unrealistic|unnatural|bad|incorrect|implausible|boring|sounds?|never|nobody|not (?:right|correct|"  \
  "natural|realistic|true)|zu|falsch|unrealistisch|unnatürlich|schlecht|niemand|klingt|stimmt nicht)\\b"
#define SHORTER "\\b(?:shorter|too long|too wordy|less long|kürzer|zu lang|gekürzt)\\b"
#define LONGER "\\b(?:longer|too short|more detail\\w*|länger|zu kurz|ausführlicher)\\b"
#define ANSWER_WORDS "\\b(?:answers?|repl(?:y|ies)|responses?|labels?|antwort\\w*)\\b"

static void
free_note (gpointer data)
{
  DgShownNote *note = data;

  g_free (note->text);
  g_free (note->input);
  g_free (note);
}

static void
add_note (GPtrArray *notes, guint n, const char *text, const char *input)
{
  DgShownNote *note = g_new0 (DgShownNote, 1);

  note->n = n;
  note->text = g_strstrip (g_strdup (text));
  note->input = g_strdup (input);
  g_ptr_array_add (notes, note);
}

/* (transfer full) (element-type DgShownNote): the notes in a request, be they blocks of material or a numbered list */
GPtrArray *
dg_notes_list (const char *prompt)
{
  GPtrArray *notes = g_ptr_array_new_with_free_func (free_note);
  g_autoptr (GPtrArray) blocks = dg_shown_list_blocks (prompt, "^(?:SAMPLE|RECORD|INPUT|NOTE)\\b");
  g_autofree char *input = g_strdup ("");
  g_autofree char *section = NULL;

  for (guint i = 0; i < blocks->len; i++)
    {
      const DgNumbered *block = g_ptr_array_index (blocks, i);

      if (g_str_has_prefix (block->name, "NOTE") && !g_str_has_prefix (block->name, "NOTES"))
        add_note (notes, block->n, block->text, input);
      else if (!g_str_has_prefix (block->name, "NOTE"))
        {
          char *shown = dg_text_match (block->text, "^INPUT:[ ]*((?:.|\\n)*?)(?:\\n(?:ANSWER|WHAT|NOTE)\\b|\\z)", 1);

          g_free (input);
          input = shown != NULL ? shown : g_strdup (block->text);
        }
    }
  if (notes->len > 0)
    return notes;

  section = dg_shown_dup_block (prompt, "NOTES");
  if (section == NULL)
    section = dg_shown_dup_section (prompt, "\\bnotes?\\b");

  g_autoptr (GPtrArray) list = dg_shown_list_numbered (section != NULL ? section : prompt);

  for (guint i = 0; i < list->len; i++)
    {
      const DgNumbered *entry = g_ptr_array_index (list, i);

      add_note (notes, entry->n, entry->text, input);
    }

  return notes;
}

/* (transfer full) (nullable): the limit that a note asks for; @input tells what is shorter or longer */
DgLimit *
dg_note_read_limit (const char *note, const char *input)
{
  DgLimit *limit = dg_limits_read (note);
  gboolean shorter = dg_text_has (note, SHORTER);
  DgColumn column = dg_text_has (note, ANSWER_WORDS) ? DG_COLUMN_ANSWER : DG_COLUMN_INPUT;
  guint n_words = dg_text_count_words (input);
  g_autofree char *value = NULL;

  if (limit != NULL || (!shorter && !dg_text_has (note, LONGER)))
    return limit;

  if (shorter)
    value = g_strdup_printf ("%u", n_words > 4 && column == DG_COLUMN_INPUT ? n_words * KEPT_OF_TEN / 10 : SHORT_WORDS);
  else
    value = g_strdup_printf ("%u", MAX (n_words * 3 / 2, LONG_WORDS));

  return dg_limit_new (column, shorter ? DG_CHECK_MAX_WORDS : DG_CHECK_MIN_WORDS, value, NULL);
}

/* In the very words that are understood when the rule comes back in a request for records */
static char *
describe_limit (const DgLimit *limit, gboolean german)
{
  static const struct
  {
    const char *english[2];
    const char *german[2];
  } words[DG_N_CHECKS] = {
    [DG_CHECK_MAX_WORDS] = { { "has at most ", " words." }, { "hat höchstens ", " Wörter." } },
    [DG_CHECK_MIN_WORDS] = { { "has at least ", " words." }, { "hat mindestens ", " Wörter." } },
    [DG_CHECK_MAX_CHARACTERS] = { { "has at most ", " characters." }, { "hat höchstens ", " Zeichen." } },
    [DG_CHECK_MIN_CHARACTERS] = { { "has at least ", " characters." }, { "hat mindestens ", " Zeichen." } },
    [DG_CHECK_PRESENT] = { { "mentions “", "”." }, { "erwähnt „", "“." } },
    [DG_CHECK_ABSENT] = { { "never says “", "”." }, { "sagt nie „", "“." } },
  };
  gboolean answer = limit->column == DG_COLUMN_ANSWER;
  const char *column = german ? (answer ? "Die Antwort " : "Die Eingabe ") : (answer ? "The answer " : "The input ");
  const char *const *around = german ? words[limit->check].german : words[limit->check].english;

  return around[0] != NULL ? g_strconcat (column, around[0], limit->value, around[1], NULL) : NULL;
}

/* The note as a sentence of its own */
static char *
make_sentence (const char *note, const char *prefix)
{
  g_autofree char *line = g_strndup (note, strcspn (note, "\n"));
  g_autoptr (GPtrArray) words = dg_text_match_all (line, "\\S+", 0);
  g_autoptr (GString) text = g_string_new (prefix);
  gunichar first;

  for (guint i = 0; i < words->len && i < MAX_RULE_WORDS - 2; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", (const char *) g_ptr_array_index (words, i));
  if (text->len > 0 && strchr (".!", text->str[text->len - 1]) == NULL)
    g_string_append_c (text, '.');
  first = g_utf8_get_char (text->str);
  if (first != 0)
    {
      g_string_erase (text, 0, g_unichar_to_utf8 (first, NULL));
      g_string_prepend_unichar (text, g_unichar_toupper (first));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
make_text (const char *note, const DgNoteReading *reading)
{
  g_autofree char *missing = NULL;

  if (reading->limit != NULL)
    return describe_limit (reading->limit, reading->german);
  if (g_str_equal (reading->kind, "quality_issue"))
    return make_sentence (note, reading->german ? "Nicht so: " : "Not like this: ");

  missing = dg_text_match (note, "\\b(?:lacks?|missing|misses|there is no|has no|fehlt|fehlen)[: ]+(.+?)[.!]*$", 1);
  if (missing != NULL)
    return make_sentence (missing, g_str_equal (reading->target, "answer")
                                       ? (reading->german ? "Die Antwort hat " : "The answer has ")
                                       : (reading->german ? "Die Eingabe hat " : "The input has "));

  return make_sentence (note, "");
}

static const char *
find_kind (const char *note)
{
  if (dg_text_has (note, FORMAT))
    return "format_correction";
  if (dg_text_has (note, MISSING))
    return "missing_element";

  return dg_text_has (note, QUALITY) ? "quality_issue" : "improvement";
}

/* What the note says, as a rule for other records */
void
dg_note_read (const DgShownNote *note, DgNoteReading *reading)
{
  gboolean praise = dg_text_has (note->text, PRAISE) && !dg_text_has (note->text, BUT);
  gboolean format;

  reading->german = dg_text_is_german (note->text);
  reading->is_question = g_str_has_suffix (note->text, "?");
  reading->kind = find_kind (note->text);
  format = g_str_equal (reading->kind, "format_correction");
  reading->target = dg_text_has (note->text, ANSWER_WORDS) ? "answer" : "input";
  if (format && dg_text_has (note->text, ANSWER_FORM))
    reading->target = "format";
  if (praise || reading->is_question || *note->text == '\0' || dg_text_has (note->text, THIS_ONE))
    return;

  if (!g_str_equal (reading->target, "format"))
    reading->limit = dg_note_read_limit (note->text, note->input);
  reading->text = make_text (note->text, reading);
}

void
dg_note_reading_clear (DgNoteReading *self)
{
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->limit, dg_limit_free);
}
