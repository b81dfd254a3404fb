/* dg-markdown.c: what a model writes, as blocks that labels can show
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The text is untrusted. All of it is escaped before it becomes markup, HTML is text like any other, and a link is one
 * only with a scheme that opens a browser or a letter.
 */

#include "config.h"

#include "dg-markdown.h"

#include <md4c.h>
#include <stdlib.h>
#include <string.h>

#define FLAGS (MD_FLAG_NOHTML | MD_FLAG_NOINDENTEDCODEBLOCKS | MD_FLAG_STRIKETHROUGH | MD_FLAG_PERMISSIVEURLAUTOLINKS)

/* Deeper is not told apart any more, and costs no more room. */
#define MAX_DEPTH 4
#define MAX_SPANS 16

typedef struct
{
  gboolean ordered;
  guint next;
} List;

typedef struct
{
  GPtrArray *blocks; /* (owned) (element-type DgMarkdownBlock) */
  GString *text;     /* (owned): of the block that is being read */
  GArray *lists;     /* (owned) (element-type List): those that are open */
  guint n_quotes;    /* quotations that are open */
  char *marker;      /* (owned) (nullable): of the item that is being read */
  GString *spans;    /* (owned): a letter for each span that is open: whether it was written, and is a link */
  gboolean is_code;
  gboolean has_links;
} Reader;

/* --- texts --- */

/* What GMarkup would not take, and what turns the direction of the text that follows. */
static gboolean
is_shown (gunichar c)
{
  if (c < 0x20)
    return c == '\t' || c == '\n';

  return c != 0x7f && !(c >= 0x202a && c <= 0x202e) && !(c >= 0x2066 && c <= 0x2069);
}

static char *
dup_shown (const char *text, gsize size)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) size);
  GString *shown = g_string_sized_new (size);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    if (is_shown (g_utf8_get_char (p)))
      g_string_append_unichar (shown, g_utf8_get_char (p));

  return g_string_free (shown, FALSE);
}

static void
append_escaped (GString *out, const char *text, gsize size)
{
  g_autofree char *shown = dup_shown (text, size);
  g_autofree char *escaped = g_markup_escape_text (shown, -1);

  g_string_append (out, escaped);
}

static gunichar
read_number (const char *entity)
{
  gboolean hexadecimal = entity[2] == 'x' || entity[2] == 'X';
  gulong number = strtoul (entity + (hexadecimal ? 3 : 2), NULL, hexadecimal ? 16 : 10);

  return number <= 0x10ffff && g_unichar_validate ((gunichar) number) && number > 0 ? (gunichar) number : 0xfffd;
}

/* The few that people write; the others stay as they are written. */
static void
append_entity (Reader *reader, const char *text, gsize size)
{
  static const struct
  {
    const char *name;
    const char *text;
  } entities[] = {
    { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&apos;", "'" }, { "&nbsp;", "\302\240" },
  };
  g_autofree char *entity = g_strndup (text, size);
  char character[7] = { 0 };

  if (entity[1] == '#')
    {
      g_unichar_to_utf8 (read_number (entity), character);
      append_escaped (reader->text, character, strlen (character));
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    if (g_str_equal (entities[i].name, entity))
      {
        append_escaped (reader->text, entities[i].text, strlen (entities[i].text));
        return;
      }

  append_escaped (reader->text, text, size);
}

static int
text_cb (MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *data)
{
  Reader *reader = data;

  switch (type)
    {
    case MD_TEXT_BR:
    case MD_TEXT_SOFTBR:
      g_string_append_c (reader->text, '\n');
      break;
    case MD_TEXT_NULLCHAR:
      g_string_append (reader->text, "\357\277\275");
      break;
    case MD_TEXT_ENTITY:
      append_entity (reader, text, size);
      break;
    case MD_TEXT_CODE:
      if (reader->is_code)
        {
          g_autofree char *shown = dup_shown (text, size);

          g_string_append (reader->text, shown);
          break;
        }
      append_escaped (reader->text, text, size);
      break;
    case MD_TEXT_NORMAL:
    case MD_TEXT_HTML:
    case MD_TEXT_LATEXMATH:
    default:
      append_escaped (reader->text, text, size);
      break;
    }

  return 0;
}

/* --- spans --- */

static char *
dup_address (const MD_ATTRIBUTE *href)
{
  g_autofree char *address = dup_shown (href->text != NULL ? href->text : "", href->size);

  if (!g_str_has_prefix (address, "https://") && !g_str_has_prefix (address, "http://") &&
      !g_str_has_prefix (address, "mailto:"))
    return NULL;

  return g_markup_escape_text (address, -1);
}

/* Returns whether the tag was written. */
static gboolean
open_link (Reader *reader, const MD_SPAN_A_DETAIL *detail)
{
  g_autofree char *address = dup_address (&detail->href);

  /* a link in a link is none */
  if (address == NULL || strchr (reader->spans->str, 'a') != NULL)
    return FALSE;

  /* the title is what one sees before one opens it */
  g_string_append_printf (reader->text, "<a href=\"%s\" title=\"%s\">", address, address);
  reader->has_links = TRUE;

  return TRUE;
}

static const char *
get_tag (MD_SPANTYPE type)
{
  switch ((int) type)
    {
    case MD_SPAN_EM:
      return "i";
    case MD_SPAN_STRONG:
      return "b";
    case MD_SPAN_CODE:
      return "tt";
    case MD_SPAN_DEL:
      return "s";
    default:
      return NULL;
    }
}

static int
enter_span_cb (MD_SPANTYPE type, void *detail, void *data)
{
  Reader *reader = data;
  const char *tag = get_tag (type);
  char written = '-';

  if (reader->spans->len < MAX_SPANS)
    {
      if (type == MD_SPAN_A && open_link (reader, detail))
        written = 'a';
      else if (tag != NULL)
        {
          g_string_append_printf (reader->text, "<%s>", tag);
          written = '+';
        }
    }
  g_string_append_c (reader->spans, written);

  return 0;
}

static int
leave_span_cb (MD_SPANTYPE type, void *detail, void *data)
{
  Reader *reader = data;
  char written = reader->spans->str[reader->spans->len - 1];

  g_string_truncate (reader->spans, reader->spans->len - 1);
  if (written == 'a')
    g_string_append (reader->text, "</a>");
  else if (written == '+')
    g_string_append_printf (reader->text, "</%s>", get_tag (type));

  return 0;
}

/* --- blocks --- */

static void
end_block (Reader *reader, DgMarkdownKind kind)
{
  DgMarkdownBlock *block;

  if (kind == DG_MARKDOWN_CODE)
    while (reader->text->len > 0 && reader->text->str[reader->text->len - 1] == '\n')
      g_string_truncate (reader->text, reader->text->len - 1);
  if (reader->text->len == 0 && reader->marker == NULL && kind != DG_MARKDOWN_RULE)
    return;

  block = g_new0 (DgMarkdownBlock, 1);
  block->kind = kind;
  block->depth = MIN (reader->lists->len + reader->n_quotes, MAX_DEPTH);
  block->marker = g_steal_pointer (&reader->marker);
  block->has_links = reader->has_links;
  block->text = g_strdup (reader->text->str);
  g_ptr_array_add (reader->blocks, block);
  g_string_truncate (reader->text, 0);
  reader->has_links = FALSE;
}

static void
begin_list (Reader *reader, gboolean ordered, guint start)
{
  const List list = { ordered, start };

  end_block (reader, DG_MARKDOWN_PARAGRAPH);
  g_array_append_val (reader->lists, list);
}

static void
begin_item (Reader *reader)
{
  List *list = &g_array_index (reader->lists, List, reader->lists->len - 1);

  end_block (reader, DG_MARKDOWN_PARAGRAPH);
  g_free (reader->marker);
  reader->marker = list->ordered ? g_strdup_printf ("%u.", list->next++) : g_strdup ("•");
}

static int
enter_block_cb (MD_BLOCKTYPE type, void *detail, void *data)
{
  Reader *reader = data;

  switch ((int) type)
    {
    case MD_BLOCK_UL:
      begin_list (reader, FALSE, 0);
      break;
    case MD_BLOCK_OL:
      begin_list (reader, TRUE, ((MD_BLOCK_OL_DETAIL *) detail)->start);
      break;
    case MD_BLOCK_LI:
      begin_item (reader);
      break;
    case MD_BLOCK_QUOTE:
      end_block (reader, DG_MARKDOWN_PARAGRAPH);
      reader->n_quotes++;
      break;
    case MD_BLOCK_CODE:
      end_block (reader, DG_MARKDOWN_PARAGRAPH);
      reader->is_code = TRUE;
      break;
    case MD_BLOCK_H:
      end_block (reader, DG_MARKDOWN_PARAGRAPH);
      break;
    case MD_BLOCK_HR:
      end_block (reader, DG_MARKDOWN_PARAGRAPH);
      end_block (reader, DG_MARKDOWN_RULE);
      break;
    default:
      break;
    }

  return 0;
}

static int
leave_block_cb (MD_BLOCKTYPE type, void *detail, void *data)
{
  Reader *reader = data;

  switch ((int) type)
    {
    case MD_BLOCK_P:
    case MD_BLOCK_LI:
      end_block (reader, DG_MARKDOWN_PARAGRAPH);
      break;
    case MD_BLOCK_H:
      end_block (reader, DG_MARKDOWN_HEADING);
      break;
    case MD_BLOCK_CODE:
      end_block (reader, DG_MARKDOWN_CODE);
      reader->is_code = FALSE;
      break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
      end_block (reader, DG_MARKDOWN_PARAGRAPH);
      g_array_set_size (reader->lists, reader->lists->len - 1);
      break;
    case MD_BLOCK_QUOTE:
      reader->n_quotes--;
      break;
    default:
      break;
    }

  return 0;
}

/* --- lines --- */

static gboolean
is_fence (const char *line)
{
  return g_str_has_prefix (line, "```") || g_str_has_prefix (line, "~~~");
}

/* Many models, and the program's own summary, write lists with bullets. */
static char *
translate_bullets (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GString) out = g_string_sized_new (strlen (text) + 1);
  gboolean fenced = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      fenced = is_fence (lines[i]) ? !fenced : fenced;
      g_string_append (out, i > 0 ? "\n" : "");
      if (!fenced && g_str_has_prefix (lines[i], "• "))
        g_string_append_printf (out, "- %s", lines[i] + strlen ("• "));
      else
        g_string_append (out, lines[i]);
    }

  return g_strdup (out->str);
}

/**
 * dg_markdown_parse:
 * @text: Markdown, untrusted
 * @length: how many bytes, -1 up to the end
 *
 * Returns: (transfer full) (element-type DgMarkdownBlock): what it consists of, in its order
 */
GPtrArray *
dg_markdown_parse (const char *text, gssize length)
{
  g_return_val_if_fail (text != NULL, NULL);

  const MD_PARSER parser = {
    .flags = FLAGS,
    .enter_block = enter_block_cb,
    .leave_block = leave_block_cb,
    .enter_span = enter_span_cb,
    .leave_span = leave_span_cb,
    .text = text_cb,
  };
  g_autofree char *valid = g_utf8_make_valid (text, length);
  g_autofree char *translated = translate_bullets (valid);
  g_autoptr (GString) content = g_string_new (NULL);
  g_autoptr (GString) spans = g_string_new (NULL);
  g_autoptr (GArray) lists = g_array_new (FALSE, FALSE, sizeof (List));
  Reader reader = { .text = content, .spans = spans, .lists = lists };

  reader.blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) dg_markdown_block_free);
  md_parse (translated, (MD_SIZE) strlen (translated), &parser, &reader);
  g_free (reader.marker);

  return reader.blocks;
}

/**
 * dg_markdown_find_last_block:
 * @text: Markdown that is still being written
 *
 * Returns: where its last block begins, in bytes; what stands before that means the same whatever follows
 */
gsize
dg_markdown_find_last_block (const char *text)
{
  g_return_val_if_fail (text != NULL, 0);

  const char *last = text;
  gboolean fenced = FALSE;
  gboolean after_blank = FALSE;

  for (const char *line = text; line != NULL && *line != '\0';)
    {
      const char *end = strchr (line, '\n');

      if (*line == '\n')
        after_blank = TRUE;
      else
        {
          /* what is indented may belong to an item above it */
          if (after_blank && !fenced && *line != ' ' && *line != '\t')
            last = line;
          fenced = is_fence (line) ? !fenced : fenced;
          after_blank = FALSE;
        }
      line = end != NULL ? end + 1 : NULL;
    }

  return (gsize) (last - text);
}

/**
 * dg_markdown_block_free:
 * @self: (transfer full): a block
 */
void
dg_markdown_block_free (DgMarkdownBlock *self)
{
  g_free (self->marker);
  g_free (self->text);
  g_free (self);
}
