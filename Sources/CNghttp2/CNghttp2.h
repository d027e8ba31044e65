#ifndef POSTERN_CNGHTTP2_H
#define POSTERN_CNGHTTP2_H

#include <nghttp2/nghttp2.h>
#include <string.h>

// `nghttp2_frame` is a union; Swift would read every member of it through a copy of the whole.
// These read the one member that the type of the frame makes valid.

static inline nghttp2_frame_hd postern_http2_frame_header(const nghttp2_frame *frame) {
  return frame->hd;
}

static inline int postern_http2_is_request_headers(const nghttp2_frame *frame) {
  return frame->hd.type == NGHTTP2_HEADERS && frame->headers.cat == NGHTTP2_HCAT_REQUEST;
}

// Whether a DATA frame has nothing in it but padding; its length counts the padding.
static inline int postern_http2_is_only_padding(const nghttp2_frame *frame) {
  return frame->hd.length == frame->data.padlen;
}

// Whether a PING frame has these eight bytes in it.
static inline int postern_http2_is_ping(const nghttp2_frame *frame, const uint8_t *payload) {
  return memcmp(frame->ping.opaque_data, payload, sizeof(frame->ping.opaque_data)) == 0;
}

static inline uint32_t postern_http2_reset_code(const nghttp2_frame *frame) {
  return frame->rst_stream.error_code;
}

#endif
