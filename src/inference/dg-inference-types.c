/* dg-inference-types.c: the error domain of inference/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-inference-types.h"

/* clang-format off */
G_DEFINE_QUARK (dg-inference-error-quark, dg_inference_error)
/* clang-format on */
