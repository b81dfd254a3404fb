/* dg-generator-types.c: the error domain of generator/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dg-generator-types.h"
#include "dg-inference-types.h"

/* What of the message is only for who looks for the cause */
typedef struct
{
  char *technical; /* (owned) (nullable) */
} DgGeneratorErrorPrivate;

static void
dg_generator_error_private_init (DgGeneratorErrorPrivate *details)
{
}

static void
dg_generator_error_private_copy (const DgGeneratorErrorPrivate *from, DgGeneratorErrorPrivate *to)
{
  to->technical = g_strdup (from->technical);
}

static void
dg_generator_error_private_clear (DgGeneratorErrorPrivate *details)
{
  g_free (details->technical);
}

/* clang-format off */
G_DEFINE_EXTENDED_ERROR (DgGeneratorError, dg_generator_error)
/* clang-format on */

/**
 * dg_generator_error_new_technical:
 * @code: a code
 * @words: what is said to a person, one sentence or more
 * @technical: what only who looks for the cause wants to know, such as places in a text and ids
 *
 * Returns: (transfer full): an error whose message says both, the technical in parentheses behind
 */
GError *
dg_generator_error_new_technical (DgGeneratorError code, const char *words, const char *technical)
{
  g_return_val_if_fail (words != NULL && technical != NULL, NULL);

  g_autofree char *behind = g_strdup_printf (" (%s)", technical);
  GError *error = g_error_new (DG_GENERATOR_ERROR, (int) code, "%s%s", words, behind);

  dg_generator_error_get_private (error)->technical = g_steal_pointer (&behind);

  return error;
}

/**
 * dg_generator_error_dup_words:
 * @error: any error, also from elsewhere
 *
 * Returns: (transfer full): its message without what is technical, for a place where the whole of it can be had besides
 */
char *
dg_generator_error_dup_words (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  const char *technical =
      error->domain == DG_GENERATOR_ERROR ? dg_generator_error_get_private (error)->technical : NULL;

  if (technical == NULL || !g_str_has_suffix (error->message, technical))
    return dg_inference_error_dup_words (error);

  return g_strndup (error->message, strlen (error->message) - strlen (technical));
}
