/* dg-simulator-random.c: numbers that are the same for the same seed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-simulator-types.h"

static guint64
draw_number (DgRandom *self)
{
  /* splitmix64, by Sebastiano Vigna, public domain */
  guint64 z = *self += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return z ^ (z >> 31);
}

/* A source whose numbers depend on @seed and on every byte of @text */
DgRandom
dg_random_seed (guint64 seed, const char *text, gsize length)
{
  /* FNV-1a, whose weak upper bits draw_number() stirs */
  DgRandom hash = seed ^ G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar) text[i]) * G_GUINT64_CONSTANT (0x100000001b3);

  return draw_number (&hash);
}

/* A number from 0 to @limit - 1 */
guint
dg_random_below (DgRandom *self, guint limit)
{
  return (guint) (draw_number (self) % limit);
}

/* Whether something of that probability, 0 to 1, happens this time */
gboolean
dg_random_chance (DgRandom *self, double probability)
{
  return (double) (draw_number (self) >> 11) / (double) (G_GUINT64_CONSTANT (1) << 53) < probability;
}
