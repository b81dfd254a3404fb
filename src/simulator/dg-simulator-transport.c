/* dg-simulator-transport.c: what goes wrong with the bytes of a reply
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-transport.h"

#include <string.h>

#include "dg-simulator-reply.h"

#define FILLER_BYTES (64 * 1024)
#define HUGE_BYTES (100 * 1000 * 1000)
#define N_PIECES 8
#define N_DROPS 100 /* so many ticks are the pauses together */
#define MIN_DROP_BYTES 3

/* Whether it happens to the bytes of a reply, which is a good one */
gboolean
dg_transport_is_fault (DgFault fault)
{
  return fault >= DG_FAULT_RESET && fault <= DG_FAULT_SILENCE;
}

static GArray *
split (GBytes *bytes, gsize piece_length, guint last_token)
{
  GArray *parts = dg_stream_parts_new ();
  gsize length = g_bytes_get_size (bytes);

  for (gsize i = 0; i < length; i += piece_length)
    {
      const DgStreamPart part = {
        .token = (guint) ((guint64) last_token * i / length),
        .frame = g_bytes_new_from_bytes (bytes, i, MIN (piece_length, length - i)),
      };

      g_array_append_val (parts, part);
    }

  return parts;
}

/* The answer to Converse in pieces, as (element-type DgStreamPart), so that something can go wrong between them */
GArray *
dg_transport_split_body (DgSimulatorReply *reply, guint latency_ms)
{
  char *body = dg_simulator_reply_dup_body (reply, latency_ms);
  g_autoptr (GBytes) bytes = g_bytes_new_take (body, strlen (body));

  return split (bytes, (g_bytes_get_size (bytes) + N_PIECES - 1) / N_PIECES, reply->output_tokens);
}

/* The frame in the middle gets another checksum */
static void
corrupt (GArray *parts)
{
  DgStreamPart *part = &g_array_index (parts, DgStreamPart, parts->len / 2);
  gsize length;
  guint8 *data = g_bytes_unref_to_data (g_steal_pointer (&part->frame), &length);

  data[length - 1] ^= 0xff;
  part->frame = g_bytes_new_take (data, length);
}

/* Blanks before what the reply begins with, a hundred megabytes of them: it stays a good one. */
static void
inflate (GArray *parts, DgSimulatorReply *reply, gboolean streaming)
{
  guint position = !streaming ? 0 : reply->tool_name != NULL ? 2 : 1;
  g_autofree char *blanks = g_strnfill (FILLER_BYTES, ' ');
  g_autoptr (GBytes) filler =
      streaming ? dg_simulator_reply_make_filler (reply, FILLER_BYTES) : g_bytes_new (blanks, FILLER_BYTES);
  g_autoptr (GArray) fillers = dg_stream_parts_new ();
  guint n = HUGE_BYTES / FILLER_BYTES + 1;

  for (guint i = 0; i < n; i++)
    {
      const DgStreamPart part = { 0, g_bytes_ref (filler) };

      g_array_append_val (fillers, part);
    }
  g_array_insert_vals (parts, position, fillers->data, n);
  /* They belong to @parts now. */
  g_array_set_clear_func (fillers, NULL);
}

static GArray *
make_drops (GArray *parts, guint last_token)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < parts->len; i++)
    {
      GBytes *frame = g_array_index (parts, DgStreamPart, i).frame;

      g_byte_array_append (all, g_bytes_get_data (frame, NULL), (guint) g_bytes_get_size (frame));
    }
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&all));

  return split (bytes, MAX ((g_bytes_get_size (bytes) + N_DROPS - 1) / N_DROPS, MIN_DROP_BYTES), last_token);
}

/* Changes the parts of a good reply, (element-type DgStreamPart), to those that go out. @parts is taken over. */
GArray *
dg_transport_spoil (GArray *parts, DgFault fault, DgSimulatorReply *reply, gboolean streaming)
{
  GArray *drops;

  switch ((guint) fault)
    {
    case DG_FAULT_RESET:
    case DG_FAULT_CUT:
      g_array_set_size (parts, parts->len / 2);
      return parts;

    case DG_FAULT_SILENCE:
      g_array_set_size (parts, 0);
      return parts;

    case DG_FAULT_BAD_CRC:
      if (streaming)
        corrupt (parts);
      return parts;

    case DG_FAULT_HUGE:
      inflate (parts, reply, streaming);
      return parts;

    case DG_FAULT_DRIP:
      drops = make_drops (parts, reply->output_tokens);
      g_array_unref (parts);
      return drops;

    default:
      return parts;
    }
}
