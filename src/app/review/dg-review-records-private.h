/* dg-review-records-private.h: what the files of DgReviewRecords share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dg-banner.h"
#include "dg-record-table.h"
#include "dg-records-at-hand.h"
#include "dg-review-records.h"

G_BEGIN_DECLS

/**
 * DgReviewRecords:
 *
 * A table beside an editor. Its model is a #DgRecordList; what the person does goes through a #DgReviewHistory, which
 * tells of it at once and saves it.
 */
struct _DgReviewRecords
{
  GtkWidget parent_instance;

  DgLibrary *library;          /* (owned) (nullable) */
  char *id;                    /* (owned) (nullable): of the dataset */
  DgDataset *dataset;          /* (owned) (nullable): as it was when it was last heard of */
  DgRecordList *list;          /* (owned) */
  DgReviewHistory *history;    /* (owned) */
  DgDatasetCoverage *coverage; /* (owned) (nullable): of the dataset as long as no record comes or goes */
  GCancellable *cancellable;   /* (owned): of all that the widget asks for */
  DgRecordsAtHand *at_hand;    /* (owned): whole records about the selected one */
  guint *only;                 /* (owned) (nullable): the numbers of the records that are shown alone */
  guint n_only;
  guint n_steps;       /* how many changes there were: who takes back a deletion means that one */
  guint n_records;     /* how many records there are, those that are being saved among them */
  DgReview review;     /* what is thought of the selected record */
  gboolean ahead;      /* whether records come or go that the dataset does not know of yet */
  gboolean find_later; /* whether to find anew when it knows */
  gboolean asked;      /* whether the person asked for other records, and wants to see them */
  gboolean narrow;
  gboolean telling; /* whether it is the program that moves the controls */

  /* template */
  DgBanner *banner;
  GtkStack *sides;
  GtkPaned *paned;
  GtkDropDown *filter;
  GtkToggleButton *look_button;
  AdwButtonContent *look_content;
  GtkLabel *count;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkWidget *shown_box;
  GtkLabel *shown;
  GtkStack *states;
  DgRecordTable *table;
  AdwBin *beside;
  AdwBin *alone;
  DgRecordEditor *editor;
  GtkWidget *hint_box;
  GtkLabel *hint;
};

void dg_review_records_open (DgReviewRecords *self);
void dg_review_records_set_ahead (DgReviewRecords *self, gboolean ahead);
void dg_review_records_set_review (DgReviewRecords *self, DgReview review);

/* the selected record */
void dg_review_records_follow_selection (DgReviewRecords *self);
void dg_review_records_load (DgReviewRecords *self);
void dg_review_records_go_to (DgReviewRecords *self, guint position);

/* actions */
void dg_review_records_install_actions (GtkWidgetClass *klass);
void dg_review_records_update_actions (DgReviewRecords *self);
void dg_review_records_judge (DgReviewRecords *self, DgReview review);

/* changes */
void dg_review_records_follow_changes (DgReviewRecords *self);
gboolean dg_review_records_can_retry (const GError *error);

/* finding */
void dg_review_records_find (DgReviewRecords *self);
void dg_review_records_set_filter (DgReviewRecords *self, DgRecordFilter filter);
void dg_review_records_show_all (DgReviewRecords *self);
void dg_review_records_show_counts (DgReviewRecords *self);

G_END_DECLS
