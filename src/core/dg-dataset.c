/* dg-dataset.c: a saved dataset
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dg-dataset.h"

struct _DgDataset
{
  GObject parent_instance;

  char *id;       /* (owned) `dataset_` and 8 hexadecimal digits */
  char *name;     /* (owned) unique in its library */
  char *path;     /* (owned) (nullable) absolute; NULL when the file is not where the library says */
  char *created;  /* (owned) (nullable) local date, YYYY-MM-DD */
  char *provider; /* (owned) (nullable) who made the records; NULL when that is not known */
  char *model;    /* (owned) (nullable) */
  char *session;  /* (owned) (nullable) the session it came from */
  DgFileFormat format;
  DgDatasetKind kind;
  guint n_records;
  guint revision;
  guint n_look;         /* records that are flagged or have a problem */
  guint n_approved;     /* records that a person wants */
  guint64 n_bytes;      /* of its file, 0 without one */
  gint64 created_us;    /* microseconds since 1970, 0 when that is not known */
  gint64 updated_us;    /* likewise */
  gint64 deleted_us;    /* likewise, 0 unless it is deleted */
  gint64 kept_until_us; /* likewise */
};

G_DEFINE_FINAL_TYPE (DgDataset, dg_dataset, G_TYPE_OBJECT)

static void
dg_dataset_finalize (GObject *object)
{
  DgDataset *self = DG_DATASET (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->created, g_free);
  g_clear_pointer (&self->provider, g_free);
  g_clear_pointer (&self->model, g_free);
  g_clear_pointer (&self->session, g_free);

  G_OBJECT_CLASS (dg_dataset_parent_class)->finalize (object);
}

static void
dg_dataset_class_init (DgDatasetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dg_dataset_finalize;
}

static void
dg_dataset_init (DgDataset *self)
{
}

/**
 * dg_dataset_new:
 * @id: its id
 * @name: its name
 * @format: the format of its file
 *
 * Returns: (transfer full): a dataset without records
 */
DgDataset *
dg_dataset_new (const char *id, const char *name, DgFileFormat format)
{
  g_return_val_if_fail (id != NULL && name != NULL, NULL);

  DgDataset *self = g_object_new (DG_TYPE_DATASET, NULL);

  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->format = format;

  return self;
}

/**
 * dg_dataset_get_id:
 * @self: a dataset
 *
 * Returns: its id, `dataset_` and 8 hexadecimal digits
 */
const char *
dg_dataset_get_id (DgDataset *self)
{
  g_return_val_if_fail (DG_IS_DATASET (self), NULL);

  return self->id;
}

/**
 * dg_dataset_get_name:
 * @self: a dataset
 *
 * Returns: its name
 */
const char *
dg_dataset_get_name (DgDataset *self)
{
  g_return_val_if_fail (DG_IS_DATASET (self), NULL);

  return self->name;
}

/**
 * dg_dataset_get_format:
 * @self: a dataset
 *
 * Returns: the format of its file
 */
DgFileFormat
dg_dataset_get_format (DgDataset *self)
{
  g_return_val_if_fail (DG_IS_DATASET (self), DG_FILE_FORMAT_JSONL);

  return self->format;
}

/**
 * dg_dataset_get_n_records:
 * @self: a dataset
 *
 * Returns: how many rows its file has
 */
guint
dg_dataset_get_n_records (DgDataset *self)
{
  g_return_val_if_fail (DG_IS_DATASET (self), 0);

  return self->n_records;
}

/**
 * dg_dataset_set_n_records:
 * @self: a dataset
 * @n_records: how many rows its file has
 */
void
dg_dataset_set_n_records (DgDataset *self, guint n_records)
{
  g_return_if_fail (DG_IS_DATASET (self));

  self->n_records = n_records;
}

/**
 * dg_dataset_get_revision:
 * @self: a dataset
 *
 * Returns: a number that rises whenever the texts of its records or their order change, so that what was worked out
 *   from them can be told to be old; 0 as long as the library has no records of it
 */
guint
dg_dataset_get_revision (DgDataset *self)
{
  g_return_val_if_fail (DG_IS_DATASET (self), 0);

  return self->revision;
}

/**
 * dg_dataset_set_revision:
 * @self: a dataset
 * @revision: which state of its records this is
 */
void
dg_dataset_set_revision (DgDataset *self, guint revision)
{
  g_return_if_fail (DG_IS_DATASET (self));

  self->revision = revision;
}

/**
 * dg_dataset_get_path:
 * @self: a dataset
 *
 * Returns: (nullable): the absolute path of its file, %NULL when there is none
 */
const char *
dg_dataset_get_path (DgDataset *self)
{
  g_return_val_if_fail (DG_IS_DATASET (self), NULL);

  return self->path;
}

/**
 * dg_dataset_set_path:
 * @self: a dataset
 * @path: (nullable): the absolute path of its file
 */
void
dg_dataset_set_path (DgDataset *self, const char *path)
{
  g_return_if_fail (DG_IS_DATASET (self));

  g_free (self->path);
  self->path = g_strdup (path);
}

/**
 * dg_dataset_get_created:
 * @self: a dataset
 *
 * Returns: (nullable): the local date of its making, `YYYY-MM-DD`
 */
const char *
dg_dataset_get_created (DgDataset *self)
{
  g_return_val_if_fail (DG_IS_DATASET (self), NULL);

  return self->created;
}

/**
 * dg_dataset_set_created:
 * @self: a dataset
 * @created: (nullable): a local date, `YYYY-MM-DD`
 */
void
dg_dataset_set_created (DgDataset *self, const char *created)
{
  g_return_if_fail (DG_IS_DATASET (self));

  g_free (self->created);
  self->created = g_strdup (created);
}

/**
 * dg_dataset_get_provider:
 * @self: a dataset
 *
 * Returns: (nullable): the provider of the model that made it, %NULL when the dataset was brought along
 */
const char *
dg_dataset_get_provider (DgDataset *self)
{
  g_return_val_if_fail (DG_IS_DATASET (self), NULL);

  return self->provider;
}

/**
 * dg_dataset_get_model:
 * @self: a dataset
 *
 * Returns: (nullable): the id of the model that made it
 */
const char *
dg_dataset_get_model (DgDataset *self)
{
  g_return_val_if_fail (DG_IS_DATASET (self), NULL);

  return self->model;
}

/**
 * dg_dataset_get_session:
 * @self: a dataset
 *
 * Returns: (nullable): the id of the session it came from
 */
const char *
dg_dataset_get_session (DgDataset *self)
{
  g_return_val_if_fail (DG_IS_DATASET (self), NULL);

  return self->session;
}

/**
 * dg_dataset_set_origin:
 * @self: a dataset
 * @provider: (nullable): the provider of the model that made it
 * @model: (nullable): the model's id
 * @session: (nullable): the session it came from
 */
void
dg_dataset_set_origin (DgDataset *self, const char *provider, const char *model, const char *session)
{
  g_return_if_fail (DG_IS_DATASET (self));

  g_free (self->provider);
  g_free (self->model);
  g_free (self->session);
  self->provider = g_strdup (provider);
  self->model = g_strdup (model);
  self->session = g_strdup (session);
}

/**
 * dg_dataset_get_kind:
 * @self: a dataset
 *
 * Returns: where it comes from
 */
DgDatasetKind
dg_dataset_get_kind (DgDataset *self)
{
  g_return_val_if_fail (DG_IS_DATASET (self), DG_DATASET_GENERATED);

  return self->kind;
}

/**
 * dg_dataset_set_kind:
 * @self: a dataset
 * @kind: where it comes from
 */
void
dg_dataset_set_kind (DgDataset *self, DgDatasetKind kind)
{
  g_return_if_fail (DG_IS_DATASET (self));

  self->kind = kind;
}

/**
 * dg_dataset_kind_get_id:
 * @kind: where a dataset comes from
 *
 * Returns: a word for it, for programs: `generated`, `imported` or `foreign`
 */
const char *
dg_dataset_kind_get_id (DgDatasetKind kind)
{
  static const char *const ids[] = { "generated", "imported", "foreign" };

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (ids), ids[0]);

  return ids[kind];
}

/**
 * dg_dataset_get_created_us:
 * @self: a dataset
 *
 * Returns: when it was made, in microseconds since 1970; 0 when that is not known
 */
gint64
dg_dataset_get_created_us (DgDataset *self)
{
  g_return_val_if_fail (DG_IS_DATASET (self), 0);

  return self->created_us;
}

/**
 * dg_dataset_set_created_us:
 * @self: a dataset
 * @created_us: when it was made, in microseconds since 1970; 0 when that is not known
 */
void
dg_dataset_set_created_us (DgDataset *self, gint64 created_us)
{
  g_return_if_fail (DG_IS_DATASET (self));

  self->created_us = created_us;
}

/**
 * dg_dataset_get_updated_us:
 * @self: a dataset
 *
 * Returns: when its file was last written, in microseconds since 1970; when it was made if it has no file, and 0 when
 *   that is not known either
 */
gint64
dg_dataset_get_updated_us (DgDataset *self)
{
  g_return_val_if_fail (DG_IS_DATASET (self), 0);

  return self->updated_us != 0 ? self->updated_us : self->created_us;
}

/**
 * dg_dataset_get_n_bytes:
 * @self: a dataset
 *
 * Returns: the size of its file, 0 when there is none
 */
guint64
dg_dataset_get_n_bytes (DgDataset *self)
{
  g_return_val_if_fail (DG_IS_DATASET (self), 0);

  return self->n_bytes;
}

/**
 * dg_dataset_set_file:
 * @self: a dataset
 * @n_bytes: the size of its file, 0 without one
 * @updated_us: when the file was last written, in microseconds since 1970; 0 without one
 */
void
dg_dataset_set_file (DgDataset *self, guint64 n_bytes, gint64 updated_us)
{
  g_return_if_fail (DG_IS_DATASET (self));

  self->n_bytes = n_bytes;
  self->updated_us = updated_us;
}

/**
 * dg_dataset_get_n_look:
 * @self: a dataset
 *
 * Returns: how many of its records need a look, since they are flagged or have a problem
 */
guint
dg_dataset_get_n_look (DgDataset *self)
{
  g_return_val_if_fail (DG_IS_DATASET (self), 0);

  return self->n_look;
}

/**
 * dg_dataset_get_n_approved:
 * @self: a dataset
 *
 * Returns: how many of its records a person has approved
 */
guint
dg_dataset_get_n_approved (DgDataset *self)
{
  g_return_val_if_fail (DG_IS_DATASET (self), 0);

  return self->n_approved;
}

/**
 * dg_dataset_set_review:
 * @self: a dataset
 * @n_look: how many of its records need a look
 * @n_approved: how many of its records a person has approved
 */
void
dg_dataset_set_review (DgDataset *self, guint n_look, guint n_approved)
{
  g_return_if_fail (DG_IS_DATASET (self));

  self->n_look = n_look;
  self->n_approved = n_approved;
}

/**
 * dg_dataset_get_deleted_us:
 * @self: a dataset
 *
 * Returns: when it was deleted, in microseconds since 1970; 0 when it is not
 */
gint64
dg_dataset_get_deleted_us (DgDataset *self)
{
  g_return_val_if_fail (DG_IS_DATASET (self), 0);

  return self->deleted_us;
}

/**
 * dg_dataset_get_kept_until_us:
 * @self: a dataset that is deleted
 *
 * Returns: until when it can be restored, in microseconds since 1970; 0 when it is not deleted
 */
gint64
dg_dataset_get_kept_until_us (DgDataset *self)
{
  g_return_val_if_fail (DG_IS_DATASET (self), 0);

  return self->kept_until_us;
}

/**
 * dg_dataset_set_deleted:
 * @self: a dataset
 * @deleted_us: when it was deleted, in microseconds since 1970
 * @kept_until_us: until when it can be restored, likewise
 */
void
dg_dataset_set_deleted (DgDataset *self, gint64 deleted_us, gint64 kept_until_us)
{
  g_return_if_fail (DG_IS_DATASET (self));

  self->deleted_us = deleted_us;
  self->kept_until_us = kept_until_us;
}

/**
 * dg_file_format_get_id:
 * @format: a file format
 *
 * Returns: `jsonl` or `csv`, which is also the file's suffix
 */
const char *
dg_file_format_get_id (DgFileFormat format)
{
  return format == DG_FILE_FORMAT_CSV ? "csv" : "jsonl";
}

/**
 * dg_file_format_from_id:
 * @id: a word, in any case
 * @format: (out): the format it names
 *
 * Returns: whether @id names a format
 */
gboolean
dg_file_format_from_id (const char *id, DgFileFormat *format)
{
  g_return_val_if_fail (id != NULL && format != NULL, FALSE);

  if (g_ascii_strcasecmp (id, "jsonl") == 0)
    *format = DG_FILE_FORMAT_JSONL;
  else if (g_ascii_strcasecmp (id, "csv") == 0)
    *format = DG_FILE_FORMAT_CSV;
  else
    return FALSE;

  return TRUE;
}
