/* dg-json.c: the strict JSON scanner that guards every door
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
