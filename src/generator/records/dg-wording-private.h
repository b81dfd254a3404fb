/* dg-wording-private.h: what the files of the wording share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dg-wording.h"

G_BEGIN_DECLS

/**
 * DgTokenKind:
 * @DG_TOKEN_WORD: a word
 * @DG_TOKEN_NUMBER: a number of up to three digits, which may well be what decides
 * @DG_TOKEN_IDENTIFIER: a number of four digits or more, a time, an exact amount, the name of a month or day
 * @DG_TOKEN_NAME: a word that is written with a capital where others are not
 */
typedef enum
{
  DG_TOKEN_WORD,
  DG_TOKEN_NUMBER,
  DG_TOKEN_IDENTIFIER,
  DG_TOKEN_NAME,
} DgTokenKind;

/**
 * DgToken:
 * @hash: of the word without its case
 * @kind: what it is
 * @decisive: whether it turns around what is said
 * @capital: whether it begins with a capital
 * @opening: whether it begins a sentence, so that a capital says nothing
 */
typedef struct
{
  guint32 hash;
  DgTokenKind kind;
  gboolean decisive;
  gboolean capital;
  gboolean opening;
} DgToken;

GArray *dg_wording_split (const char *input);

G_END_DECLS
