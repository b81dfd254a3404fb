/* dg-generator-types.h: forward declarations and the error domain of generator/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _DgDuplicateGuard DgDuplicateGuard;
typedef struct _DgExampleDealer DgExampleDealer;
typedef struct _DgGenerationPrompt DgGenerationPrompt;
typedef struct _DgLineQueue DgLineQueue;
typedef struct _DgPassageDealer DgPassageDealer;
typedef struct _DgPassageIndex DgPassageIndex;
typedef struct _DgRecordFormat DgRecordFormat;
typedef struct _DgRequestSizer DgRequestSizer;
typedef struct _DgRuleDealer DgRuleDealer;

/**
 * DG_GENERATOR_ERROR:
 *
 * Error domain of generator/; see #DgGeneratorError.
 */
#define DG_GENERATOR_ERROR (dg_generator_error_quark ())
GQuark dg_generator_error_quark (void);

/**
 * DgGeneratorError:
 * @DG_GENERATOR_ERROR_RECORD: what the model wrote is not a record of the agreed format
 * @DG_GENERATOR_ERROR_EXHAUSTED: the model gave nothing new, again and again
 * @DG_GENERATOR_ERROR_STOPPED: stopped, or out of money, before there was a record to save
 * @DG_GENERATOR_ERROR_REPLY: what the model replied cannot be used
 * @DG_GENERATOR_ERROR_NOT_READY: another step comes first; the message names it and what is missing
 * @DG_GENERATOR_ERROR_UNKNOWN: there is no such card or rule, or a text is empty or too long
 * @DG_GENERATOR_ERROR_PRICE: the model's price is not known, and something depends on it
 */
typedef enum
{
  DG_GENERATOR_ERROR_RECORD,
  DG_GENERATOR_ERROR_EXHAUSTED,
  DG_GENERATOR_ERROR_STOPPED,
  DG_GENERATOR_ERROR_REPLY,
  DG_GENERATOR_ERROR_NOT_READY,
  DG_GENERATOR_ERROR_UNKNOWN,
  DG_GENERATOR_ERROR_PRICE,
} DgGeneratorError;

GError *dg_generator_error_new_technical (DgGeneratorError code, const char *words, const char *technical);
char *dg_generator_error_dup_words (const GError *error);

G_END_DECLS
