/* fake-service.h: an HTTP server of a few lines that does to a client exactly what a test wants
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

/*
 * Every connection has a thread of its own, in which the test's script answers each request with plain blocking calls:
 * so a reply can stop, break off or wait at any byte. The test's own thread runs the client.
 */

typedef struct _FakeService FakeService;

/**
 * FakeRequest:
 * @method: for example `POST`
 * @target: as it came, escaped
 * @headers: (element-type utf8 utf8): values by name in small letters
 * @body: what was sent
 */
typedef struct
{
  char *method;
  char *target;
  GHashTable *headers;
  GBytes *body;

  GSocketConnection *connection; /* (unowned) */
  GOutputStream *output;         /* (unowned) of the connection, or of TLS upon it */
} FakeRequest;

typedef void (*FakeScript) (FakeRequest *request, gpointer data);

FakeService *fake_service_new (FakeScript script, gpointer data);
FakeService *
fake_service_new_tls (GTlsCertificate *certificate, const char *const *protocols, FakeScript script, gpointer data);
void fake_service_free (FakeService *self);
guint16 fake_service_get_port (FakeService *self);
guint fake_service_get_n_connections (FakeService *self);

const char *fake_request_get_header (FakeRequest *request, const char *name);
void fake_request_write (FakeRequest *request, const char *text);
void fake_request_write_bytes (FakeRequest *request, GBytes *bytes);
void fake_request_reply (FakeRequest *request, guint status, const char *headers, const char *body);
void fake_request_begin_stream (FakeRequest *request);
void fake_request_write_chunk (FakeRequest *request, GBytes *chunk);
void fake_request_end_stream (FakeRequest *request);
void fake_request_close (FakeRequest *request);
void fake_request_reset (FakeRequest *request);
gboolean fake_request_wait_for_close (FakeRequest *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeService, fake_service_free)
