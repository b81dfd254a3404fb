/* dg-page.h: what the window shows at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DG_TYPE_PAGE (dg_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (DgPage, dg_page, DG, PAGE, AdwBin)

/**
 * DgPageClass:
 * @shown: the page is in front now; it puts the focus where work begins
 * @leave: the page is about to go; it saves what is being typed. Whatever takes longer goes on without it.
 * @back: the person wants to go back; returns whether there was somewhere to go within the page
 */
struct _DgPageClass
{
  AdwBinClass parent_class;

  void (*shown) (DgPage *self);
  void (*leave) (DgPage *self);
  gboolean (*back) (DgPage *self);
};

gboolean dg_page_get_narrow (DgPage *self);
void dg_page_set_narrow (DgPage *self, gboolean narrow);
gboolean dg_page_get_searching (DgPage *self);
void dg_page_set_searching (DgPage *self, gboolean searching);
gboolean dg_page_get_inviting (DgPage *self);
void dg_page_set_inviting (DgPage *self, gboolean inviting);
void dg_page_shown (DgPage *self);
void dg_page_leave (DgPage *self);
gboolean dg_page_back (DgPage *self);

G_END_DECLS
